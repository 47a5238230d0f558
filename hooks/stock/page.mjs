/** Starts Pyodide the ordinary way and says when it is ready, in the words of our own page. */

const worker = new Worker("worker.mjs", { type: "module" });
worker.addEventListener("message", () => document.dispatchEvent(new Event("oc-ready")));
