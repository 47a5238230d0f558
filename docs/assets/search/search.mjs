/**
 * Opens the search and shows what it finds; how it finds, it does not know.
 *
 * It holds no words: they stand in the dialog that came with the page. Nothing is loaded before the
 * first query.
 *
 * @import { Found } from "./index.mjs"
 */

import { openIndex } from "./index.mjs";

const PAUSE = 150;

const dialog = document.querySelector(".oc-search");
const button = document.querySelector(".oc-search-open");
const input = dialog.querySelector("input");
const status = dialog.querySelector("[role=status]");
const list = dialog.querySelector("ol");

/** @type {ReturnType<typeof openIndex> | undefined} */
let index;
let pause = 0;
/** Counts the queries, so that a late answer does not replace a newer one */
let asked = 0;

button.disabled = false;
button.addEventListener("click", open);
document.addEventListener("keydown", openByKey);
dialog.addEventListener("keydown", moveByKey);
dialog.querySelector("form").addEventListener("submit", goToFirst);
dialog.querySelector("button").addEventListener("click", () => dialog.close());
list.addEventListener("click", () => dialog.close());
input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, PAUSE);
});

function open() {
  dialog.showModal();
  input.select();
}

/**
 * A key alone would get in the way of those who speak to their computer.
 *
 * @param {KeyboardEvent} event
 */
function openByKey(event) {
  const { key, ctrlKey, metaKey, altKey } = event;
  const isControlK = key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey;
  if (dialog.open || !isControlK) return;
  event.preventDefault();
  open();
}

/** Up and down go from the input through the results. @param {KeyboardEvent} event */
function moveByKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [input, ...list.querySelectorAll("a")];
  const next = stops[stops.indexOf(document.activeElement) + step];
  event.preventDefault();
  next?.focus();
}

/** Whoever presses Enter at once wants what was typed last. @param {SubmitEvent} event */
async function goToFirst(event) {
  event.preventDefault();
  clearTimeout(pause);
  await search();
  list.querySelector("a")?.focus();
}

async function search() {
  const query = input.value.trim();
  const mine = ++asked;
  if (!query) {
    show([], dialog.dataset.hint);
    return;
  }
  if (!index) show([], dialog.dataset.loading);
  const answer = await find(query);
  if (mine === asked) show(...answer);
}

/** @returns {Promise<[Found[], string]>} What was found, and what to say about it */
async function find(query) {
  const { index: folder, site, found: many, foundOne: one, none, failed } = dialog.dataset;
  try {
    index ??= openIndex(new URL(folder, location.href), new URL(site, location.href));
    const found = await (await index).find(query);
    const text = { 0: none, 1: one }[found.length] ?? many;
    return [found, text.replace("{n}", found.length)];
  } catch (error) {
    // Whoever follows a link stops what is still loading; that is no failure.
    if (dialog.open) console.error(`search: ${error.message}`);
    index = undefined;
    return [[], failed];
  }
}

/**
 * @param {Found[]} found
 * @param {string} text
 */
function show(found, text) {
  status.textContent = text;
  list.replaceChildren(...found.map(item));
}

/** @param {Found} found */
function item({ address, title, summary, section }) {
  const one = document.createElement("li");
  const text = document.createElement("p");
  text.textContent = summary;
  one.append(link(address, title), text);
  if (section) one.append(link(section.address, section.title));
  return one;
}

function link(address, text) {
  const one = document.createElement("a");
  one.href = address;
  one.textContent = text;
  return one;
}
