/**
 * Loads the engine files side by side and checks each before anything of it runs.
 *
 * It does not know what Pyodide does with them.
 *
 * @typedef {{name: string, address: string, bytes: number, br: number, gz: number,
 *   integrity: string}} EngineFile
 * @typedef {{release: string, lock: object, files: EngineFile[]}} Manifest
 * @typedef {{loadPyodide: Function, createPyodideModule: Function, wasm: WebAssembly.Module,
 *   library: Uint8Array, packageFile: Uint8Array, lock: object}} Parts
 */

const MANIFEST = "engine.json";
const LIBRARY = "python_stdlib.zip";
const PACKAGE = "decision_tree.zip";
const WASM = "pyodide.asm.wasm";

/**
 * @param {string} folder - Address of the engine files, ending in "/"
 * @returns {Promise<Manifest>}
 */
export async function loadManifest(folder) {
  return (await fetched(folder + MANIFEST, { cache: "no-cache" })).json();
}

/**
 * Loads all that the manifest names; what can be made ready meanwhile is made ready meanwhile.
 *
 * @param {string} folder
 * @param {Manifest} manifest
 * @param {(progress: {loaded: number, total: number}) => void} tell - Hears bytes over the line
 * @returns {Promise<Parts>}
 */
export async function loadParts(folder, manifest, tell) {
  const meter = new Meter(manifest.files, tell);
  const file = (name) => manifest.files.find((one) => one.name === name);
  const content = (name) => loadContent(folder, file(name), meter);
  const [{ loadPyodide }, { default: createPyodideModule }, wasm, library, packageFile] =
    await Promise.all([
      loadModule(folder, file("pyodide.mjs"), meter),
      loadModule(folder, file("pyodide.asm.mjs"), meter),
      loadWasm(folder, file(WASM), meter),
      content(LIBRARY),
      content(PACKAGE),
    ]);
  return { loadPyodide, createPyodideModule, wasm, library, packageFile, lock: manifest.lock };
}

/** Counts bytes as they come over the line, compressed where the host compresses. */
class Meter {
  /** @type {Map<string, {size: number, share: number}>} */
  #files;
  #tell;

  /**
   * @param {EngineFile[]} files
   * @param {(progress: {loaded: number, total: number}) => void} tell
   */
  constructor(files, tell) {
    // Until a host has answered, it is taken for one that compresses as well as it can.
    this.#files = new Map(files.map(({ name, br }) => [name, { size: br, share: 0 }]));
    this.#tell = tell;
    this.#report();
  }

  /**
   * @param {EngineFile} file
   * @param {Response} response
   */
  begin(file, { headers }) {
    const coding = headers.get("Content-Encoding");
    const told = Number(headers.get("Content-Length"));
    const known = { br: file.br, gzip: file.gz }[coding];
    this.#files.get(file.name).size = coding ? told || known || file.bytes : file.bytes;
  }

  /**
   * @param {EngineFile} file
   * @param {number} bytes - More of it, uncompressed
   */
  add(file, bytes) {
    this.#files.get(file.name).share += bytes / file.bytes;
    this.#report();
  }

  #report() {
    let [loaded, total] = [0, 0];
    for (const { size, share } of this.#files.values()) {
      loaded += size * share;
      total += size;
    }
    this.#tell({ loaded: Math.round(loaded), total });
  }
}

/**
 * Loads a script and runs it once it is checked; it comes out of the browser's cache then.
 *
 * @param {string} folder
 * @param {EngineFile} file
 * @param {Meter} meter
 */
async function loadModule(folder, file, meter) {
  await loadContent(folder, file, meter);
  return import(folder + file.address);
}

/**
 * Compiles while the bytes arrive, and hands the program over only if they are the right ones.
 *
 * @param {string} folder
 * @param {EngineFile} file
 * @param {Meter} meter
 */
async function loadWasm(folder, file, meter) {
  const response = await fetchedFile(folder, file, meter);
  const copy = response.clone();
  const [wasm] = await Promise.all([
    WebAssembly.compileStreaming(response),
    checkedContent(copy, file, meter),
  ]);
  return wasm;
}

/**
 * @param {string} folder
 * @param {EngineFile} file
 * @param {Meter} meter
 */
async function loadContent(folder, file, meter) {
  return checkedContent(await fetchedFile(folder, file, meter), file, meter);
}

/**
 * Asks for a file.
 *
 * `fetch` could check the hash, but would then hold back every byte until the last has arrived.
 * It has to where the origin is not secure: browsers compute no hashes for scripts there.
 *
 * @param {string} folder
 * @param {EngineFile} file
 * @param {Meter} meter
 */
async function fetchedFile(folder, file, meter) {
  const checked = crypto.subtle ? {} : { integrity: file.integrity };
  const response = await fetched(folder + file.address, checked);
  meter.begin(file, response);
  return response;
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
 * @param {Response} response
 * @param {EngineFile} file
 * @param {Meter} meter
 */
async function checkedContent(response, file, meter) {
  const content = new Uint8Array(file.bytes);
  const reader = response.body.getReader();
  let end = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    content.set(part.value, end);
    end += part.value.length;
    meter.add(file, part.value.length);
  }
  if (crypto.subtle && (await hashOf(content)) !== file.integrity) {
    throw new Error(`${file.name}: not the file that the manifest names`);
  }
  return content;
}

/** @param {Uint8Array} content */
export async function hashOf(content) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return `sha256-${btoa(String.fromCharCode(...hash))}`;
}
