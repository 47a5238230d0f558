/**
 * Takes the files out of a zip file without compression, such as the build makes them.
 */

const ENTRY = 0x04034b50;
const HEADER_LENGTH = 30;

/**
 * @param {Uint8Array} zip
 * @yields {[string, Uint8Array]} Name and content
 */
export function* filesOf(zip) {
  const view = new DataView(zip.buffer, zip.byteOffset);
  let at = 0;
  while (view.getUint32(at, true) === ENTRY) {
    const size = view.getUint32(at + 18, true);
    const name = at + HEADER_LENGTH;
    const nameEnd = name + view.getUint16(at + 26, true);
    const start = nameEnd + view.getUint16(at + 28, true);
    at = start + size;
    yield [new TextDecoder().decode(zip.subarray(name, nameEnd)), zip.subarray(start, at)];
  }
}
