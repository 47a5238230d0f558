/**
 * Lets the browser keep the site: starts the service worker, offers to install and to reload.
 *
 * It holds no words: they stand in the page. Where a browser refuses to keep anything, nothing happens.
 */

/** How long a started engine may take before the pages are kept anyway, in milliseconds. */
const PATIENCE = 30_000;

const SERVICE_WORKER = new URL("../../sw.js", import.meta.url);

const notice = document.querySelector(".oc-newer");
const troubleshooter = document.querySelector("order-troubleshooter");
const isErased = new Promise((resolve) => document.addEventListener("oc-erased", resolve));

happened(document, "oc-ready", troubleshooter?.dataset.state === "ready")
  .then(keepEngine)
  .catch(() => {});
addEventListener("beforeinstallprompt", offerToInstall);
keep().catch(() => {});

/** Keeps all pages, once the page and the engine have what they need and nobody saves data. */
async function keep() {
  const { serviceWorker, connection } = navigator;
  if (!serviceWorker || connection?.saveData || /2g/.test(connection?.effectiveType)) return;
  if ((await Promise.race([isErased, isQuiet()])) === "quiet") await start(serviceWorker);
}

/** @param {ServiceWorkerContainer} serviceWorker */
async function start(serviceWorker) {
  const options = { updateViaCache: "none" };
  const registration = await serviceWorker.register(SERVICE_WORKER, options);
  watch(registration);
  // This page has come from the host just now: if it is the only one, none needs the old release.
  registration.waiting?.postMessage("arrived");
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) registration.update().catch(() => {});
  });
}

async function isQuiet() {
  await happened(window, "load", document.readyState === "complete");
  const isPast = !troubleshooter || Boolean(troubleshooter.dataset.state);
  const runs = ["oc-ready", "oc-failed"].map((name) => happened(document, name, isPast));
  await Promise.race([...runs, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  await new Promise((resolve) => whenIdle(resolve));
  return "quiet";
}

/**
 * @param {EventTarget} target
 * @param {string} name
 * @param {boolean} isPast
 */
function happened(target, name, isPast) {
  return new Promise((resolve) => {
    if (isPast) resolve();
    else target.addEventListener(name, resolve, { once: true });
  });
}

async function keepEngine() {
  const registration = await navigator.serviceWorker?.ready;
  registration?.active.postMessage("started");
}

/** @param {ServiceWorkerRegistration} registration */
function watch(registration) {
  if (registration.waiting) offerToReload(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing.addEventListener("statechange", () => {
      if (installing.state === "installed") offerToReload(installing);
    });
  });
}

/**
 * Says that there is a newer page, if what the reader has before them has changed.
 *
 * @param {ServiceWorker} newer
 */
function offerToReload(newer) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data: html }) => {
    if (html && !html.includes(notice.dataset.page)) showNotice();
  };
  newer.postMessage("page", [port2]);
}

function showNotice() {
  const template = notice.querySelector("template");
  if (!template) return;
  notice.replaceChildren(template.content);
  notice.querySelector("button").addEventListener("click", () => location.reload());
}

/** @param {BeforeInstallPromptEvent} event */
function offerToInstall(event) {
  const part = document.querySelector(".oc-install");
  if (!part) return;
  event.preventDefault();
  part.hidden = false;
  part.querySelector("button").addEventListener("click", () => event.prompt());
  event.userChoice.then(() => (part.hidden = true));
}
