/**
 * Shows in the page what the engine makes of the answers: the element `order-troubleshooter`.
 *
 * It sends each form to the engine, puts what comes back in its place and moves the focus. As long
 * as the engine does not run, the tree that the page carries goes on. It does not know any question,
 * cause or word; what it says itself stands in its attributes.
 *
 * @typedef {{kind: "question" | "reading" | "result", html: string, fragment: string,
 *   question: string | null, place: string | null}} Reply
 */

import { copyText } from "../copying.mjs";
import { answersInAddress, carryAnswers, followWithinPage, writeAnswers } from "./address.mjs";
import { Engine } from "./engine.mjs";
import { enterPressesNearest, fillFromPicker, printPart } from "./helpers.mjs";
import { nodesOf } from "./nodes.mjs";
import { isSlowOrCostly, whenQuiet } from "./thrift.mjs";
import { FIRST, isPlace, Tree } from "./tree.mjs";

const MEGABYTE = 1e6;

class OrderTroubleshooter extends HTMLElement {
  /** @type {Engine | undefined} */
  #engine;
  /** @type {(() => object) | undefined} What to ask as soon as the engine is ready */
  #waiting;
  /** @type {(() => void) | undefined} What to try again once the whole page has come */
  #untilArrival;
  /** The request whose reply is to be shown */
  #asked = {};
  /** The text of that request until its reply is shown */
  #awaited = "";
  /** @type {{asked: string, reply?: Reply}} What was asked ahead last, and what came of it */
  #ahead = { asked: "" };
  /** @type {string | null} The question on show */
  #question = null;
  /** @type {string | null} Where in the tree the reader is; null where the tree does not lead */
  #place = FIRST;
  /** @type {Tree} */
  #tree;
  /** @type {HTMLElement} The first question as it came with the page */
  #first;
  #title = document.title;
  #status = document.createElement("p");
  #loading = document.createElement("label");
  #bar = document.createElement("progress");
  #listening = new AbortController();

  connectedCallback() {
    this.#prepare();
    this.#listen();
    carryAnswers();
    if (answersInAddress()) this.#read();
    if (isSlowOrCostly()) this.#announceThrift();
    else whenQuiet(() => this.#start());
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#engine?.stop();
  }

  #prepare() {
    this.#first = this.#step;
    this.#tree = new Tree(this.parentElement);
    this.#question = this.#first.dataset.question;
    this.#say("");
    this.#status.setAttribute("role", "status");
    this.#loading.className = "oc-loading";
    this.#loading.hidden = true;
    this.#loading.append(document.createElement("span"), this.#bar);
    this.#fallback.hidden = true;
    this.querySelector(".oc-engine").append(this.#status, this.#loading);
  }

  #listen() {
    const { signal } = this.#listening;
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
    this.addEventListener("click", (event) => this.#follow(event), { signal });
    this.addEventListener("click", copyText, { signal });
    this.addEventListener("click", printPart, { signal });
    this.addEventListener("change", fillFromPicker, { signal });
    this.addEventListener("change", (event) => this.#askAhead(event.target), { signal });
    this.addEventListener("keydown", enterPressesNearest, { signal });
    document.addEventListener("click", followWithinPage, { signal });
    document.addEventListener("DOMContentLoaded", () => this.#arrive(), { signal });
    window.addEventListener("popstate", () => this.#read(), { signal });
  }

  get #isReady() {
    return this.dataset.state === "ready";
  }

  /** After a failure the engine starts again only when the reader asks for it */
  get #hasFailed() {
    return this.dataset.state === "failed";
  }

  get #step() {
    return this.querySelector(".oc-step");
  }

  get #fallback() {
    return this.querySelector(".oc-fallback");
  }

  #start() {
    if (this.#engine) return;
    this.#engine = new Engine((message) => this.#hear[message.kind](message));
    this.#engine.start(this.dataset.worker, this.dataset.engine);
  }

  /** Goes on with what had to wait for the tree, unless the engine has done it. */
  #arrive() {
    if (this.#waiting && !this.#isReady) this.#untilArrival?.();
    this.#untilArrival = undefined;
  }

  #announceThrift() {
    this.#say(this.#inMegabytes(this.dataset.thrifty, { total: Number(this.dataset.size) }));
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const { target, submitter } = event;
    const place = submitter.value === "answer" ? this.#placeChosen(target) : null;
    if (!this.#isReady && place && this.#showStep(place)) return;
    this.#untilArrival = () => target.requestSubmit(submitter);
    const said = () => fieldsOf(target);
    this.#ask(() => this.#request(submitter.value, said()), this.dataset.waiting);
  }

  /**
   * Returns the place that the option chosen in a form leads to, null where none is known.
   *
   * @param {HTMLFormElement} form
   */
  #placeChosen(form) {
    const options = [...form.querySelectorAll("[name=option]")];
    const position = options.findIndex((option) => option.checked);
    const isOneOfSeveral = form.querySelector("[name=among]:checked");
    return this.#place && position >= 0 && !isOneOfSeveral ? this.#place + position : null;
  }

  /**
   * Follows a link of a step of the tree.
   *
   * @param {MouseEvent} event
   */
  #follow(event) {
    const link = event.target.closest("article a");
    const place = link?.hash.slice(1) ?? "";
    if (!isPlace(place) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { engine } = link.dataset;
    if (engine !== undefined) this.#askAbout(this.#place + engine);
    else if (this.#isReady || !this.#showStep(place)) this.#askAbout(place);
  }

  /** @param {string} place - Where in the tree the engine goes on */
  #askAbout(place) {
    const request = { ...this.#request("show", {}), fragment: place, isNewStep: true };
    this.#ask(() => request, this.dataset.waiting);
  }

  /** Shows what the answers in the address lead to. */
  #read() {
    const fragment = answersInAddress();
    if (!this.#isReady && this.#showStep(fragment || FIRST, { isNewStep: false })) return;
    if (!this.#isReady) this.#step.hidden = true;
    this.#untilArrival = () => this.#read();
    this.#ask(() => this.#request("show", {}), this.dataset.reading);
  }

  /**
   * Shows a step of the tree that the page carries; tells whether there is one at this place.
   *
   * @param {string} place
   */
  #showStep(place, { isNewStep = true } = {}) {
    const step = place === FIRST ? this.#first : this.#tree.stepAt(place);
    if (!step) return false;
    this.#waiting = undefined;
    this.#say("");
    this.#put(step);
    writeAnswers(place === FIRST ? "" : place, isNewStep);
    this.#place = place;
    this.#question = step.dataset.question ?? null;
    this.#moveFocus();
    this.#tell("oc-step", { kind: "simple", question: this.#question });
    if (isNewStep && !this.#hasFailed) this.#start();
    return true;
  }

  /**
   * @param {string} action
   * @param {object} said - The fields of the form
   */
  #request(action, said) {
    const { lang: language, dataset: { causes: causes_url } } = this;
    const url = location.href.replace(/#.*/, "");
    const about = { language, causes_url, url, today: today(), fragment: answersInAddress() };
    return { ...about, action, isNewStep: action !== "show", ...said };
  }

  /**
   * Asks now, or as soon as the engine is ready; after a failure the engine gets another chance.
   *
   * @param {() => object} request - Made as late as possible: the reader may still change the form
   * @param {string} meanwhile - What to say until the engine is ready
   */
  #ask(request, meanwhile) {
    this.#waiting = request;
    if (this.#isReady) {
      this.#send();
      return;
    }
    this.#say(meanwhile);
    this.#start();
  }

  #send() {
    this.#asked = this.#waiting();
    this.#waiting = undefined;
    this.#awaited = JSON.stringify(this.#asked);
    const { asked, reply } = this.#ahead;
    if (asked !== this.#awaited) this.#engine.ask(this.#awaited);
    else if (reply) this.#show(reply);
  }

  /**
   * Asks what a choice leads to before the reader goes on: then the next step is there at once.
   *
   * @param {HTMLInputElement} field - What has just been changed
   */
  #askAhead(field) {
    if (!this.#isReady || field.name !== "option") return;
    this.#ahead = { asked: JSON.stringify(this.#request("answer", fieldsOf(field.form))) };
    this.#engine.ask(this.#ahead.asked);
  }

  /**
   * @param {string} asked - The text of the request
   * @param {Reply} reply
   */
  #receive(asked, reply) {
    if (asked === this.#awaited) this.#show(reply);
    else if (asked === this.#ahead.asked) this.#ahead.reply = reply;
  }

  /** What to do at each message of the engine */
  #hear = {
    loading: ({ loaded, total }) => {
      this.#showProgress(this.#inMegabytes(this.dataset.loading, { loaded, total }));
      this.#bar.max = total;
      this.#bar.value = loaded;
    },
    starting: () => this.#showProgress(this.dataset.starting),
    ready: () => {
      this.dataset.state = "ready";
      this.#loading.hidden = true;
      this.#tell("oc-ready", {});
      if (this.#waiting) this.#send();
      else this.#say(this.dataset.ready);
    },
    reply: ({ asked, text }) => this.#receive(asked, JSON.parse(text)),
    failed: ({ reason }) => this.#fail(reason),
  };

  /** @param {string} text */
  #showProgress(text) {
    this.#fallback.hidden = true;
    this.#loading.hidden = false;
    this.#loading.firstChild.textContent = text;
  }

  /**
   * @param {string} text
   * @param {{[name: string]: number}} sizes - In bytes
   */
  #inMegabytes(text, sizes) {
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    const { format } = new Intl.NumberFormat(this.lang, digits);
    return text.replace(/{(\w+)}/g, (_, name) => format(sizes[name] / MEGABYTE));
  }

  /** @param {Reply} reply */
  #show({ kind, html, fragment, question, place }) {
    this.#awaited = "";
    this.#ahead = { asked: "" };
    this.#put(nodesOf(html).firstElementChild);
    this.#say("");
    const isOther = fragment !== answersInAddress() || question !== this.#question;
    writeAnswers(fragment, isOther && this.#asked.isNewStep);
    this.#question = question;
    this.#place = place;
    this.#moveFocus();
    this.#tell("oc-step", { kind, question });
  }

  /** @param {HTMLElement} step */
  #put(step) {
    const { mistake } = step.dataset;
    document.title = mistake ? `${mistake}: ${this.#title}` : this.#title;
    step.hidden = false;
    this.#step.replaceWith(step);
  }

  /** Goes to the new step, or to a mistake, unless the reader is busy elsewhere in the page. */
  #moveFocus() {
    if (document.activeElement !== document.body && !this.contains(document.activeElement)) return;
    const wrong = this.querySelector("[aria-invalid]");
    const missing = this.querySelector(".oc-error-summary ~ fieldset input");
    (wrong ?? missing ?? this.querySelector("#oc-heading")).focus({ preventScroll: true });
    // A field may be far down, and the header must not cover what is said about it.
    if (wrong) wrong.scrollIntoView({ behavior: "instant", block: "center" });
    else this.scrollIntoView({ behavior: "instant" });
  }

  /** @param {string} reason */
  #fail(reason) {
    console.error(`order-troubleshooter: ${reason}`);
    this.dataset.state = "failed";
    this.#engine = undefined;
    this.#ahead = { asked: "" };
    this.#loading.hidden = true;
    this.#fallback.hidden = false;
    this.#goOnWithout();
    this.prepend(this.#status, this.#fallback);
    this.#say(this.dataset.failed, "oc-notice");
    this.#tell("oc-failed", { reason });
  }

  /** Stays with the step on show where the tree leads on from it, else starts again in the tree. */
  #goOnWithout() {
    this.#step.hidden = false;
    const isStuck = this.#waiting && this.#place === null;
    this.#waiting = undefined;
    if (!isStuck) return;
    this.#put(this.#first);
    this.#place = FIRST;
    this.#question = this.#first.dataset.question;
    this.#moveFocus();
  }

  /**
   * @param {string} text
   * @param {string} [look] - A class, for what must not be missed
   */
  #say(text, look = "oc-engine-status") {
    this.#status.className = look;
    this.#status.textContent = text;
  }

  /**
   * @param {string} type
   * @param {object} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  }
}

/**
 * Returns the fields of a form; what can be ticked several times is a list.
 *
 * @param {HTMLFormElement} form
 */
function fieldsOf(form) {
  const fields = new FormData(form);
  return { ...Object.fromEntries(fields), among: fields.getAll("among") };
}

/** Returns the reader's own day, such as "2026-11-23". */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

customElements.define("order-troubleshooter", OrderTroubleshooter);
