// The record of what the core did: one story for each message that came in, the newest first.

import { clock, element, fill, money, number } from "./dom.js";
import { called } from "./map.js";

const MOST = 60; // stories shown
const KEPT = 500; // entries remembered, to tell them again in another language

export class Record {
  constructor() {
    this.section = document.querySelector("section.record");
    this.list = this.section.querySelector("ol");
    this.clear();
  }

  clear() {
    this.past = [];
    this.empty();
  }

  empty() {
    this.list.replaceChildren();
    this.stories = []; // the newest first
    this.section.classList.add("bare");
  }

  // `name(address)` is what somebody is called on this page.
  speak(page, name) {
    this.page = page;
    this.name = name;
    this.empty();
    for (const [kind, data] of this.past) this[kind](data);
  }

  heard(kind, data) {
    this.past.push([kind, data]);
    if (this.past.length > KEPT) this.past.shift();
    this[kind](data);
  }

  inbound(message) {
    const { locale, texts } = this.page;
    const steps = element("dl", {});
    const sent = element("div", { className: "sent" });
    const said = message.location ? called(message.location) : message.text;
    const card = element("li", { className: `story ${fresh(message)}` },
      element("header", {}, element("b", {}, this.name(message.from)), element("span", {}, texts[`${message.phone}_phone`]), element("time", {}, clock(message.at, locale))),
      element("p", { className: "quote", dir: "auto" }, said), steps, sent);
    this.put({ id: message.id, from: message.from, waits: true, card, steps, sent });
  }

  turn(turn) {
    const story = this.stories.findLast((each) => each.waits && each.from === turn.from);
    if (!story) return;
    story.waits = false;
    const { texts } = this.page;
    story.steps.prepend(...this.understood(turn), ...turn.events.length ? step(texts.done, ...this.plain(turn.events)) : []);
    if (!turn.replies) story.steps.append(...step(texts.answered, texts.silent));
    story.card.append(this.technical(turn));
  }

  understood(turn) {
    const { texts } = this.page;
    // A report that says "nobody died" is a report, whatever word in it is the strongest.
    const filed = turn.events.includes("ReportFiled");
    const best = turn.intents.find(([name]) => filed && name === "report") ?? turn.intents[0];
    if (best) {
      const sure = element("small", {}, fill(texts.sure, { share: this.share(best[1]) }));
      return step(texts.understood, ...this.plain([best[0]]), best[0] === "location" ? "" : sure);
    }
    const [handler] = this.plain([turn.handler]);
    if (turn.answering) handler.textContent = turn.handler === "fallback" ? texts.to_question : fill(texts.continued, { what: handler.textContent });
    return step(texts.understood, handler);
  }

  kept({ id, ms }) {
    const { texts, locale } = this.page;
    this.end(id, "kept", step(texts.kept, fill(texts.stored_in, { ms: number(ms, locale) })));
  }

  lost({ id }) {
    this.end(id, "lost", step(this.page.texts.not_kept, this.page.texts.send_again));
  }

  end(id, kind, row) {
    const story = this.stories.find((each) => each.id === id);
    if (!story) return;
    story.waits = false;
    for (const each of story.steps.querySelectorAll(".end")) each.remove();
    for (const each of row) each.classList.add("end", kind);
    story.steps.append(...row);
  }

  // An answer belongs to the last message of who gets it, a notice to the message before it.
  outbound(message) {
    const { texts, locale } = this.page;
    const { sms, phone, to, urgency } = message;
    const asked = urgency === "answer" && this.stories.find((each) => each.from === to);
    const head = element("header", {}, element("b", {}, asked ? texts.answered : fill(texts.told, { person: this.name(to) })),
      urgency === "urgent" ? element("span", { className: "flag" }, texts.urgent) : null,
      element("span", { className: "price" }, element("bdi", {}, phone === "sms" ? `${sms.segments} SMS · ${money(sms.cost, sms.currency, locale)}` : texts.chat_phone)));
    const labels = phone === "sms" ? [] : [...message.choices, ...message.buttons].map(([, label]) => element("span", { className: "label", dir: "auto" }, label));
    const quote = element("p", { className: "quote", dir: "auto", lang: message.locale }, phone === "sms" ? sms.text : message.text);
    const went = element("div", { className: `went ${urgency} ${fresh(message)}` }, head, quote, labels.length ? element("p", { className: "labels" }, ...labels) : null);
    const story = asked || this.stories[0];
    if (story) story.sent.append(went);
    else this.put({ card: element("li", { className: "story" }, element("div", { className: "sent" }, went)) });
  }

  technical(turn) {
    const { texts, locale } = this.page;
    const code = (name) => element("code", {}, name);
    const intents = turn.intents.map(([name, sureness]) => code(`${name} ${sureness}`));
    return element("details", {}, element("summary", {}, texts.technical), element("dl", {},
      ...intents.length ? step(texts.intents, ...intents) : [],
      ...step(texts.handler, code(turn.handler), element("small", {}, fill(texts.thought, { ms: number(turn.ms, locale) }))),
      ...turn.events.length ? step(texts.events, ...turn.events.map(code)) : []));
  }

  plain(names) {
    return [...new Set(names)].map((name) => element("span", { className: "plain" }, this.page.plain[name] ?? name));
  }

  share(sureness) {
    return new Intl.NumberFormat(this.page.locale, { style: "percent", maximumFractionDigits: 0 }).format(sureness);
  }

  put(story) {
    this.section.classList.remove("bare");
    this.stories.unshift(story);
    this.list.prepend(story.card);
    while (this.stories.length > MOST) this.stories.pop().card.remove();
  }
}

// What just happened moves in; what is only shown again does not.
function fresh(message) {
  return Date.now() - Date.parse(message.at) < 5000 ? "fresh" : "";
}

function step(name, ...values) {
  return [element("dt", {}, name), element("dd", {}, ...values)];
}
