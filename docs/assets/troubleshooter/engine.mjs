/**
 * Runs the engine in a worker and passes messages both ways.
 *
 * It does not know the page, nor what is asked. Whatever goes wrong becomes one message "failed".
 *
 * @typedef {{kind: "loading", loaded: number, total: number}
 *   | {kind: "starting" | "ready"}
 *   | {kind: "reply", text: string}
 *   | {kind: "failed", reason: string}} Message
 */

/** Milliseconds without any message after which the engine is given up. */
const PATIENCE = 60_000;

export class Engine {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {(message: Message) => void} */
  #tell;
  #unanswered = 0;
  #watchdog = 0;

  /** @param {(message: Message) => void} tell - Hears each message */
  constructor(tell) {
    this.#tell = tell;
  }

  /**
   * Starts the worker; "loading", "starting" and "ready" follow, or "failed".
   *
   * @param {string} program - Address of the worker
   * @param {string} files - Address of the folder of engine files
   */
  start(program, files) {
    try {
      this.#worker = new Worker(program, { type: "module" });
    } catch (error) {
      this.#fail(error.message);
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(event.message ?? `no worker at ${program}`);
    });
    this.#send({ files: new URL(files, document.baseURI).href });
  }

  /**
   * Asks a question once the engine is ready; "reply" follows, or "failed".
   *
   * @param {string} text
   */
  ask(text) {
    this.#send({ ask: text });
  }

  /** Ends the worker; no message follows. */
  stop() {
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
  }

  /** @param {{files: string} | {ask: string}} message */
  #send(message) {
    this.#unanswered += 1;
    this.#watch();
    this.#worker.postMessage(message);
  }

  /** @param {Message} message */
  #hear(message) {
    if (message.kind === "failed") {
      this.#fail(message.reason);
      return;
    }
    if (message.kind === "ready" || message.kind === "reply") this.#unanswered -= 1;
    this.#watch();
    this.#tell(message);
  }

  #watch() {
    clearTimeout(this.#watchdog);
    if (this.#unanswered) this.#watchdog = setTimeout(() => this.#fail("no sign of life"), PATIENCE);
  }

  /** @param {string} reason */
  #fail(reason) {
    this.stop();
    this.#tell({ kind: "failed", reason });
  }
}
