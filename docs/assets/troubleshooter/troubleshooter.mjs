/**
 * Shows in the page what the engine makes of the answers: the element `order-troubleshooter`.
 *
 * It sends each form to the engine, puts what comes back in its place and moves the focus. It does
 * not know any question, cause or word; what it says itself stands in its attributes.
 *
 * @typedef {{kind: "question" | "reading" | "result", html: string, fragment: string,
 *   question: string | null}} Reply
 */

import { answersInAddress, carryAnswers, followWithinPage, writeAnswers } from "./address.mjs";
import { Engine } from "./engine.mjs";
import { copyText, enterPressesNearest, fillFromPicker, printPart } from "./helpers.mjs";

const MEGABYTE = 1e6;

class OrderTroubleshooter extends HTMLElement {
  /** @type {Engine | undefined} */
  #engine;
  #isReady = false;
  /** @type {(() => object) | undefined} What to ask as soon as the engine is ready */
  #waiting;
  /** The request that was sent last */
  #asked = {};
  /** @type {string | null} The question on show */
  #question = null;
  #status = document.createElement("p");
  #loading = document.createElement("label");
  #bar = document.createElement("progress");
  #listening = new AbortController();

  connectedCallback() {
    this.#prepare();
    this.#listen();
    carryAnswers();
    this.#start();
    if (answersInAddress()) this.#read();
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#engine?.stop();
  }

  #prepare() {
    this.#question = new FormData(this.#form).get("question");
    this.#say("");
    this.#status.setAttribute("role", "status");
    this.#loading.className = "oc-loading";
    this.#loading.hidden = true;
    this.#loading.append(document.createElement("span"), this.#bar);
    this.append(this.#status, this.#loading, this.#fallback);
  }

  #listen() {
    const { signal } = this.#listening;
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("click", copyText, { signal });
    this.addEventListener("click", printPart, { signal });
    this.addEventListener("change", fillFromPicker, { signal });
    this.addEventListener("keydown", enterPressesNearest, { signal });
    document.addEventListener("click", followWithinPage, { signal });
    window.addEventListener("popstate", () => this.#read(), { signal });
  }

  get #form() {
    return this.querySelector("form");
  }

  get #fallback() {
    return this.querySelector(".oc-fallback");
  }

  #start() {
    this.#isReady = false;
    this.#engine = new Engine((message) => this.#hear[message.kind](message));
    this.#engine.start(this.dataset.worker, this.dataset.engine);
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const { target, submitter } = event;
    const said = () => fieldsOf(target);
    this.#ask(() => this.#request(submitter.value, said()), this.dataset.waiting);
  }

  /** Shows what the answers in the address lead to. */
  #read() {
    if (!this.#isReady) this.#form.hidden = true;
    this.#ask(() => this.#request("show", {}), this.dataset.reading);
  }

  /**
   * @param {string} action
   * @param {object} said - The fields of the form
   */
  #request(action, said) {
    const { lang: language, dataset: { causes: causes_url } } = this;
    const url = location.href.replace(/#.*/, "");
    const about = { language, causes_url, url, today: today(), fragment: answersInAddress() };
    return { ...about, action, ...said };
  }

  /**
   * Asks now, or as soon as the engine is ready; after a failure the engine gets another chance.
   *
   * @param {() => object} request - Made as late as possible: the reader may still change the form
   * @param {string} meanwhile - What to say until the engine is ready
   */
  #ask(request, meanwhile) {
    this.#waiting = request;
    if (this.#isReady) {
      this.#send();
      return;
    }
    this.#say(meanwhile);
    if (!this.#engine) this.#start();
  }

  #send() {
    this.#asked = this.#waiting();
    this.#waiting = undefined;
    this.#engine.ask(JSON.stringify(this.#asked));
  }

  /** What to do at each message of the engine */
  #hear = {
    loading: ({ loaded, total }) => {
      this.#showProgress(this.#inMegabytes(this.dataset.loading, { loaded, total }));
      this.#bar.max = total;
      this.#bar.value = loaded;
    },
    starting: () => this.#showProgress(this.dataset.starting),
    ready: () => {
      this.#isReady = true;
      this.#loading.hidden = true;
      this.#tell("oc-ready", {});
      if (this.#waiting) this.#send();
      else this.#say(this.dataset.ready);
    },
    reply: ({ text }) => this.#show(JSON.parse(text)),
    failed: ({ reason }) => this.#fail(reason),
  };

  /** @param {string} text */
  #showProgress(text) {
    this.#fallback.hidden = true;
    this.#loading.hidden = false;
    this.#loading.firstChild.textContent = text;
  }

  /**
   * @param {string} text
   * @param {{[name: string]: number}} sizes - In bytes
   */
  #inMegabytes(text, sizes) {
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    const { format } = new Intl.NumberFormat(this.lang, digits);
    return text.replace(/{(\w+)}/g, (_, name) => format(sizes[name] / MEGABYTE));
  }

  /** @param {Reply} reply */
  #show({ kind, html, fragment, question }) {
    this.#form.replaceWith(nodesOf(html));
    this.#say("");
    const isOther = fragment !== answersInAddress() || question !== this.#question;
    writeAnswers(fragment, isOther && this.#asked.action !== "show");
    this.#question = question;
    this.#moveFocus();
    this.#tell("oc-step", { kind, question });
  }

  /** Goes to the new step, or to a mistake, unless the reader is busy elsewhere in the page. */
  #moveFocus() {
    if (document.activeElement !== document.body && !this.contains(document.activeElement)) return;
    const wrong = this.querySelector("[aria-invalid]");
    const missing = this.querySelector(".oc-error-summary ~ fieldset input");
    (wrong ?? missing ?? this.querySelector("#oc-heading")).focus({ preventScroll: true });
    // A field may be far down, and the header must not cover what is said about it.
    if (wrong) wrong.scrollIntoView({ behavior: "instant", block: "center" });
    else this.scrollIntoView({ behavior: "instant" });
  }

  /** @param {string} reason */
  #fail(reason) {
    console.error(`order-troubleshooter: ${reason}`);
    this.#engine = undefined;
    this.#isReady = false;
    this.#waiting = undefined;
    this.#loading.hidden = true;
    this.#fallback.hidden = false;
    this.#form.hidden = false;
    this.prepend(this.#status, this.#fallback);
    this.#say(this.dataset.failed, "oc-notice");
    this.#tell("oc-failed", { reason });
  }

  /**
   * @param {string} text
   * @param {string} [look] - A class, for what must not be missed
   */
  #say(text, look = "oc-engine-status") {
    this.#status.className = look;
    this.#status.textContent = text;
  }

  /**
   * @param {string} type
   * @param {object} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  }
}

/**
 * Returns the fields of a form; what can be ticked several times is a list.
 *
 * @param {HTMLFormElement} form
 */
function fieldsOf(form) {
  const fields = new FormData(form);
  return { ...Object.fromEntries(fields), among: fields.getAll("among") };
}

/** Returns the reader's own day, such as "2026-11-23". */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * Turns markup that our own engine made into nodes; the only place in the page that does.
 *
 * @param {string} html
 */
function nodesOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

customElements.define("order-troubleshooter", OrderTroubleshooter);
