/**
 * Answers queries with the search of the built site, outside a browser.
 *
 * Arguments: the folder of the site and a language. Reads a JSON list of queries, writes a JSON
 * list with what was found for each.
 */

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const [folder, lang] = process.argv.slice(2);
const site = pathToFileURL(`${folder}/`);

// What Pagefind asks of a page: its language, and files by their path.
globalThis.document = { querySelector: () => ({ getAttribute: () => lang }) };
globalThis.window = globalThis;
globalThis.location = new URL("http://localhost/");
globalThis.fetch = async (address) => {
  const { pathname } = new URL(address, site);
  return new Response(await readFile(decodeURIComponent(pathname)));
};

const { openIndex } = await import(new URL("assets/search/index.mjs", site));
const index = await openIndex(new URL("assets/search/index/", site), new URL("http://localhost/"));
const found = [];
for (const query of JSON.parse(await text(process.stdin))) found.push(await index.find(query));
console.log(JSON.stringify(found));
