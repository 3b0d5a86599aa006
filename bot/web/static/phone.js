// One phone: who holds it, what it shows, what is sent from it.

import { clock, element, money } from "./dom.js";
import { chart } from "./map.js";

const STATUS = { sending: "…", kept: "✓", lost: "!" };

export class Phone {
  // `send(message)`, `again(message)` and `hold(key)` are what a phone can ask of the page.
  constructor(kind, { send, again, hold }) {
    this.kind = kind;
    this.desk = document.querySelector(`[data-phone="${kind}"]`);
    this.thread = this.desk.querySelector(".thread");
    this.input = this.desk.querySelector("input[name=text]");
    this.holder = this.desk.querySelector(".holder select");
    this.send = send;
    this.again = again;
    this.bubbles = new Map();
    this.holder.addEventListener("change", () => hold(this.holder.value));
    this.desk.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.write(this.input.value);
    });
    this.desk.querySelector(".keys")?.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.desk.querySelector(".keys")?.append(...keypad());
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
    this.desk.querySelector(".number").textContent = spaced(person.address);
    this.bubbles.clear();
    this.thread.replaceChildren(element("p", { className: "empty" }, this.page.texts.empty_phone));
    this.thread.setAttribute("aria-live", "off");
    for (const message of messages) this.add(message);
    requestAnimationFrame(() => this.thread.setAttribute("aria-live", "polite"));
    this.desk.querySelector(".examples ul").replaceChildren(...examples.map((text) => this.example(text)));
  }

  example(text) {
    const tap = () => this.write(text);
    return element("li", {}, element("button", { type: "button", dir: "auto", onclick: tap }, text));
  }

  add(message) {
    this.thread.querySelector(".empty")?.remove();
    if (message.mine) this.closeQuestions();
    const bubble = message.mine ? this.mine(message) : this.theirs(message);
    this.bubbles.set(message.id, bubble);
    this.thread.append(bubble);
    this.thread.scrollTop = this.thread.scrollHeight;
    if (message.fresh && message.urgency === "urgent") this.ring();
  }

  update(message) {
    const old = this.bubbles.get(message.id);
    if (!old) return;
    const bubble = this.mine(message);
    old.replaceWith(bubble);
    this.bubbles.set(message.id, bubble);
    if (bubble === this.thread.lastElementChild) this.thread.scrollTop = this.thread.scrollHeight;
  }

  note(words) {
    this.thread.append(element("p", { className: "note" }, words));
    this.thread.scrollTop = this.thread.scrollHeight;
  }

  mine(message) {
    const { texts, locale } = this.page;
    const [latitude, longitude] = message.location ?? [];
    const again = () => this.again(message);
    return element("article", { className: `bubble mine ${message.status}` },
      message.location ? pointCard(`${latitude.toFixed(3)}, ${longitude.toFixed(3)}`, message.location) : words(message.text),
      element("p", { className: "meta" }, clock(message.at, locale), " ",
        element("span", { title: texts[SAID[message.status]], ariaLabel: texts[SAID[message.status]], role: "img" }, STATUS[message.status])),
      message.status === "lost"
        ? element("p", { className: "lost" }, texts.not_kept, " ", element("button", { type: "button", onclick: again }, texts.again))
        : null);
  }

  theirs(message) {
    const sms = this.kind === "sms";
    const bubble = element("article", { className: `bubble theirs ${message.urgency} ${message.fresh ? "fresh" : ""}`, lang: message.locale },
      words(sms ? message.sms.text : message.text),
      !sms && message.place ? pointCard(message.place[0], message.place.slice(1)) : null,
      element("p", { className: "meta" }, clock(message.at, this.page.locale)),
      sms ? this.bill(message.sms) : null);
    if (!sms && message.choices.length && !message.closed) bubble.append(this.buttons(message));
    return bubble;
  }

  bill(sms) {
    const { texts, locale } = this.page;
    return element("p", { className: `bill ${sms.segments > 1 ? "long" : ""}` },
      ...[sms.encoding, `${sms.characters}/${sms.room}`, `${sms.segments} SMS`].map((each) => element("span", { dir: "ltr" }, each)),
      element("bdi", {}, money(sms.cost, sms.currency, locale)), sms.folded ? element("span", {}, texts.folded) : null);
  }

  buttons(message) {
    const press = (key, label) => this.send({ text: label, choice: key, question: message.id });
    return element("div", { className: "buttons" },
      ...message.choices.map(([key, label]) => element("button", { type: "button", dir: "auto", onclick: () => press(key, label) }, label)));
  }

  closeQuestions() {
    const held = this.thread.querySelector(".buttons")?.contains(document.activeElement);
    for (const each of this.thread.querySelectorAll(".buttons")) each.remove();
    if (held) this.input.focus();
  }

  ring() {
    const body = this.desk.querySelector(".phone");
    body.classList.remove("ringing");
    void body.offsetWidth;
    body.classList.add("ringing");
  }
}

const SAID = { sending: "sending", kept: "kept", lost: "not_kept" };

function words(text) {
  return element("p", { className: "words", dir: "auto" }, text);
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
  const number = address.replace(/^tel:/, "");
  return number.replace(/^(\+223)(\d\d)(\d\d)(\d\d)(\d\d)$/, "$1 $2 $3 $4 $5");
}
