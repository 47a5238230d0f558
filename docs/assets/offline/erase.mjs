/**
 * Shows what this site keeps on the device, and erases it: the element `erase-everything`.
 *
 * It holds no words: what it says, and how it calls each kind of thing, stands in its attributes.
 *
 * @typedef {[kind: string, values: Record<string, string>]} Kept - What is kept, of one kind
 */

const MEGABYTE = 1e6;

/** What the names of our caches begin with; each is a kind of its own. */
const CACHES = ["pages", "python", "engine"];

/** How long a service worker may take to finish what it is storing, in milliseconds. */
const PATIENCE = 10_000;

class EraseEverything extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.addEventListener("click", () => this.#erase());
    button.parentElement.hidden = false;
    this.#show(this.dataset.kept);
  }

  async #erase() {
    const before = await keptThings(this.lang);
    document.dispatchEvent(new Event("oc-erased"));
    await eraseThings();
    const left = await keptThings(this.lang);
    if (left.length) this.#say(this.dataset.left, left);
    else this.#say(this.dataset.erased, before);
  }

  /** @param {string} heading */
  async #show(heading) {
    this.#say(heading, await keptThings(this.lang));
  }

  /**
   * @param {string} heading
   * @param {Kept[]} things
   */
  #say(heading, things) {
    const text = document.createElement("p");
    text.textContent = things.length ? heading : this.dataset.nothing;
    const list = document.createElement("ul");
    list.append(...things.map((thing) => this.#item(thing)));
    this.querySelector("[role=status]").replaceChildren(text, ...(things.length ? [list] : []));
  }

  /** @param {Kept} thing */
  #item([kind, values]) {
    const item = document.createElement("li");
    item.textContent = this.dataset[kind].replace(/{(\w+)}/g, (_, name) => values[name]);
    return item;
  }
}

/**
 * @param {string} language - For numbers
 * @returns {Promise<Kept[]>}
 */
async function keptThings(language) {
  const names = [...entries(), ...(await databases())].join(", ");
  return [
    ...(await sizesOfCaches(language)),
    ...((await registrations()).length ? [["worker", {}]] : []),
    ...(looks().length ? [["look", {}]] : []),
    ...(names ? [["entries", { names }]] : []),
    ...(hasAnswers() ? [["answers", {}]] : []),
  ];
}

async function eraseThings() {
  for (const registration of await registrations()) await leave(registration);
  for (const name of await cacheNames()) await caches.delete(name);
  for (const name of await databases()) await deleted(indexedDB.deleteDatabase(name));
  for (const store of stores()) store.clear();
  if (hasAnswers()) history.replaceState(null, "", location.pathname + location.search);
}

/**
 * Takes back a service worker; one that is still storing would go on after all is erased.
 *
 * @param {ServiceWorkerRegistration} registration
 */
async function leave(registration) {
  const { installing } = registration;
  const isStored = new Promise((resolve) => {
    installing?.addEventListener("statechange", resolve);
    setTimeout(resolve, installing ? PATIENCE : 0);
  });
  await isStored;
  await registration.unregister();
}

/** @param {string} language */
async function sizesOfCaches(language) {
  const sizes = new Map();
  for (const name of await cacheNames()) {
    const kind = CACHES.find((one) => name.startsWith(`${one}-`)) ?? "files";
    sizes.set(kind, (sizes.get(kind) ?? 0) + (await sizeOf(await caches.open(name))));
  }
  const inMegabytes = (bytes) =>
    (bytes / MEGABYTE).toLocaleString(language, { maximumFractionDigits: 1 });
  return [...sizes].map(([kind, bytes]) => [kind, { size: inMegabytes(bytes) }]);
}

/** @param {Cache} cache */
async function sizeOf(cache) {
  const sizes = (await cache.matchAll()).map(async (response) => (await response.blob()).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

// A browser that keeps nothing may refuse even the question what is kept.

function cacheNames() {
  return allowed(() => caches.keys());
}

function registrations() {
  return allowed(() => navigator.serviceWorker.getRegistrations());
}

async function databases() {
  return (await allowed(() => indexedDB.databases())).map(({ name }) => name);
}

/**
 * @param {() => Promise<T[]>} ask
 * @returns {Promise<T[]>}
 * @template T
 */
async function allowed(ask) {
  try {
    return await ask();
  } catch {
    return [];
  }
}

/** @returns {Storage[]} */
function stores() {
  try {
    return [localStorage, sessionStorage];
  } catch {
    return [];
  }
}

function looks() {
  return keys().filter((key) => key.endsWith("__palette"));
}

function entries() {
  return keys().filter((key) => !key.endsWith("__palette"));
}

function keys() {
  return stores().flatMap((store) => Object.keys(store));
}

function hasAnswers() {
  return location.hash.includes("=");
}

/** @param {IDBOpenDBRequest} request */
function deleted(request) {
  return new Promise((resolve) => {
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
}

customElements.define("erase-everything", EraseEverything);
