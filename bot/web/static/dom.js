// Making elements, and filling the page with words.

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && name !== "role") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function drawn(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function sayEverything(texts) {
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = texts[each.dataset.text];
  for (const each of document.querySelectorAll("[data-placeholder]")) each.placeholder = texts[each.dataset.placeholder];
  for (const each of document.querySelectorAll("[data-label]")) {
    each.setAttribute("aria-label", texts[each.dataset.label]);
    if (each.tagName === "BUTTON") each.title = texts[each.dataset.label];
  }
}

export function clock(moment, locale) {
  return new Date(moment).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}

export function money(amount, currency, locale) {
  const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: Number.isInteger(amount) ? 0 : 2 };
  return new Intl.NumberFormat(locale, style).format(amount);
}

export function number(value, locale) {
  return new Intl.NumberFormat(locale, value < 100 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 }).format(value);
}

export function hexadecimal(bytes) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What the page remembers between two visits; without storage it simply forgets.
export function remembered(name) {
  try { return sessionStorage.getItem(name); } catch { return null; }
}

export function remember(name, value) {
  try { sessionStorage.setItem(name, value); } catch { /* a private window */ }
}
