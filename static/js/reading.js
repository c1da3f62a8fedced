// The reading desk: select words to mark them, keep the place while saving, and single keys. The page works without it.
"use strict";
const place = document.getElementById("form-place");
const toolbar = document.getElementById("toolbar");
const keys_on = document.getElementById("keys-on");
const reading = () => document.getElementById("reading");
let opener = null; // what had the focus when the form was opened

// --- where a selection stands in the reading text: code points from the beginning of its source -----------------------

function blocks() {
  return [...document.querySelectorAll("#texts .said")];
}

function place_in(block, container, offset) {
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(container, offset);
  return Number(block.dataset.start) + [...before.toString()].length; // not UTF-16 units: the server counts characters
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const touched = blocks().filter((block) => range.intersectsNode(block) && cut(range, block).toString().trim());
  if (!touched.length) return null;
  const source = touched[0].dataset.source;
  const same = touched.filter((block) => block.dataset.source === source); // a passage lies within one text
  const first = cut(range, same[0]);
  const last_block = same[same.length - 1];
  const last = cut(range, last_block);
  return {
    source,
    starts: place_in(same[0], first.startContainer, first.startOffset),
    ends: place_in(last_block, last.endContainer, last.endOffset),
  };
}

function cut(range, block) {
  const within = document.createRange();
  within.selectNodeContents(block);
  if (range.compareBoundaryPoints(Range.START_TO_START, within) > 0) within.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, within) < 0) within.setEnd(range.endContainer, range.endOffset);
  return within;
}

function address_of(passage) {
  const query = new URLSearchParams(reading().dataset.kept);
  for (const name of ["source", "starts", "ends"]) query.set(name, passage[name]);
  return `${reading().dataset.mark}?${query}`;
}

// --- forms beside the text --------------------------------------------------------------------------------------------

async function page_at(url, options = {}) {
  const answer = await fetch(url, options);
  return { url: new URL(answer.url), page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

function say(id) {
  place.querySelector(".said-so")?.remove();
  const note = document.createElement("div");
  note.className = "said-so";
  note.append(document.getElementById(id).content.cloneNode(true));
  place.prepend(note);
}

function first_field() {
  return place.querySelector("textarea") || place.querySelector("input:not([type=hidden])") || place;
}

function show_form(form, address) {
  place.replaceChildren(document.adoptNode(form));
  place.querySelector("form").action = address;
  const heading = place.querySelector("h1");
  const lower = document.createElement("h2");
  lower.id = heading.id;
  lower.append(...heading.childNodes);
  heading.replaceWith(lower);
  place.hidden = false;
  (place.querySelector(".problems") || first_field()).focus();
}

async function open_form(address) {
  if (!place.hidden && is_typed()) {
    first_field().focus(); // what is typed is not thrown away
    return;
  }
  opener = document.activeElement;
  try {
    const { page, url } = await page_at(address);
    const form = page.querySelector(".point-form");
    if (form) show_form(form, url.href);
    else location.assign(address);
  } catch {
    location.assign(address);
  }
}

function is_typed() {
  return [...place.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue);
}

function close_form() {
  place.hidden = true;
  place.replaceChildren();
  if (opener?.isConnected) opener.focus();
}

async function save(form) {
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const { page } = await page_at(form.action, { method: "POST", body: new FormData(form) });
    const again = page.querySelector(".point-form");
    if (again) show_form(again, form.action);
    else if (page.getElementById("reading")) take_over(page, form.elements.key?.value || form.action.match(/points\/([0-9a-f-]+)/)[1]);
    else say("signed-out");
  } catch {
    say("no-line");
  } finally {
    button.disabled = false;
  }
}

function take_over(page, public_id) {
  place.hidden = true;
  place.replaceChildren();
  if (document.getElementById("moving")) {
    history.replaceState(null, "", location.pathname + (reading().dataset.kept ? `?${reading().dataset.kept}` : ""));
    document.getElementById("moving").remove();
    Object.assign(reading().dataset, page.getElementById("reading").dataset);
    toolbar.replaceChildren(...page.getElementById("toolbar").childNodes);
  }
  for (const id of ["texts", "points"]) document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
  document.getElementById("said").textContent = page.querySelector(".messages").textContent.trim(); // nothing moves
  getSelection().removeAllRanges();
  const point = document.getElementById(`point-${public_id}`);
  if (point) point.focus({ preventScroll: matchMedia("(max-width: 59.99rem)").matches });
  for (const mark of marks_of(point)) mark.classList.add("lit");
}

// --- what is near what ------------------------------------------------------------------------------------------------

function marks_of(point) {
  const number = point?.dataset?.number;
  return number ? [...document.querySelectorAll("mark")].filter((mark) => mark.dataset.points.split(" ").includes(number)) : [];
}

function here() {
  return document.activeElement?.closest(".block") || document.querySelector(".block.here");
}

function step(forwards) {
  const all = [...document.querySelectorAll("#texts .block")];
  const now = all.indexOf(here());
  const next = all[now < 0 ? 0 : now + (forwards ? 1 : -1)];
  if (!next) return;
  for (const block of all) block.classList.toggle("here", block === next);
  (next.querySelector("a") || next).focus();
  next.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  n: () => document.getElementById("go-on").click(),
  p: () => document.getElementById("go-back").click(),
  j: () => step(true),
  k: () => step(false),
  m: () => {
    const passage = document.querySelector(".mark-it") && selected();
    if (passage) open_form(address_of(passage));
    else here()?.querySelector(".mark-it")?.click();
  },
  e: () => {
    const point = document.activeElement?.closest(".point");
    const linked = here()?.querySelector(".to-point")?.getAttribute("href")?.slice(1);
    (point || (linked && document.getElementById(linked)))?.querySelector(".edit")?.click();
  },
  r: () => document.getElementById("toggle-read")?.click(),
  "?": () => {
    const keys = document.getElementById("keys");
    keys.open = true;
    keys.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !place.hidden && !is_typed()) close_form();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("#form-place form")?.requestSubmit();
  if (event.ctrlKey || event.altKey || event.metaKey || !keys_on.checked) return;
  if (event.target.closest("input, textarea, select, [contenteditable]") || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link?.matches(".mark-it, .point .edit")) {
    event.preventDefault();
    open_form(link.href);
  } else if (link?.matches("#form-place .cancel")) {
    event.preventDefault();
    close_form();
  }
});
place.addEventListener("submit", (event) => {
  event.preventDefault();
  save(event.target);
});
document.addEventListener("selectionchange", () => {
  toolbar.hidden = !place.hidden || !document.querySelector(".mark-it") || !selected();
});
toolbar.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
toolbar.addEventListener("click", () => {
  const passage = selected();
  toolbar.hidden = true;
  if (passage) open_form(address_of(passage));
});
for (const name of ["focusin", "mouseover"]) {
  document.addEventListener(name, (event) => {
    const point = event.target.closest?.(".point");
    for (const mark of document.querySelectorAll("mark.lit")) mark.classList.remove("lit");
    for (const mark of marks_of(point)) mark.classList.add("lit");
  });
}
try {
  keys_on.checked = localStorage.getItem("reading-keys") !== "off";
} catch {
  keys_on.checked = true; // a browser that keeps nothing
}
keys_on.addEventListener("change", () => {
  try {
    localStorage.setItem("reading-keys", keys_on.checked ? "on" : "off");
  } catch {
    // It holds for this page at least.
  }
});
document.getElementById("keys-switch").hidden = false;
