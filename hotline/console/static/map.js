// The map: places open beside it, and what is looked for is found while one types.
import { later } from "./map-later.js";
import { Sheet } from "./map-sheet.js";

const PAUSE = 250; // milliseconds without a key before what is typed is looked for

const wide = matchMedia("(min-width: 64rem)");
const stage = document.getElementById("map-stage");
const open = document.getElementById("map-place");

if (stage) {
  const sheet = new Sheet(document.getElementById("map-view"));
  const buttons = document.getElementById("map-buttons");
  buttons.hidden = false;
  document.getElementById("map-keys").hidden = false;
  buttons.addEventListener("click", (event) => sheet.move(event.target.closest("[data-move]")?.dataset.move));
  const chosen = open.querySelector("[data-number]")?.dataset.number;
  if (!wide.matches) sheet.showStart();
  choose(sheet, chosen);
  later(open);
  document.addEventListener("click", (event) => follow(event, sheet));
  stage.addEventListener("focusin", (event) => glance(event, sheet));
  window.addEventListener("popstate", () => location.reload());
  look(sheet);
}

// Shows which place is open: on the drawing and in the lists.
function choose(sheet, number) {
  for (const place of sheet.svg.querySelectorAll(".chosen")) place.classList.remove("chosen");
  for (const link of document.querySelectorAll(".tree-name[aria-current]")) link.removeAttribute("aria-current");
  stage.classList.toggle("has-place", Boolean(number));
  if (!number) return;
  for (const link of document.querySelectorAll(`.tree-name[data-place="${number}"]`)) link.setAttribute("aria-current", "true");
  const place = sheet.svg.querySelector(`#p${number}`);
  if (!place) return;
  place.classList.add("chosen");
  sheet.size();
  sheet.show(place);
}

// The keyboard is on a place of a list: the drawing shows where it is.
function glance(event, sheet) {
  const number = event.target.dataset?.place;
  const place = number && event.target.matches(":focus-visible") && sheet.svg.querySelector(`#p${number}`);
  if (place && wide.matches) sheet.show(place);
}

function follow(event, sheet) {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a");
  if (!link || !wide.matches) return;
  if (link.matches("[data-close]")) {
    event.preventDefault();
    close(sheet, link);
    return;
  }
  const number = link.dataset?.place ?? (sheet.svg.contains(link) ? link.id.slice(1) : "");
  if (!number) return;
  event.preventDefault();
  show(sheet, number, link.href.baseVal ?? link.href);
}

async function show(sheet, number, page) {
  const address = new URL(page, location);
  address.pathname += "/panel";
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || answer.redirected) {
    location.assign(page); // signed out, or gone: the page itself says so
    return;
  }
  open.innerHTML = await answer.text();
  remember((query) => query.set("at", number));
  choose(sheet, number);
  open.querySelector("#place-name").focus({ preventScroll: true });
  open.scrollIntoView({ block: "start" });
  later(open);
}

function close(sheet) {
  const number = open.querySelector("[data-number]")?.dataset.number;
  open.replaceChildren();
  remember((query) => query.delete("at"));
  choose(sheet, "");
  document.querySelector(`.map-list [data-place="${number}"]`)?.focus();
}

// The address says what is shown, so that it can be kept, sent and gone back to.
function remember(change) {
  const address = new URL(location);
  change(address.searchParams);
  history.pushState(null, "", address);
}

function look(sheet) {
  const form = document.getElementById("map-form");
  const typed = document.getElementById("map-q");
  const found = document.getElementById("map-found");
  let waits = 0;
  let asked = 0;

  async function find() {
    clearTimeout(waits);
    const turn = ++asked;
    const query = new URLSearchParams(new FormData(form));
    const answer = await fetch(`${form.dataset.found}?${query}`).catch(() => null);
    if (turn !== asked || !answer?.ok || answer.redirected) return;
    const text = await answer.text();
    if (turn !== asked) return;
    found.innerHTML = text;
    document.getElementById("map-count").textContent = found.querySelector("[data-count]")?.textContent ?? "";
    light(sheet);
    const address = new URL(location);
    if (typed.value) address.searchParams.set("q", typed.value);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  }

  typed.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(find, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  found.addEventListener("click", (event) => {
    if (!event.target.closest("[data-clear]")) return;
    event.preventDefault();
    typed.value = "";
    typed.focus();
    find();
  });
  form.parentElement.addEventListener("keydown", (event) => walk(event, typed, found));
  light(sheet);
}

// The arrows go from what is typed through what was found, and back.
function walk(event, typed, found) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [typed, ...found.querySelectorAll("[data-place]")];
  const at = all.indexOf(document.activeElement);
  const next = all[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

// What was found stands out on the drawing.
function light(sheet) {
  const numbers = new Set([...document.querySelectorAll("#map-found [data-place]")].map((link) => link.dataset.place));
  sheet.svg.classList.toggle("sought", numbers.size > 0);
  for (const place of sheet.svg.querySelectorAll("a")) place.classList.toggle("hit", numbers.has(place.id.slice(1)));
}
