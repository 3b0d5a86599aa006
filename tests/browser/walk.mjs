// Walks through the simulator of a demo just started in a real browser; with a second argument, takes
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
  if (options.rightToLeft) await page.route("**/simulator/state*", turnedRound);
  await page.goto(`${base}/simulator`);
  await page.waitForSelector("html[data-ready]");
  await page.waitForSelector(".link[data-state=connected]");
  return page;
}

// As if the language of the page were written from right to left.
async function turnedRound(route) {
  const response = await route.fetch();
  await route.fulfill({ response, json: { ...(await response.json()), direction: "rtl" } });
}

const theirs = (phone) => `[data-phone=${phone}] .bubble.theirs`;
const more = ([each, count]) => document.querySelectorAll(each).length > count;

async function says(page, phone, text) {
  const before = await page.locator(theirs(phone)).count();
  await page.fill(`[data-phone=${phone}] [name=text]`, text);
  await page.keyboard.press("Enter");
  await page.waitForFunction(more, [theirs(phone), before]);
  return page.locator(`${theirs(phone)} .words`).last().innerText();
}

// A health worker reports measles on the left: the supervisor on the right is told at once.
const page = await opened(1280, 800);
if (picture) await says(page, "chat", "LANGUE");
const told = await page.locator(theirs("chat")).count();
assert.match(await says(page, "sms", "rougole 3f dountsa"), /rougeole.*3.*Douentza/);
await page.waitForFunction(more, [theirs("chat"), told]);
assert.ok(await page.locator(`${theirs("chat")}.urgent`).count());
assert.match(await page.locator(".bill").last().innerText(), /1 SMS.*25.*160.*GSM-7/s);
if (picture) {
  await page.evaluate(() => document.activeElement.blur());
  await page.waitForTimeout(1500);
  await page.screenshot({ path: picture });
}

// The record tells it as one story, in plain words, and again in the language of the page.
const story = page.locator(".story").first();
await page.waitForSelector(".story dt.kept");
assert.match(await story.innerText(), /signalement de malades.*signalement enregistré.*disque.*Répondu.*Prévenu : Superviseur, Douentza/s);
assert.ok(!(await story.innerText()).includes("ReportFiled"));
await story.locator("summary").click();
assert.match(await story.innerText(), /ReportFiled/);
await page.selectOption("#locale", "en");
await page.waitForSelector("html[lang=en]");
assert.match(await story.innerText(), /report of sick people.*report filed.*Answered.*Told: Supervisor, Douentza/s);
await page.selectOption("#locale", "fr");
await page.waitForSelector("html[lang=fr]");

// Buttons vanish once the question is answered.
await says(page, "chat", "azertyuiop");
await page.waitForSelector("[data-phone=chat] .buttons:not(.standing) button");
await page.locator("[data-phone=chat] .buttons:not(.standing) button").first().focus();
await page.keyboard.press("Enter");
await page.waitForSelector("[data-phone=chat] .buttons:not(.standing)", { state: "detached" });
assert.equal(await page.evaluate(() => document.activeElement.name), "text");

// What is not stored says so, and is sent again once, under the same id.
const ids = [];
await page.route("**/simulator/messages", (route) => {
  ids.push(route.request().postDataJSON().id);
  return ids.length > 1 ? route.continue() : route.abort();
});
await page.fill("[data-phone=sms] [name=text]", "RAS");
await page.keyboard.press("Enter");
await page.click("[data-phone=sms] .unsent button");
await page.waitForSelector("[data-phone=sms] .unsent", { state: "detached" });
await page.waitForSelector("[data-phone=sms] .bubble.kept >> text=RAS");
assert.equal(ids.length, 2);
assert.equal(ids[0], ids[1]);

// Everything that takes part is reached by the keyboard alone, in order.
const reached = new Set();
for (let step = 0; step < 60; step += 1) {
  await page.keyboard.press("Tab");
  reached.add(await page.evaluate(() => `${document.activeElement.closest("[data-phone]")?.dataset.phone ?? "page"} ${document.activeElement.tagName}`));
}
for (const each of ["page SELECT", "page SUMMARY", "sms SELECT", "sms TEXTAREA", "chat SELECT", "chat TEXTAREA", "chat BUTTON"]) assert.ok(reached.has(each), each);

// A small screen shows one phone at a time, nothing wider than it, nothing too small for a
// finger, and counts what is unseen; also from right to left. A bubble that still comes in is
// measured 0.00003 px too low.
const small = ([each, least]) => [...document.querySelectorAll(each)].map((found) => found.getBoundingClientRect())
  .filter(({ width, height }) => height && Math.min(width, height) < least - 0.01).length;
for (const rightToLeft of [false, true]) {
  const phone = await opened(360, 740, { hasTouch: true, isMobile: true, rightToLeft });
  await says(phone, "sms", rightToLeft ? "rougeole 2 mondoro" : "rougeole 4 mondoro");
  await phone.waitForSelector(".views [data-view=chat] .badge:not([hidden])");
  for (const view of ["chat", "record", "sms"]) {
    await phone.click(`.views [data-view=${view}]`);
    if (view === "chat") await says(phone, "chat", "azertyuiop");
    assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 360);
    assert.equal(await phone.locator("main > section:visible").count(), 1);
    assert.equal(await phone.evaluate(small, ["button, select, textarea, summary", 44]), 0, view);
  }
}
await browser.close();
console.log("walked through");
