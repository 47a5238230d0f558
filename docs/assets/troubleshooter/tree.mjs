/**
 * Finds the steps of the tree that the page carries as text; what they ask, it does not know.
 *
 * With scripts on, a browser keeps what stands in "noscript" as text: the thousands of steps cost
 * nothing until one of them is shown. They are the last part of the page that comes over the line.
 */

import { nodesOf } from "./nodes.mjs";

/** The place of the first question. */
export const FIRST = "t";

export class Tree {
  #around;
  #text = "";

  /** @param {HTMLElement} around - The element with the tree in it, which may not have come yet */
  constructor(around) {
    this.#around = around;
  }

  /**
   * Returns the step at a place, as it stands in the page without scripts; null where there is none
   * or the whole page has not come yet.
   *
   * @param {string} place
   * @returns {HTMLElement | null}
   */
  stepAt(place) {
    if (document.readyState === "loading") return null;
    this.#text ||= this.#around.querySelector("noscript")?.textContent ?? "";
    const found = isPlace(place) ? this.#text.indexOf(` id="${place}"`) : -1;
    if (found < 0) return null;
    const start = this.#text.lastIndexOf("<article", found);
    const end = this.#text.indexOf("</article>", found);
    return withoutNames(nodesOf(this.#text.slice(start, end)).firstElementChild, place);
  }
}

/**
 * Tells whether a fragment names a place in the tree.
 *
 * @param {string} fragment - Without its "#"
 */
export function isPlace(fragment) {
  return /^t[0-9]*u?$/.test(fragment);
}

/**
 * Leaves the ways back from other places out, and the names: the address is for the answers.
 *
 * @param {HTMLElement} step
 * @param {string} place
 */
function withoutNames(step, place) {
  for (const back of step.querySelectorAll(".oc-backs > [id]")) {
    if (back.id === place) back.removeAttribute("id");
    else back.remove();
  }
  step.removeAttribute("id");
  step.querySelector("h2").id = "oc-heading";
  return step;
}
