/**
 * Runs Python for the page: starts Pyodide from the engine files and answers requests.
 *
 * It does not know what is asked. A start goes on from the memory that an earlier visit left on
 * this device, where there is one; else Python starts from the beginning.
 */

import { loadManifest, loadParts } from "./loading.mjs";
import { canKeep, findSnapshot, forgetSnapshots, keepSnapshot } from "./snapshot.mjs";
import { filesOf } from "./zip.mjs";

const LIBRARY_ADDRESS = `${self.origin}/library`;

/** @type {(text: string) => string} */
let respond;

self.addEventListener("message", ({ data }) => {
  if (data.files) start(data.files).catch(fail);
  else answer(data.ask);
});

/** @param {string} text */
function answer(text) {
  try {
    tell("reply", { asked: text, text: respond(text) });
  } catch (error) {
    fail(error);
  }
}

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
  if (!self.WebAssembly) throw new Error("this browser has no WebAssembly");
  const manifest = await loadManifest(folder);
  const [parts, memory] = await Promise.all([
    loadParts(folder, manifest, (progress) => tell("loading", progress)),
    findSnapshot(manifest.release),
  ]);
  tell("starting");
  if (!(memory && (await goesOn(parts, memory)))) await begin(parts, manifest.release);
}

/**
 * Goes on from the memory of an earlier visit; tells whether that succeeded.
 *
 * @param {import("./loading.mjs").Parts} parts
 * @param {Uint8Array} memory
 */
async function goesOn(parts, memory) {
  try {
    openDoor(await startPyodide(parts, { _loadSnapshot: memory }));
  } catch {
    await forgetSnapshots();
    return false;
  }
  tell("ready");
  return true;
}

/**
 * Starts Python from the beginning and keeps its memory, in which nobody has asked anything yet.
 *
 * @param {import("./loading.mjs").Parts} parts
 * @param {string} release
 */
async function begin(parts, release) {
  const keeps = canKeep();
  const python = await startPyodide(parts, { _makeSnapshot: keeps });
  openDoor(python);
  tell("ready");
  if (keeps) await keepSnapshot(release, python.makeMemorySnapshot());
}

/** Makes the package ready to answer. */
function openDoor(python) {
  const door = python.pyimport("decision_tree.browser");
  door.knowledge().destroy();
  respond = door.respond;
}

/**
 * Starts Pyodide from what was loaded: Python reaches what was checked and nothing else.
 *
 * @param {import("./loading.mjs").Parts} parts
 * @param {object} options
 */
function startPyodide({ loadPyodide, createPyodideModule, wasm, library, ...rest }, options) {
  self.fetch = async (url) => new Response(String(url) === LIBRARY_ADDRESS ? library : null);
  return new Promise((resolve, reject) => {
    // Pyodide itself would wait for ever where its program does not start.
    self.onunhandledrejection = (event) => {
      event.preventDefault();
      reject(event.reason);
    };
    WebAssembly.instantiateStreaming = async (_, imports) => {
      const instance = await WebAssembly.instantiate(wasm, imports).catch(reject);
      return { instance, module: wasm };
    };
    const usual = {
      createPyodideModule,
      indexURL: self.origin,
      packageBaseUrl: self.origin,
      stdLibURL: LIBRARY_ADDRESS,
      lockFileContents: rest.lock,
      fsInit: async (FS, { sitePackages }) => unpack(rest.packageFile, FS, sitePackages),
    };
    loadPyodide({ ...usual, ...options }).then(resolve, reject);
  });
}

/**
 * @param {Uint8Array} zip
 * @param {object} FS - The files of Python
 * @param {string} place
 */
function unpack(zip, FS, place) {
  for (const [name, content] of filesOf(zip)) {
    const path = `${place}/${name}`;
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, content);
  }
}
