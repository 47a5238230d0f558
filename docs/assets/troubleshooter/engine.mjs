/**
 * Runs the engine in a worker and passes messages both ways.
 *
 * It does not know the page, nor what is asked. Whatever goes wrong becomes one message "failed".
 *
 * @typedef {{kind: "loading", loaded: number, total: number}
 *   | {kind: "starting" | "ready"}
 *   | {kind: "reply", asked: string, text: string}
 *   | {kind: "failed", reason: string}} Message
 */

/** Milliseconds without any message after which the engine is given up. */
const PATIENCE = 8_000;

/** The same while it starts: nothing is loaded then, and a slow device says nothing for long. */
const PATIENCE_AT_START = 60_000;

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
      this.#worker = startWorker(new URL(program, document.baseURI).href);
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
    this.#watch(PATIENCE);
    this.#worker.postMessage(message);
  }

  /** @param {Message} message */
  #hear(message) {
    if (message.kind === "failed") {
      this.#fail(message.reason);
      return;
    }
    if (message.kind === "ready" || message.kind === "reply") this.#unanswered -= 1;
    this.#watch(message.kind === "starting" ? PATIENCE_AT_START : PATIENCE);
    this.#tell(message);
  }

  /** @param {number} patience */
  #watch(patience) {
    clearTimeout(this.#watchdog);
    if (this.#unanswered) this.#watchdog = setTimeout(() => this.#fail("no sign of life"), patience);
  }

  /** @param {string} reason */
  #fail(reason) {
    this.stop();
    this.#tell({ kind: "failed", reason });
  }
}

/**
 * Starts a worker under the policy of this page, which a worker with an address of its own would
 * not be bound by.
 *
 * @param {string} program - Address of its module
 */
function startWorker(program) {
  const source = new Blob([`import ${JSON.stringify(program)};`], { type: "text/javascript" });
  const address = URL.createObjectURL(source);
  try {
    return new Worker(address, { type: "module" });
  } finally {
    setTimeout(() => URL.revokeObjectURL(address), PATIENCE);
  }
}
