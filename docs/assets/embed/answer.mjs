/**
 * Shows one answer of this site on a page of another one: the element `order-closed-answer`.
 *
 * It has no words and no colours: what is said, labels included, comes with the answer, and colour
 * and font are inherited from the page. The link inside the element stays until an answer is there,
 * and where none comes. Text becomes text, never HTML, and the style is a sheet made by script, so
 * that it works under the strictest policy of a page.
 *
 * @typedef {{text: string, url?: string, strong?: boolean, em?: boolean, source?: string}} Span
 * @typedef {{type: string, spans?: Span[], items?: Span[][], rows?: Span[][][]}} Block
 *   Spans of a paragraph or of a heading "h"; items of a list "ul" or "ol"; rows of cells of a table
 * @typedef {{version: 1, lang: string, question: string, blocks: Block[], url: string,
 *   license_url: string, check?: string, withdrawn?: string,
 *   labels: {checked: string, source: string, license: string, check: string}}} Answer
 */

const NAME = "order-closed-answer";

/** What may stand between two slashes of the address of an answer. */
const PART = /^[a-z0-9-]{1,80}$/;

// No rem, for the size of the root is the page's; no paler text, for the contrast is the page's too.
// All stands inside the element, where a "* { padding: 0 }" of the page does not reach.
const STYLE = `
:host { display: block; margin: 1em 0 }
:host([hidden]) { display: none }
* { border: 0 solid; border-color: color-mix(in srgb, currentColor 30%, transparent) }
article {
  max-width: 42em; padding: 1em 1.25em; border-width: 1px; border-radius: 8px;
  line-height: 1.55; overflow-wrap: break-word;
  text-align: start; text-indent: 0; text-transform: none; white-space: normal;
}
p, ul, ol, div { margin: 0 0 .75em }
ul, ol { padding-inline-start: 1.5em }
li { margin: 0 0 .3em }
b { display: block; line-height: 1.35 }
article > b { margin: 0 0 .5em; font-size: 1.15em }
div { overflow-x: auto }
table { border-collapse: collapse; font: inherit }
th, td { padding: .35em 1em .35em 0; text-align: start; vertical-align: top }
td { border-width: 1px 0 0 }
sup { font-size: .75em; line-height: 0 }
a { color: inherit; text-decoration: underline }
:focus-visible { outline: 2px solid; outline-offset: 2px }
footer { padding: .75em 0 0; border-width: 1px 0 0; font-size: .85em }
`;

/**
 * What this page has asked for, by path: the same answer twice is one request.
 *
 * @type {Map<string, Promise<Answer>>}
 */
const asked = new Map();

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

class OrderClosedAnswer extends HTMLElement {
  static observedAttributes = ["faq", "cause", "lang"];
  #turn;

  connectedCallback() {
    this.#load();
  }

  attributeChangedCallback() {
    this.#load();
  }

  async #load() {
    const turn = (this.#turn = {});
    // A page changes several attributes one after the other: what counts is how they stand at last.
    await turn;
    const isPast = () => turn !== this.#turn || !this.isConnected;
    if (isPast()) return;
    const parts = partsOfPath(this);
    try {
      const card = cardOf(await answerAt(parts));
      if (!isPast()) this.#show(card);
    } catch (error) {
      if (isPast()) return;
      console.warn(`${NAME}: ${parts.join("/")}: ${error.message}`);
      if (this.shadowRoot) this.#show(element("slot", []));
    }
  }

  /** @param {HTMLElement} content */
  #show(content) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(content);
  }
}

/** @param {HTMLElement} embed */
function partsOfPath(embed) {
  const named = embed.closest("[lang]") ?? document.documentElement;
  const lang = (named.getAttribute("lang") ?? "").slice(0, 2).toLowerCase();
  const faq = embed.getAttribute("faq");
  return faq === null ? [lang, "causes", embed.getAttribute("cause") ?? ""] : [lang, faq];
}

/** @param {string[]} parts */
async function answerAt(parts) {
  if (!parts.every((part) => PART.test(part))) throw new Error("no language and id of an answer");
  const path = parts.join("/");
  if (!asked.has(path)) asked.set(path, load(path));
  try {
    return await asked.get(path);
  } catch (error) {
    // What failed is not asked for again by itself, but an element that comes later may.
    asked.delete(path);
    throw error;
  }
}

/**
 * @param {string} path
 * @returns {Promise<Answer>}
 */
async function load(path) {
  const address = new URL(`../../api/v1/${path}.json`, import.meta.url);
  const options = { credentials: "omit", referrerPolicy: "no-referrer" };
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`status ${response.status}`);
  const answer = await response.json();
  if (answer.version !== 1) throw new Error(`version ${answer.version}`);
  if (answer.withdrawn) throw new Error(`withdrawn ${answer.withdrawn}`);
  return answer;
}

/** @param {Answer} answer */
function cardOf({ lang, question, blocks, labels, url, license_url, check }) {
  const footer = [
    labels.checked,
    link(labels.source, url),
    link(labels.license, license_url, " license"),
    ...(check ? [link(labels.check, check)] : []),
  ];
  const parts = [
    element("b", [question]),
    ...blocks.map(block),
    element("footer", footer.flatMap((part, place) => (place ? [" · ", part] : [part]))),
  ];
  return element("article", parts, { lang, dir: "auto" });
}

/** @param {Block} block - A type of a later version is a paragraph, if it has spans */
function block({ type, spans, items, rows }) {
  if (items) return element(type === "ol" ? type : "ul", items.map((item) => withSpans("li", item)));
  // A wide table scrolls by itself, also by keyboard.
  if (rows) return element("div", [element("table", rows.map(row))], { tabIndex: 0 });
  return type === "h" ? element("p", [withSpans("b", spans)]) : withSpans("p", spans);
}

/**
 * @param {Span[][]} cells
 * @param {number} place
 */
function row(cells, place) {
  return element("tr", cells.map((cell) => withSpans(place ? "td" : "th", cell)));
}

/**
 * @param {string} name
 * @param {Span[]} spans
 */
function withSpans(name, spans) {
  return element(name, spans.map(span));
}

/** @param {Span} span */
function span({ text, url, strong, em, source }) {
  let made = text;
  if (strong) made = element("strong", [made]);
  if (em) made = element("em", [made]);
  made = link(made, url);
  return source ? element("sup", [made]) : made;
}

/**
 * Returns a link; only what it would stand around where the address is none of the web.
 *
 * @param {Node | string} content
 * @param {string} [url]
 * @param {string} [rel] - What the link is beside the usual, after a space
 */
function link(content, url, rel = "") {
  if (!/^https?:\/\//.test(url)) return content;
  const rels = `noopener noreferrer${rel}`;
  return element("a", [content], { href: url, target: "_blank", rel: rels });
}

/**
 * @param {string} name
 * @param {(Node | string)[]} content
 * @param {Record<string, unknown>} [properties]
 */
function element(name, content, properties) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content);
  return made;
}

customElements.get(NAME) ?? customElements.define(NAME, OrderClosedAnswer);
