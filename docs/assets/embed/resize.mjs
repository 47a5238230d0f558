/**
 * Stands in a page that shows frames of this site: gives each frame the height that it asks for, and
 * no more than the width that there is, for a strict page does not read the style in its own code.
 *
 * It needs nothing of the frames but the class `order-closed`; without it they scroll.
 */

/** In pixels; no frame can vanish, nor take the page for itself. */
const LEAST = 80;
const MOST = 4000;

const frames = () => document.querySelectorAll("iframe.order-closed");

addEventListener("message", ({ source, data }) => {
  if (data?.type !== "order-closed-height" || !Number.isFinite(data.height)) return;
  for (const frame of frames()) {
    if (frame.contentWindow === source) {
      frame.style.maxWidth = "100%";
      frame.style.height = `${Math.min(Math.max(data.height, LEAST), MOST)}px`;
    }
  }
});

// Frames that were there first have told their height before anybody listened.
for (const frame of frames()) frame.contentWindow.postMessage({ type: "order-closed-ask" }, "*");
