// The record of what the core did: a card for each message that came in, one for each that went out.

import { clock, element, fill, money } from "./dom.js";

const MOST = 60;

export class Record {
  constructor() {
    this.section = document.querySelector("section.record");
    this.list = this.section.querySelector("ol");
    this.clear();
  }

  clear() {
    this.list.replaceChildren();
    this.waiting = []; // cards of messages whose turn has not come yet
    this.cards = new Map();
    this.section.classList.add("bare");
  }

  speak(page) {
    this.page = page;
  }

  came(message) {
    const { locale, texts } = this.page;
    const steps = element("dl", {});
    const card = element("li", { className: `card came ${fresh(message)}` },
      element("header", {}, element("b", {}, message.person), element("span", { className: "by" }, texts[`${message.phone}_phone`]), element("time", {}, clock(message.at, locale))),
      element("p", { className: "quote", dir: "auto" }, message.location ? message.location.join(", ") : message.text),
      steps);
    this.cards.set(message.id, { card, steps });
    this.waiting.push({ from: message.from, id: message.id });
    this.put(card);
  }

  turned(turn) {
    const at = this.waiting.findIndex((each) => each.from === turn.from);
    if (at < 0) return;
    const [{ id }] = this.waiting.splice(at, 1);
    const { texts } = this.page;
    const { steps } = this.cards.get(id);
    steps.append(...step(texts.understood, turn.intents.length ? turn.intents.map(score) : [element("i", {}, texts.nothing)]),
      ...step(texts.handler, [code(turn.handler), element("small", {}, fill(texts.thought, { ms: this.number(turn.ms) }))]));
    if (turn.events.length) steps.append(...step(texts.events, turn.events.map(code)));
    steps.append(...step(texts.replies, [String(turn.replies)]));
  }

  kept({ id, ms }) {
    this.close(id, "kept", fill(this.page.texts.stored_in, { ms: this.number(ms) }));
  }

  lost({ id }) {
    this.close(id, "lost", this.page.texts.not_kept);
  }

  close(id, kind, words) {
    const found = this.cards.get(id);
    if (!found) return;
    this.waiting = this.waiting.filter((each) => each.id !== id);
    found.card.querySelector(".end")?.remove();
    found.card.append(element("p", { className: `end ${kind}` }, words));
  }

  went(message) {
    const { texts, locale } = this.page;
    const { sms } = message;
    const bill = `${sms.segments} SMS · ${sms.encoding} · ${money(sms.cost, sms.currency, locale)}`;
    this.put(element("li", { className: `card went ${message.urgency} ${fresh(message)}` },
      element("header", {}, element("b", {}, fill(texts.sent, { person: message.person })),
        message.urgency === "urgent" ? element("span", { className: "flag" }, texts.urgent) : null,
        element("time", {}, clock(message.at, locale))),
      element("p", { className: "quote", dir: "auto", lang: message.locale }, message.phone === "sms" ? sms.text : [message.text, ...message.choices.map(([, label]) => `[${label}]`)].join(" ")),
      element("p", { className: "end" }, element("bdi", {}, message.phone === "sms" ? bill : texts.chat_phone))));
  }

  put(card) {
    this.section.classList.remove("bare");
    this.list.prepend(card);
    while (this.list.children.length > MOST) this.list.lastElementChild.remove();
  }

  number(value) {
    return new Intl.NumberFormat(this.page.locale, { maximumSignificantDigits: 2 }).format(value);
  }
}

// What just happened moves in; what is only shown again does not.
function fresh(message) {
  return Date.now() - Date.parse(message.at) < 5000 ? "fresh" : "";
}

function step(name, values) {
  return [element("dt", {}, name), element("dd", {}, ...values)];
}

function code(name) {
  return element("code", {}, name);
}

function score([name, sureness]) {
  const bar = element("meter", { min: 0, max: 1, value: sureness });
  return element("span", { className: "score" }, code(name), bar, element("small", {}, `${Math.round(sureness * 100)} %`));
}
