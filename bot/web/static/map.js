// A small schematic map of Mali, and the dialog in which a location is chosen.

import { drawn, element } from "./dom.js";

const WEST = -12.8, EAST = 4.8, NORTH = 25.5, SOUTH = 9.6;
const SQUEEZE = Math.cos((17 * Math.PI) / 180); // a degree of longitude is shorter than one of latitude
const mali = await (await fetch("/simulator/static/mali.json")).json();

const x = (longitude) => (longitude - WEST) * SQUEEZE * 10;
const y = (latitude) => (NORTH - latitude) * 10;
const path = (points) => points.map(([lon, lat], at) => `${at ? "L" : "M"}${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("");

export function chart(point, named = false) {
  const box = `0 0 ${x(EAST).toFixed(1)} ${y(SOUTH).toFixed(1)}`;
  const map = drawn("svg", { viewBox: box, class: "mali", "aria-hidden": "true" },
    drawn("path", { class: "land", d: `${path(mali.border)}Z` }), drawn("path", { class: "river", d: path(mali.river) }));
  for (const [name, latitude, longitude] of named ? mali.places : []) {
    map.append(drawn("circle", { class: "town", cx: x(longitude), cy: y(latitude), r: 1.6 }, drawn("title", {}, name)));
  }
  const pin = drawn("circle", { class: "pin", r: named ? 3 : 5 });
  map.append(pin);
  put(pin, point);
  return map;
}

// The place that was chosen, if one was, else its coordinates.
export function called([latitude, longitude]) {
  const near = (place) => Math.abs(place[1] - latitude) < .001 && Math.abs(place[2] - longitude) < .001;
  return mali.places.find(near)?.[0] ?? `${latitude.toFixed(3)}, ${longitude.toFixed(3)}`;
}

function put(pin, point) {
  pin.setAttribute("visibility", point ? "visible" : "hidden");
  if (!point) return;
  pin.setAttribute("cx", x(point.longitude));
  pin.setAttribute("cy", y(point.latitude));
}

export class Chooser {
  // `share({latitude, longitude})` is called with what was chosen.
  constructor(share) {
    this.dialog = document.querySelector("#map");
    this.form = this.dialog.querySelector("form");
    this.fields = this.form.elements;
    this.map = chart(null, true);
    this.dialog.querySelector(".chart").append(this.map);
    this.fields.place.append(element("option", { value: "" }, "—"), ...mali.places.map(([name]) => element("option", { value: name }, name)));
    this.fields.place.addEventListener("change", () => this.named(this.fields.place.value));
    this.map.addEventListener("click", (event) => this.clicked(event));
    this.form.addEventListener("input", () => put(this.map.querySelector(".pin"), this.point()));
    this.dialog.addEventListener("close", () => {
      const point = this.point();
      if (this.dialog.returnValue === "share" && point) share(point);
    });
  }

  open() {
    this.dialog.returnValue = "";
    this.dialog.showModal();
    this.fields.place.focus();
  }

  named(name) {
    const place = mali.places.find((each) => each[0] === name);
    if (place) this.take(place[1], place[2]);
  }

  clicked(event) {
    const town = event.target.querySelector?.("title")?.textContent;
    this.fields.place.value = town ?? "";
    if (town) return this.named(town);
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.map.getScreenCTM().inverse());
    return this.take(NORTH - at.y / 10, WEST + at.x / 10 / SQUEEZE);
  }

  take(latitude, longitude) {
    this.fields.latitude.value = latitude.toFixed(3);
    this.fields.longitude.value = longitude.toFixed(3);
    put(this.map.querySelector(".pin"), this.point());
  }

  point() {
    const [latitude, longitude] = [this.fields.latitude, this.fields.longitude].map((field) => field.valueAsNumber);
    return Number.isFinite(latitude + longitude) ? { latitude, longitude } : null;
  }
}
