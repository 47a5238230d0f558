/**
 * Runs in every page of the benchmark before its own scripts, and says on the console what happens:
 * the name, a space, and the milliseconds since the navigation; for a step those since the click.
 *
 * "shown" is the first frame with a question and something to answer it, "drawn" the frame with the
 * next step. It is a function of what hooks/visits.py knows about the page.
 */

(({ path, heading, answer }) => {
  const tell = (name, since = 0) => console.debug(`bench ${name} ${performance.now() - since}`);

  /** Tells once the frame is drawn that is being prepared now. */
  const tellDrawn = (name, since) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => tell(name, since);
      port2.postMessage(null);
    });
  };

  const isVisible = (selector) => document.querySelector(selector)?.checkVisibility();

  const look = () => {
    if (isVisible(heading) && isVisible(answer)) tellDrawn("shown");
    else requestAnimationFrame(look);
  };

  let clicked = 0;
  addEventListener("click", (event) => (clicked = event.timeStamp), true);
  addEventListener("oc-ready", () => tell("ready"), true);
  addEventListener("oc-failed", () => tell("failed"), true);
  addEventListener("oc-step", () => tellDrawn("drawn", clicked), true);
  // To look at every frame is work, which no other page may be burdened with.
  if (location.pathname.endsWith(path)) requestAnimationFrame(look);
})
