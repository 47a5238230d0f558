/**
 * Copies the text of an element at the press of a button; what the text is, it does not know.
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
 * @param {HTMLElement} source - A field, or anything else with text
 */
async function copied(source) {
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
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
