// Walks through the simulator of a running demo in a real browser; with a second argument, takes
// its picture. Needs playwright-core (found through NODE_PATH) and a Chromium (CHROMIUM=path).

import assert from "node:assert/strict";
import { createRequire } from "node:module";

const { chromium } = createRequire(import.meta.url)("playwright-core");
const [, , base = "http://127.0.0.1:8080", picture] = process.argv;
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

async function opened(width, height, options = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "fr-FR", ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => assert.fail(error.message));
  page.on("request", (request) => assert.ok(request.url().startsWith(base), `asks ${request.url()}`));
  await page.goto(`${base}/simulator`);
  await page.waitForSelector("html[data-ready]");
  await page.waitForSelector(".link[data-state=connected]");
  return page;
}

const theirs = (phone) => `[data-phone=${phone}] .bubble.theirs`;

async function says(page, phone, text) {
  const before = await page.locator(theirs(phone)).count();
  await page.fill(`[data-phone=${phone}] input[name=text]`, text);
  await page.keyboard.press("Enter");
  await page.waitForFunction(([each, count]) => document.querySelectorAll(each).length > count, [theirs(phone), before]);
  return page.locator(`${theirs(phone)} .words`).last().innerText();
}

// A health worker reports measles on the left: the supervisor on the right is told at once.
const page = await opened(1280, 800);
const told = await page.locator(theirs("chat")).count();
assert.match(await says(page, "sms", "rougole 3f dountsa"), /rougeole.*3.*Douentza/);
await page.waitForFunction(([each, count]) => document.querySelectorAll(each).length > count, [theirs("chat"), told]);
assert.ok(await page.locator(`${theirs("chat")}.urgent`).count());
assert.match(await page.locator(".bill").last().innerText(), /GSM-7/);
assert.ok(await page.locator(".card.came code").first().innerText());

// Buttons vanish once the question is answered.
await says(page, "chat", "azertyuiop");
await page.waitForSelector("[data-phone=chat] .buttons button");
if (picture) {
  await says(page, "sms", "palu 3m");
  await page.evaluate(() => document.activeElement.blur());
  await page.waitForTimeout(1500);
  await page.screenshot({ path: picture });
}
await page.locator("[data-phone=chat] .buttons button").first().focus();
await page.keyboard.press("Enter");
await page.waitForSelector("[data-phone=chat] .buttons", { state: "detached" });

// Everything that takes part is reached by the keyboard alone, in order.
const reached = new Set();
for (let step = 0; step < 60; step += 1) {
  await page.keyboard.press("Tab");
  reached.add(await page.evaluate(() => `${document.activeElement.closest("[data-phone]")?.dataset.phone ?? "page"} ${document.activeElement.tagName}`));
}
for (const each of ["page SELECT", "sms SELECT", "sms INPUT", "chat SELECT", "chat INPUT", "chat BUTTON"]) assert.ok(reached.has(each), each);

// A small screen shows one phone at a time, nothing wider than it, and counts what is unseen.
const small = await opened(360, 740);
await says(small, "sms", "rougeole 2 koro");
await small.waitForSelector(".views [data-view=chat] .badge:not([hidden])");
for (const view of ["chat", "record", "sms"]) {
  await small.click(`.views [data-view=${view}]`);
  assert.equal(await small.evaluate(() => document.documentElement.scrollWidth), 360);
  assert.equal(await small.locator("main > section:visible").count(), 1);
}
await browser.close();
console.log("walked through");
