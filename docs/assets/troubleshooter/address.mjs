/**
 * Keeps the answers in the fragment of the address; what they mean, it does not know.
 */

/**
 * Returns the answers in the address: none where the fragment names a place in the page.
 *
 * @returns {string} The fragment without its "#"
 */
export function answersInAddress() {
  const fragment = location.hash.slice(1);
  return document.getElementById(fragment) ? "" : fragment;
}

/**
 * Writes the answers into the address.
 *
 * @param {string} fragment
 * @param {boolean} isNewStep - Whether the browser's back button leads to what was there before
 */
export function writeAnswers(fragment, isNewStep) {
  const address = fragment ? `#${fragment}` : location.pathname + location.search;
  if (isNewStep) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  carryAnswers();
}

/** Gives the answers to the links that lead to this page in another language. */
export function carryAnswers() {
  for (const link of document.querySelectorAll("a[hreflang]")) link.hash = answersInAddress();
}

/**
 * Follows a link within the page, but leaves the address to the answers.
 *
 * @param {MouseEvent} event - A click anywhere
 */
export function followWithinPage(event) {
  const link = event.target.closest('a[href^="#"]');
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  moveTo(document.getElementById(link.hash.slice(1)) ?? document.body);
}

/**
 * Moves the focus and the view to a place, as the browser does for a fragment.
 *
 * @param {HTMLElement} place
 */
function moveTo(place) {
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView();
}
