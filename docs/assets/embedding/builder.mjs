/**
 * Shows an answer as it looks on another site, and the code for it: the element `embed-builder`.
 *
 * It has no words and decides nothing. What there is to choose stands in the page, what comes of a
 * choice in one file for each answer and language. The choice stands in the address behind the "#",
 * so that a link can make it.
 *
 * @typedef {{code: string, preview: Record<string, string> | null}} Snippet
 *   What to paste; attributes of the frame that shows it, its address seen from the root of the site
 * @typedef {Record<string, Snippet>} Snippets - By form, or by form and theme
 */

import { copyText } from "../copying.mjs";

const ROOT = new URL("../../", import.meta.url);

/** What other sites load; without it a preview shows what stays on a site that refuses scripts. */
const SCRIPTS = ["embed/v1/answer.js", "embed/v1/resize.js"];

/** How much of an address is repeated to the reader, in characters. */
const MOST = 80;

class EmbedBuilder extends HTMLElement {
  #form = this.querySelector("form");
  #turn;

  connectedCallback() {
    for (const script of SCRIPTS) import(new URL(script, ROOT)).catch(() => {});
    this.#form.addEventListener("change", () => this.#change());
    this.#form.addEventListener("click", copyText);
    addEventListener("hashchange", () => this.#read());
    this.querySelector(".oc-ready-made").hidden = true;
    this.#form.hidden = false;
    this.#read();
  }

  /** Makes the choice that stands in the address. */
  #read() {
    this.#form.reset();
    const unknown = partsOfAddress().filter((part) => !this.#choose(part));
    const names = unknown.join(", ").slice(0, MOST);
    this.#say(names && this.dataset.unknown.replace("{names}", () => names));
    this.#show();
  }

  async #change() {
    this.#say("");
    await this.#show();
    const chosen = this.#options().filter((option) => isChosen(option) && !option.closest("[hidden]"));
    history.replaceState(history.state, "", `#${chosen.map(partOf).join("&")}`);
  }

  /**
   * @param {string} part - Of an address
   * @returns {boolean} Whether there is anything to choose that is called so
   */
  #choose(part) {
    const option = this.#options().find((one) => partOf(one) === part);
    if (option) option[isField(option) ? "checked" : "selected"] = true;
    return Boolean(option);
  }

  #options() {
    return [...this.#form.querySelectorAll("[data-part]")];
  }

  async #show() {
    const turn = (this.#turn = {});
    const { answer, lang, form, theme } = Object.fromEntries(new FormData(this.#form));
    const snippets = await load(`${lang}/${answer}.json`).catch(() => undefined);
    if (turn !== this.#turn) return;
    this.#part(".oc-result").hidden = !snippets;
    if (!snippets) {
      this.#say(this.dataset.failed);
      return;
    }
    const themed = snippets[`${form}-${theme}`];
    this.#part(".oc-choose-theme").hidden = !themed;
    this.#showSnippet(themed ?? snippets[form]);
    for (const text of this.querySelectorAll("[data-form]")) text.hidden = text.dataset.form !== form;
  }

  /** @param {Snippet} snippet */
  #showSnippet({ code, preview }) {
    this.#part("#oc-code").textContent = code;
    this.#part("#oc-preview").replaceChildren(...(preview ? [frameOf(preview)] : withoutScripts(code)));
  }

  /** @param {string} text */
  #say(text) {
    this.#part("[role=status]").textContent = text;
  }

  /** @param {string} selector */
  #part(selector) {
    return this.querySelector(selector);
  }
}

/** A heading in the address is no choice. */
function partsOfAddress() {
  return location.hash.includes("=") ? location.hash.slice(1).split("&") : [];
}

/** @param {HTMLInputElement | HTMLOptionElement} option */
function partOf(option) {
  return option.dataset.part;
}

/** @param {HTMLInputElement | HTMLOptionElement} option */
function isField(option) {
  return option.matches("input");
}

/** @param {HTMLInputElement | HTMLOptionElement} option */
function isChosen(option) {
  return isField(option) ? option.checked : option.selected;
}

/**
 * @param {string} file
 * @returns {Promise<Snippets>}
 */
async function load(file) {
  const response = await fetch(new URL(file, import.meta.url));
  if (!response.ok) throw new Error(`${file}: status ${response.status}`);
  return response.json();
}

/** @param {Record<string, string>} attributes */
function frameOf({ src, ...attributes }) {
  const frame = document.createElement("iframe");
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  frame.src = new URL(src, ROOT);
  return frame;
}

/** @param {string} code */
function withoutScripts(code) {
  const { body, scripts } = new DOMParser().parseFromString(code, "text/html");
  for (const script of [...scripts]) script.remove();
  return body.childNodes;
}

customElements.define("embed-builder", EmbedBuilder);
