/**
 * Stands in every page that other sites show in a frame: tells the frame's page how high it is.
 *
 * It works in a sandbox without an origin of its own, so it keeps nothing and loads nothing. What it
 * tells is no secret, hence the target "*"; what it hears counts only when it comes from the parent.
 */

const page = document.documentElement;

/** WordPress writes it behind the address of a frame, and knows our messages by it. */
const SECRET = /#\??secret=([a-z0-9]+)$/i;

let secret = "";

/** @param {object} message */
function tell(message) {
  // At the top the parent is this page itself, which would hear and answer itself for ever.
  if (parent !== window) parent.postMessage(message, "*");
}

/** A frame that is not laid out has no height: without a width, each word would stand on a line of its own. */
const heightNow = () => (innerWidth ? Math.ceil(page.getBoundingClientRect().height) : 0);

let known = -1;

/** Tells the height as our helper, as AMP and as WordPress expect it. */
function tellHeight() {
  const height = (known = heightNow());
  // WordPress hides a frame until it says anything, and Chromium may give a hidden one no width for ever.
  if (secret) tell(height ? { message: "height", value: height, secret } : { message: "here", secret });
  if (!height) return;
  tell({ type: "order-closed-height", height });
  tell({ sentinel: "amp", type: "embed-size", height });
}

/** Tells a height that nobody knows yet. */
function tellChange() {
  if (heightNow() !== known) tellHeight();
}

/** Takes from the address the secret, and the answers with which the troubleshooter is to start. */
function readFragment() {
  secret = location.hash.match(SECRET)?.[1] ?? secret;
  const start = location.hash.replace(SECRET, "");
  if (!/^#[a-z0-9=&,-]+$/.test(start)) return;
  page.dataset.start = "";
  for (const link of document.querySelectorAll("a[data-start]")) link.hash = start;
}

const theme = location.search.match(/[?&]theme=(light|dark|auto)(?=&|$)/);
if (theme) page.dataset.theme = theme[1];

readFragment();
new ResizeObserver(tellChange).observe(page);

// Chromium runs no observer in a frame that cannot be seen, and WordPress shows none that says nothing.
addEventListener("DOMContentLoaded", () => {
  readFragment();
  tellChange();
});
// On a busy machine, Chromium has no width for a frame before its page has been read.
addEventListener("load", tellChange);
addEventListener("hashchange", () => {
  readFragment();
  tellHeight();
});
addEventListener("message", ({ source, data }) => {
  if (source !== parent) return;
  const isReady = data?.message === "ready";
  if (isReady && /^[a-z0-9]+$/i.test(data.secret ?? "")) secret = data.secret;
  if (isReady || data?.type === "order-closed-ask") tellHeight();
});
addEventListener("click", ({ target }) => {
  // What a reader chooses on the card is an answer, and no other site is to learn it.
  const link = target.closest("a[href]:not(.choices *, [data-start])");
  // WordPress allows its frames no new tab; there the parent follows the link instead.
  if (link && secret) tell({ message: "link", value: link.href, secret });
});
