// Drives Firefox for tests; what a page is for, it does not know.
//
// The one argument is a JSON object:
//   program      the file of Firefox
//   preferences  settings as in about:config
//   script       runs before the scripts of every page and frame
// Then each line of the input is a command, a JSON object with the name in "do" and the number of the page in
// "page", and each line of the output is the answer to one: {"value": ...}, or {"error": "a sentence"}.
import { createInterface } from "node:readline";

import puppeteer from "puppeteer-core";

const PATIENCE = 60_000;

const job = JSON.parse(process.argv[2]);
const pages = [];

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: job.program,
  extraPrefsFirefox: job.preferences,
  headless: true,
  protocolTimeout: PATIENCE,
  defaultViewport: null,
});

/** The frame whose address holds the text; the page itself for an empty text. */
function frameOf({ page }, address) {
  if (!address) return page.mainFrame();
  const found = page.frames().filter((frame) => frame !== page.mainFrame() && frame.url().includes(address));
  if (found.length !== 1) throw new Error(`${found.length} frames have '${address}' in their address`);
  return found[0];
}

/** Anything can be thrown; of an error, Firefox has the name within the message. */
const nameOf = (thrown) => (thrown instanceof Error ? thrown.message : String(thrown));

const commands = {
  async open(_, { address, width, height }) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const said = [];
    page.on("console", (told) => said.push({ kind: told.type(), text: told.text() }));
    page.on("pageerror", (thrown) => said.push({ kind: "thrown", text: nameOf(thrown) }));
    page.on("request", (request) => said.push({ kind: "request", text: request.url() }));
    await page.setViewport({ width, height });
    await page.evaluateOnNewDocument(job.script);
    await page.goto(address, { timeout: PATIENCE });
    return pages.push({ page, context, said }) - 1;
  },
  evaluate: (opened, { frame, code }) => frameOf(opened, frame).evaluate(code),
  everywhere: ({ page }, { code }) => Promise.all(page.frames().map((frame) => frame.evaluate(code))),
  click: (opened, { frame, selector }) => frameOf(opened, frame).click(selector),
  address: ({ page }) => page.url(),
  said: ({ said }) => said,
  cookies: async ({ context }) => (await context.cookies()).map(({ name, domain }) => `${name} of ${domain}`),
  close: ({ context }) => context.close(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try {
    answer = { value: (await commands[command.do](pages[command.page], command)) ?? null };
  } catch (error) {
    answer = { error: error.message.split("\n")[0] };
  }
  console.log(JSON.stringify(answer));
}
await browser.close();
