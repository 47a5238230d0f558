/**
 * Small conveniences in a step: copying, printing, choosing a day, and the Enter key.
 *
 * What they act on stands in attributes of the elements; they do not know what it means.
 */

/** How long a button says that it has copied, in milliseconds. */
const COPIED_FOR = 2500;

/**
 * Copies the text of the element that a button names in `data-copies`.
 *
 * @param {MouseEvent} event
 */
export async function copyText(event) {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copies);
  if (await copied(source)) confirm(button);
}

/**
 * Copies; where the browser does not let us, selects the text for the reader to copy.
 *
 * @param {HTMLTextAreaElement | HTMLOutputElement} source
 */
async function copied(source) {
  try {
    await navigator.clipboard.writeText(source.value);
    return true;
  } catch {
    source.focus();
    getSelection().selectAllChildren(source);
    source.select?.();
    return false;
  }
}

/** @param {HTMLButtonElement} button */
function confirm(button) {
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = label), COPIED_FOR);
}

/**
 * Prints only the part of the page that a button names in `data-prints`.
 *
 * @param {MouseEvent} event
 */
export function printPart(event) {
  const button = event.target.closest("[data-prints]");
  if (!button) return;
  const { dataset } = document.documentElement;
  dataset.prints = button.dataset.prints;
  addEventListener("afterprint", () => delete dataset.prints, { once: true });
  print();
}

/**
 * Writes a day chosen in a calendar into the field that the picker names in `data-fills`.
 *
 * @param {Event} event
 */
export function fillFromPicker({ target }) {
  if (target.dataset.fills) document.getElementById(target.dataset.fills).value = target.value;
}

/**
 * Lets Enter in a field press the button of its own part, not the first one of the form.
 *
 * @param {KeyboardEvent} event
 */
export function enterPressesNearest(event) {
  const isField = event.target.matches(".oc-fold input, .oc-fold select");
  if (event.key !== "Enter" || !isField) return;
  event.preventDefault();
  event.target.closest(".oc-fold").querySelector("button[type=submit]").click();
}
