/**
 * Tells when the reader's line and device are free for something large; what it is, it does not know.
 */

/** Milliseconds after which a page that never rests does not wait any longer. */
const LONGEST_WAIT = 1000;

/** Tells whether bytes are dear here: the reader asked to save data, or the line is slow. */
export function isSlowOrCostly() {
  const { saveData = false, effectiveType = "4g" } = navigator.connection ?? {};
  return saveData || effectiveType !== "4g" || matchMedia("(prefers-reduced-data: reduce)").matches;
}

/**
 * Calls back once the page is loaded and painted, so that nothing on it has to wait.
 *
 * @param {() => void} start
 */
export function whenQuiet(start) {
  const soon = () => {
    if (window.requestIdleCallback) requestIdleCallback(start, { timeout: LONGEST_WAIT });
    else setTimeout(start);
  };
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon, { once: true });
}
