// The page: follows the feed of the bot, gives each phone its messages, posts what they send.

import { element, fill, hexadecimal, remember, remembered, sayEverything } from "./dom.js";
import { Chooser } from "./map.js";
import { Phone } from "./phone.js";
import { Record } from "./record.js";

const MOST = 500;
const examples = await (await fetch("/simulator/static/examples.json")).json();
const messages = new Map(); // by id, oldest first
const held = {}; // which person holds which phone
const record = new Record();
const phones = ["sms", "chat"].map((kind) => new Phone(kind, {
  send: (message) => send(kind, message),
  again: (message) => post(message),
  hold: (key) => hold(kind, key),
}));
const chooser = new Chooser((point) => send("chat", { text: "", location: [point.latitude, point.longitude] }));
let page;
let lastId = null;

async function speak(locale) {
  page = await (await fetch(`/simulator/state?locale=${encodeURIComponent(locale ?? "")}`)).json();
  Object.assign(document.documentElement, { lang: page.locale, dir: page.direction });
  document.title = page.texts.title;
  sayEverything(page.texts);
  const names = Object.entries(page.locales).map(([value, name]) => element("option", { value, lang: value }, name));
  document.querySelector("#locale").replaceChildren(...names);
  document.querySelector("#locale").value = page.locale;
  record.speak(page, named);
  for (const phone of phones) {
    phone.offer(page);
    hold(phone.kind, held[phone.kind] ?? firstHolder(phone.kind));
  }
  document.documentElement.dataset.ready = "";
}

// A health worker on the left, the supervisor of the same area on the right.
function firstHolder(kind) {
  const known = remembered(`holder-${kind}`);
  if (personBy("key", known)) return known;
  const worker = personBy("role", "chw") ?? page.people[0];
  const chief = page.people.find((each) => each.role === "supervisor" && each.area === worker.area);
  return (kind === "sms" ? worker : chief ?? page.people.at(-1)).key;
}

function personBy(field, value) {
  return page.people.find((each) => each[field] === value);
}

function hold(kind, key) {
  held[kind] = key;
  remember(`holder-${kind}`, key);
  const person = personBy("key", key);
  const theirs = [...messages.values()].filter((each) => (each.mine ? each.from : each.to) === person.address);
  const role = examples[person.role] ?? examples.resident;
  phoneOf(kind).show(person, theirs, role[person.locale] ?? role.fr);
}

function phoneOf(kind) {
  return phones.find((each) => each.kind === kind);
}

function phonesOf(address) {
  return phones.filter((each) => each.person?.address === address);
}

function send(kind, said) {
  const { key, address } = phoneOf(kind).person;
  post({ id: hexadecimal(12), mine: true, as: key, from: address, phone: kind, at: new Date().toISOString(), ...said });
}

async function post(message) {
  message.status = "sending";
  show(message);
  const { id, as, phone, text, choice, question, location } = message;
  const point = location && { latitude: location[0], longitude: location[1] };
  const body = JSON.stringify({ id, as, phone, text, choice, question, location: point });
  const headers = { "Content-Type": "application/json" };
  try {
    const response = await fetch("/simulator/messages", { method: "POST", headers, body });
    if (response.status === 409) return refused(message);
    settle(id, response.ok ? "kept" : "lost");
  } catch {
    settle(id, "lost");
  }
}

function refused(message) {
  messages.delete(message.id);
  for (const phone of phonesOf(message.from)) {
    phone.bubbles.get(message.id)?.remove();
    phone.note(page.texts.old_button);
  }
}

function settle(id, status) {
  const message = messages.get(id);
  if (!message || message.status === "kept") return;
  message.status = status;
  for (const phone of phonesOf(message.from)) phone.update(message);
}

function show(message) {
  const known = messages.has(message.id);
  if (message.mine && !known) for (const each of messages.values()) if (each.to === message.from) each.closed = true;
  messages.set(message.id, message);
  if (messages.size > MOST) messages.delete(messages.keys().next().value);
  for (const phone of phonesOf(message.mine ? message.from : message.to)) known ? phone.update(message) : phone.add(message);
}

function named(address) {
  return personBy("address", address)?.label ?? address;
}

const heard = {
  inbound(data) {
    const person = personBy("address", data.from);
    if (!messages.has(data.id)) show({ ...data, mine: true, as: person?.key, status: "sending" });
  },
  turn() {},
  kept: (data) => settle(data.id, "kept"),
  lost: (data) => settle(data.id, "lost"),
  outbound(data) {
    if (messages.has(data.id)) return;
    const fresh = Date.now() - Date.parse(data.at) < 5000;
    const message = { ...data, fresh };
    show(message);
    message.fresh = false; // shown again later, it does not ring again
    if (fresh) tellUnseen(data.to);
  },
};

// On a small screen one phone is shown at a time: say that the other has a message.
function tellUnseen(address) {
  const shown = document.querySelector("main").dataset.view;
  for (const phone of phonesOf(address).filter((each) => each.kind !== shown)) {
    const badge = document.querySelector(`.views [data-view="${phone.kind}"] .badge`);
    badge.hidden = false;
    badge.textContent = Number(badge.textContent) + 1;
    if (badge.offsetParent) document.querySelector("#said").textContent = fill(page.texts.newer, { person: named(address) });
  }
}

function follow() {
  const after = lastId ?? remembered("cleared") ?? "";
  const source = new EventSource(`/simulator/events?after=${encodeURIComponent(after)}`);
  source.addEventListener("open", () => linked("connected"));
  source.addEventListener("error", () => {
    linked("stopped");
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, 2000);
  });
  for (const [kind, hear] of Object.entries(heard)) {
    source.addEventListener(kind, (event) => {
      lastId = event.lastEventId;
      const data = JSON.parse(event.data);
      hear(data);
      record.heard(kind, data);
    });
  }
}

function linked(state) {
  const link = document.querySelector(".link");
  link.dataset.state = state;
  const words = link.querySelector(".words");
  words.dataset.text = state === "stopped" ? "connecting" : state;
  words.textContent = page.texts[words.dataset.text];
  document.querySelector(".banner").hidden = state !== "stopped";
}

function view(name) {
  document.querySelector("main").dataset.view = name;
  for (const each of document.querySelectorAll(".views button")) {
    const chosen = each.dataset.view === name;
    each.setAttribute("aria-pressed", chosen);
    const badge = chosen && each.querySelector(".badge");
    if (badge) Object.assign(badge, { hidden: true, textContent: "" });
  }
  for (const { thread } of phones) thread.scrollTop = thread.scrollHeight;
}

function reset() {
  messages.clear();
  record.clear();
  if (lastId) remember("cleared", lastId);
  for (const phone of phones) hold(phone.kind, held[phone.kind]);
}

document.querySelector("#locale").addEventListener("change", (event) => {
  remember("locale", event.target.value);
  speak(event.target.value);
});
document.addEventListener("animationend", (event) => event.target.classList.remove("fresh", "ringing"));
document.querySelector("#reset").addEventListener("click", reset);
document.querySelector(".compose .pin").addEventListener("click", () => chooser.open());
for (const each of document.querySelectorAll(".views button")) each.addEventListener("click", () => view(each.dataset.view));
await speak(remembered("locale") ?? navigator.language.slice(0, 2));
follow();
