/**
 * Small conveniences in a step: printing, choosing a day, and the Enter key.
 *
 * What they act on stands in attributes of the elements; they do not know what it means.
 */

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
