// One phone: who holds it, what it shows, what is sent from it.

import { clock, element, fill, money, number } from "./dom.js";
import { called, chart } from "./map.js";

const STATUS = { sending: "…", kept: "✓", lost: "!" };
const SAID = { sending: "sending", kept: "kept", lost: "not_kept" };

export class Phone {
  // `send(message)`, `again(message)` and `hold(key)` are what a phone can ask of the page.
  constructor(kind, { send, again, hold }) {
    this.kind = kind;
    this.desk = document.querySelector(`[data-phone="${kind}"]`);
    this.thread = this.desk.querySelector(".thread");
    this.input = this.desk.querySelector("[name=text]");
    this.holder = this.desk.querySelector(".holder select");
    this.send = send;
    this.again = again;
    this.bubbles = new Map();
    this.atEnd = true; // and stays there when a long text or a keyboard takes its room
    this.thread.addEventListener("scroll", () => { this.atEnd = this.thread.scrollHeight - this.thread.scrollTop - this.thread.clientHeight < 40; });
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.thread);
    this.holder.addEventListener("change", () => hold(this.holder.value));
    this.desk.querySelector("form").addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    });
    this.desk.querySelector(".keys")?.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.desk.querySelector(".keys")?.append(...keypad());
  }

  submit(event) {
    event.preventDefault();
    this.write(this.input.value);
  }

  write(text) {
    if (!text.trim()) return;
    this.send({ text });
    this.input.value = "";
  }

  press(key) {
    if (!key) return;
    this.input.value += key.value;
    this.input.focus();
  }

  // Who can be chosen, in the words of the page.
  offer(page) {
    this.page = page;
    this.holder.replaceChildren(...page.people.map((each) => element("option", { value: each.key }, each.label)));
  }

  show(person, messages, examples) {
    this.person = person;
    this.holder.value = person.key;
    const shown = this.desk.querySelector(".number");
    if (shown) shown.textContent = spaced(person.address);
    this.bubbles.clear();
    this.desk.classList.add("bare");
    this.thread.replaceChildren(element("p", { className: "empty" }, this.page.texts[`empty_${this.kind}`]));
    this.thread.setAttribute("aria-live", "off");
    for (const message of messages) this.add(message);
    requestAnimationFrame(() => this.thread.setAttribute("aria-live", "polite"));
    const list = this.desk.querySelector(".examples ul");
    list.lang = person.locale;
    list.replaceChildren(...examples.map((text) => this.example(text)));
  }

  example(text) {
    const tap = () => this.write(text);
    return element("li", {}, element("button", { type: "button", dir: "auto", onclick: tap }, text));
  }

  add(message) {
    this.desk.classList.remove("bare");
    this.thread.querySelector(".empty")?.remove();
    if (message.mine) this.closeQuestions();
    const bubble = message.mine ? this.mine(message) : this.theirs(message);
    this.bubbles.set(message.id, bubble);
    this.thread.append(bubble);
    this.toEnd();
    if (message.fresh && message.urgency === "urgent") this.ring();
  }

  // Only what is said of the message changes, so that it is not read aloud twice.
  update(message) {
    const bubble = this.bubbles.get(message.id);
    if (!bubble) return;
    bubble.className = `bubble mine ${message.status}`;
    for (const each of bubble.querySelectorAll(".meta, .unsent")) each.remove();
    bubble.append(...this.fate(message));
    if (bubble === this.thread.lastElementChild) this.toEnd();
  }

  note(words) {
    this.thread.append(element("p", { className: "note" }, words));
    this.toEnd();
  }

  toEnd() {
    this.atEnd = true;
    this.thread.scrollTop = this.thread.scrollHeight;
  }

  mine(message) {
    return element("article", { className: `bubble mine ${message.status}` },
      speaker(this.person.label),
      message.location ? pointCard(called(message.location), message.location) : words(message.text),
      ...this.fate(message));
  }

  // When it was sent, whether it is stored, and a way to send it again.
  fate(message) {
    const { texts, locale } = this.page;
    const sign = element("span", { title: texts[SAID[message.status]], ariaLabel: texts[SAID[message.status]], role: "img" }, STATUS[message.status]);
    const meta = element("p", { className: "meta", ariaLive: "off" }, clock(message.at, locale), " ", sign);
    if (message.status !== "lost") return [meta];
    const again = () => this.again(message);
    return [meta, element("p", { className: "unsent" }, texts.not_kept, " ", element("button", { type: "button", onclick: again }, texts.again))];
  }

  theirs(message) {
    const sms = this.kind === "sms";
    const bubble = element("article", { className: `bubble theirs ${message.urgency} ${message.fresh ? "fresh" : ""}` },
      speaker("Kunnafoni"),
      words(sms ? message.sms.text : message.text, message.locale),
      !sms && message.place ? pointCard(message.place[0], message.place.slice(1)) : null,
      ...(sms ? [] : message.voices ?? []).map((voice) => this.player(voice)),
      element("p", { className: "meta" }, clock(message.at, this.page.locale)),
      sms ? this.bill(message.sms) : null);
    if (!sms && message.choices.length && !message.closed) bubble.append(this.buttons(message, message.choices));
    if (!sms && message.buttons.length) bubble.append(this.buttons(message, message.buttons, "standing"));
    return bubble;
  }

  bill(sms) {
    const { texts, locale } = this.page;
    const letters = fill(texts.letters, { used: number(sms.characters, locale), room: number(sms.room, locale) });
    return element("p", { className: `bill ${sms.segments > 1 ? "long" : ""}` },
      element("b", { dir: "ltr" }, `${sms.segments} SMS`), element("b", {}, element("bdi", {}, money(sms.cost, sms.currency, locale))),
      element("span", {}, element("bdi", {}, letters)), element("span", { dir: "ltr" }, sms.encoding),
      sms.folded ? element("span", {}, texts.folded) : null);
  }

  // A recording of what is written, for who does not read.
  player([mark, locale]) {
    return element("audio", { className: "voice", controls: true, preload: "none", lang: locale, src: `/simulator/voices/${mark}`, title: this.page.texts.voice });
  }

  // Those that stand are orders, pressed at any time: a later message does not take them away.
  buttons(message, offered, kind = "asking") {
    const press = (key, label) => this.send({ text: label, choice: key, question: message.id });
    return element("div", { className: `buttons ${kind}`, lang: message.locale },
      ...offered.map(([key, label]) => element("button", { type: "button", dir: "auto", onclick: () => press(key, label) }, label)));
  }

  closeQuestions() {
    const asking = [...this.thread.querySelectorAll(".buttons.asking")];
    const held = asking.some((each) => each.contains(document.activeElement));
    for (const each of asking) each.remove();
    if (held) this.input.focus({ preventScroll: true });
  }

  ring() {
    const body = this.desk.querySelector(".phone");
    body.classList.remove("ringing");
    void body.offsetWidth;
    body.classList.add("ringing");
  }
}

// Where a screen reader cannot see on which side a message stands.
function speaker(name) {
  return element("span", { className: "unseen" }, `${name} : `);
}

function words(text, locale) {
  return element("p", { className: "words", dir: "auto", lang: locale }, text);
}

function pointCard(title, [latitude, longitude]) {
  const card = element("div", { className: "point" }, element("p", { dir: "auto" }, title));
  card.prepend(chart({ latitude, longitude }));
  return card;
}

function keypad() {
  const signs = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];
  return signs.map((sign) => element("button", { type: "button", value: sign, tabIndex: -1 }, sign));
}

function spaced(address) {
  const digits = address.replace(/^tel:/, "");
  return digits.replace(/^(\+223)(\d\d)(\d\d)(\d\d)(\d\d)$/, "$1 $2 $3 $4 $5");
}
