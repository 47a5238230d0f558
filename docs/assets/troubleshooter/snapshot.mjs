/**
 * Keeps the memory of the started engine on the reader's device, so that the next visit need not
 * start Python anew.
 *
 * It does not know what is in the memory. A snapshot serves one release in one browser; whatever is
 * wrong with it, with the storage or with this module's ways, there is just no snapshot then.
 */

import { hashOf } from "./loading.mjs";

const PREFIX = "engine-snapshot-";
const KEY = `${self.origin}/engine-snapshot`;
const INTEGRITY = "X-Integrity";
const BROWSER = "X-Browser";
const LENGTH = "X-Length";

/** Whether this browser can keep a snapshot, and the reader has not asked to save data. */
export function canKeep() {
  return Boolean(self.caches && crypto.subtle && !navigator.connection?.saveData);
}

/**
 * @param {string} release
 * @returns {Promise<Uint8Array | undefined>} The memory as it was kept
 */
export async function findSnapshot(release) {
  if (!canKeep()) return undefined;
  try {
    const cache = await caches.open(PREFIX + release);
    const kept = await cache.match(KEY);
    return kept && (await unpacked(kept));
  } catch {
    return undefined;
  }
}

/**
 * Keeps the memory, and none of another release.
 *
 * @param {string} release
 * @param {Uint8Array} memory
 */
export async function keepSnapshot(release, memory) {
  try {
    await forgetSnapshots();
    const cache = await caches.open(PREFIX + release);
    await cache.put(KEY, await packed(memory));
  } catch {
    // Storage is full or refused: the next visit starts as this one did.
  }
}

/** Removes every snapshot. */
export async function forgetSnapshots() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => caches.delete(name)));
}

/**
 * Leaves out the zeros at the end, which are half of the memory.
 *
 * @param {Uint8Array} memory
 */
async function packed(memory) {
  let end = memory.length;
  while (end && !memory[end - 1]) end -= 1;
  const used = memory.subarray(0, end);
  const headers = {
    [INTEGRITY]: await hashOf(used),
    [BROWSER]: navigator.userAgent,
    [LENGTH]: memory.length,
  };
  return new Response(used, { headers });
}

/** @param {Response} kept */
async function unpacked(kept) {
  const used = new Uint8Array(await kept.arrayBuffer());
  const isOurs = kept.headers.get(BROWSER) === navigator.userAgent;
  if (!isOurs || (await hashOf(used)) !== kept.headers.get(INTEGRITY)) return undefined;
  const memory = new Uint8Array(Number(kept.headers.get(LENGTH)));
  memory.set(used);
  return memory;
}
