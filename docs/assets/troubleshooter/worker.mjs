/**
 * Runs Python for the page: loads the engine files, starts Pyodide from them, answers requests.
 *
 * It does not know what is asked. It loads and checks every file before Pyodide starts, because
 * Pyodide waits for ever for a file that is missing or broken.
 *
 * @typedef {{name: string, bytes: number, integrity: string}} EngineFile
 * @typedef {{wheel: string, files: EngineFile[]}} Manifest
 */

const MANIFEST = "engine.json";

/** @type {(text: string) => string} */
let respond;

self.addEventListener("message", ({ data }) => {
  if (data.files) start(data.files).catch(fail);
  else tell("reply", { text: respond(data.ask) });
});

/** @param {unknown} reason */
function fail(reason) {
  tell("failed", { reason: String(reason) });
}

/**
 * @param {import("./engine.mjs").Message["kind"]} kind
 * @param {object} [more]
 */
function tell(kind, more) {
  self.postMessage({ kind, ...more });
}

/** @param {string} folder - Address of the engine files, ending in "/" */
async function start(folder) {
  /** @type {Manifest} */
  const manifest = await (await fetched(folder + MANIFEST, { cache: "no-cache" })).json();
  const contents = await loadAll(folder, manifest.files);
  tell("starting");
  const python = await startPyodide(folder, manifest.files, contents);
  python.unpackArchive(contents.get(manifest.wheel), "wheel");
  contents.clear();
  const door = python.pyimport("decision_tree.browser");
  door.knowledge().destroy();
  respond = door.respond;
  tell("ready");
}

/**
 * Loads all files side by side and tells how far it is, in bytes.
 *
 * @param {string} folder
 * @param {EngineFile[]} files
 * @returns {Promise<Map<string, Uint8Array>>} Contents by name
 */
async function loadAll(folder, files) {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let loaded = 0;
  const count = (bytes) => {
    loaded += bytes;
    tell("loading", { loaded, total });
  };
  count(0);
  const load = async (file) => [file.name, await loadFile(folder, file, count)];
  return new Map(await Promise.all(files.map(load)));
}

/**
 * Loads one file as the manifest describes it.
 *
 * `fetch` could check the hash, but would then hold back every byte until the last has arrived.
 * It has to where the origin is not secure: browsers compute no hashes for scripts there.
 *
 * @param {string} folder
 * @param {EngineFile} file
 * @param {(bytes: number) => void} count
 */
async function loadFile(folder, file, count) {
  const { subtle } = crypto;
  const checked = subtle ? {} : { integrity: file.integrity };
  const response = await fetched(address(folder, file), checked);
  const content = await readAll(response, file.bytes, count);
  if (subtle && (await hashOf(content)) !== file.integrity) {
    throw new Error(`${file.name}: not the file that the manifest names`);
  }
  return content;
}

/**
 * @param {Response} response
 * @param {number} size
 * @param {(bytes: number) => void} count
 */
async function readAll(response, size, count) {
  const content = new Uint8Array(size);
  const reader = response.body.getReader();
  let end = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    content.set(part.value, end);
    end += part.value.length;
    count(part.value.length);
  }
  return content;
}

/** @param {Uint8Array} content */
async function hashOf(content) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return `sha256-${btoa(String.fromCharCode(...hash))}`;
}

/**
 * Returns the address of a file in just this version, so that no cache mixes two of them.
 *
 * @param {string} folder
 * @param {EngineFile} file
 */
function address(folder, file) {
  return `${folder}${file.name}?${encodeURIComponent(file.integrity)}`;
}

/**
 * @param {string} url
 * @param {RequestInit} options
 */
async function fetched(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/**
 * Starts Pyodide from what was loaded; its two modules come out of the browser's cache.
 *
 * @param {string} folder
 * @param {EngineFile[]} files
 * @param {Map<string, Uint8Array>} contents
 */
async function startPyodide(folder, files, contents) {
  const module = (name) => import(address(folder, files.find((file) => file.name === name)));
  const { loadPyodide } = await module("pyodide.mjs");
  const { default: createPyodideModule } = await module("pyodide.asm.mjs");
  self.fetch = (url) => replyFrom(contents, String(url).slice(folder.length));
  return loadPyodide({
    indexURL: folder,
    packageBaseUrl: folder,
    lockFileContents: new TextDecoder().decode(contents.get("pyodide-lock.json")),
    createPyodideModule,
  });
}

/**
 * Stands in for `fetch`: from here on Python reaches what was checked and nothing else.
 *
 * @param {Map<string, Uint8Array>} contents
 * @param {string} name
 */
async function replyFrom(contents, name) {
  if (!contents.has(name)) throw new Error(`${name}: not an engine file`);
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(contents.get(name), { headers: { "Content-Type": type } });
}
