/**
 * Keeps the site readable without a connection: the service worker.
 *
 * The build writes `RELEASE` before it: what there is to keep, each file with its hash. It knows
 * addresses only, no content and no word; what stands after the "#", the answers, it never looks at.
 *
 * A page comes from the host as long as that answers in time, because facts change; what is kept
 * stands in only when it does not. A new release waits until no page of the old one is open.
 *
 * @typedef {Record<string, string>} Hashes - Of files, each by its address within the site
 * @typedef {{id: string, files: Hashes, packs: Record<string, string>,
 *   engine: {id: string, manifest: string, hash: string, files: Hashes}}} Release
 *   The addresses of packs stand by the beginning that the addresses of their pages share
 * @typedef {{lines: string[], pages: Record<string, number[]>}} Pack - Pages, each as its lines
 */

const PAGES = `pages-${RELEASE.id}`;
const PYTHON = `python-${RELEASE.engine.id}`;
const SCOPE = self.registration.scope;

/** Not ours: other sites show and read what stands there. */
const FOR_OTHERS = /^(embed|oembed|api)\//;

/** How long the host may take for its first word, in milliseconds. */
const PATIENCE = 4000;

/** How long a host that did not answer is not asked again, in milliseconds. */
const PAUSE = 10_000;

let pausedUntil = 0;

self.addEventListener("install", (event) => event.waitUntil(keepPages()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => event.waitUntil(hear(event)));
self.addEventListener("fetch", (event) => {
  const reply = replyTo(event);
  if (reply) event.respondWith(reply);
});

/** Loads what is new in this release; a reader who saves data goes on with the old one. */
async function keepPages() {
  if (navigator.connection?.saveData) throw new Error("not on a line that saves data");
  await keepAll(PAGES, RELEASE.files, (address, hash) => `${SCOPE}${address}?${hash}`);
}

/**
 * Keeps files under their keys; a file that any release has kept under the same key is not loaded again.
 *
 * @param {string} name - Of the cache
 * @param {Hashes} files
 * @param {(address: string, hash: string) => string} key
 * @param {RequestCache} [cache]
 */
async function keepAll(name, files, key, cache = "no-cache") {
  const kept = await caches.open(name);
  const keep = async ([address, integrity]) => {
    const at = key(address, integrity);
    const options = { integrity, cache, priority: "low" };
    await kept.put(at, (await caches.match(at)) ?? (await fetch(SCOPE + address, options)));
  };
  await Promise.all(Object.entries(files).map(keep));
}

/** Runs once no page is open that the release before may have to serve. */
async function takeOver() {
  await self.registration.navigationPreload?.enable();
  await forgetOthers("pages-", PAGES);
  await self.clients.claim();
}

/**
 * @param {string} beginning - Of the names of caches
 * @param {string} own - The one that stays
 */
async function forgetOthers(beginning, own) {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(beginning) && name !== own);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** @param {ExtendableMessageEvent} event - What a page says, in one word */
async function hear({ data, source, ports: [port] }) {
  if (data === "started") await keepEngine();
  if (data === "page") port.postMessage(await htmlOf(addressOf(source.url)));
  if (data === "leaving" && !(await isOpenBeside(source))) await self.skipWaiting();
}

/** @param {WindowClient} page */
async function isOpenBeside(page) {
  const open = await self.clients.matchAll({ includeUncontrolled: true });
  return open.some(({ id, type }) => type === "window" && id !== page.id);
}

/** Keeps the engine that a page has just started; its files are still in the browser's own cache. */
async function keepEngine() {
  const { manifest, hash, files } = RELEASE.engine;
  // Where the host has another release by now, the page runs that engine: nothing to keep.
  const current = await fetch(SCOPE + manifest, { integrity: hash, cache: "no-cache" });
  await keepAll(PYTHON, files, (address) => SCOPE + address, "force-cache");
  const kept = await caches.open(PYTHON);
  await kept.put(SCOPE + manifest, current);
  await forgetOthers("python-", PYTHON);
}

/**
 * @param {FetchEvent} event
 * @returns {Promise<Response> | undefined} Nothing for what is none of our business
 */
function replyTo(event) {
  const { request } = event;
  const address = addressOf(request.url);
  if (request.method !== "GET" || address === undefined || FOR_OTHERS.test(address)) return undefined;
  if (request.mode === "navigate") return freshOrKept(event, () => keptPage(address));
  if (address === RELEASE.engine.manifest) return freshOrKept(event, keptManifest);
  if (address in RELEASE.files) return freshOrKept(event, () => keptFile(address));
  if (address.startsWith(folderOf(RELEASE.engine.manifest))) return keptOrFresh(request);
  return undefined;
}

/** @param {string} url */
function addressOf(url) {
  const { href, search, hash } = new URL(url);
  if (!href.startsWith(SCOPE)) return undefined;
  const end = href.length - search.length - hash.length;
  return href.slice(SCOPE.length, end).replace(/(^|\/)index\.html$/, "$1");
}

/** @param {string} address */
function folderOf(address) {
  return address.slice(0, address.lastIndexOf("/") + 1);
}

/**
 * @param {FetchEvent} event
 * @param {() => Promise<Response | undefined>} kept
 */
async function freshOrKept(event, kept) {
  const fresh = fromHost(event);
  // Nobody may be waiting any more when it fails.
  fresh.catch(() => {});
  const isPaused = !navigator.onLine || Date.now() < pausedUntil;
  try {
    return (isPaused && (await kept())) || (await inTime(fresh));
  } catch {
    pausedUntil = Date.now() + PAUSE;
    return (await kept()) ?? fresh;
  }
}

/** @param {FetchEvent} event */
async function fromHost({ request, preloadResponse }) {
  return (await preloadResponse) ?? fetch(request);
}

/**
 * Waits for an answer that is worth having; throws where the host is late or out of order.
 *
 * @param {Promise<Response>} fresh
 */
async function inTime(fresh) {
  const late = new Promise((_, give_up) => setTimeout(give_up, PATIENCE));
  const response = await Promise.race([fresh, late]);
  if (response.status >= 500) throw new Error(`the host answers ${response.status}`);
  return response;
}

/** Files of the engine have the hash in their address: what is kept is what the host has. */
async function keptOrFresh(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

/** @param {string} address */
function keptFile(address) {
  return caches.match(`${SCOPE}${address}?${RELEASE.files[address]}`);
}

/** Until the engine of this release has been started, the one before it does. */
async function keptManifest() {
  const url = SCOPE + RELEASE.engine.manifest;
  return (await caches.match(url, { cacheName: PYTHON })) ?? caches.match(url);
}

/** @param {string} address */
async function keptPage(address) {
  const html = await htmlOf(address);
  if (html) return pageOf(html, 200);
  if (await htmlOf(`${address}/`)) return Response.redirect(`${SCOPE}${address}/`);
  const missing = await htmlOf("404.html");
  return missing && pageOf(missing, 404);
}

/**
 * @param {string} html
 * @param {number} status
 */
function pageOf(html, status) {
  return new Response(html, { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/**
 * @param {string} address
 * @returns {Promise<string | undefined>} The page at this address as this release has it
 */
async function htmlOf(address) {
  const beginnings = Object.keys(RELEASE.packs).filter((one) => address.startsWith(one));
  const longest = beginnings.reduce((one, other) => (one.length > other.length ? one : other));
  const file = await keptFile(RELEASE.packs[longest]);
  /** @type {Pack | undefined} */
  const pack = await file?.json();
  return pack?.pages[address]?.map((number) => pack.lines[number]).join("\n");
}
