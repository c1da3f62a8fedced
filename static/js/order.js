// Moves paragraphs without leaving the page: the buttons, and dragging by the number. The server says the new order.
"use strict";
const order = document.getElementById("order");
const said = document.getElementById("moved");
const sections = new Map([...document.querySelectorAll("[data-section]")].map((part) => [Number(part.dataset.section), part.querySelector("ol.paras")]));
const paragraphs = () => [...document.querySelectorAll("[data-paragraph]")];
let dragged = null;

function say(words) {
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = words));
}

function arrange(wanted) {
  const known = new Map(paragraphs().map((row) => [Number(row.dataset.paragraph), row]));
  const named = wanted.flatMap(([, rows]) => rows);
  if (named.length !== known.size || !named.every((key) => known.has(key)) || !wanted.every(([key]) => sections.has(key))) return false;
  for (const [key, rows] of wanted) {
    const list = sections.get(key);
    for (const [place, row] of rows.entries()) {
      const here = list.children[place];
      if (here !== known.get(row)) list.insertBefore(known.get(row), here || null);
    }
    const empty = list.parentElement.querySelector(".empty");
    if (empty) empty.hidden = rows.length > 0;
  }
  return true;
}

function number_anew() {
  for (const [index, row] of paragraphs().entries()) {
    const before = row.querySelector(".no").textContent.replace(/\.$/, "");
    const number = String(index + 1);
    if (before === number) continue;
    row.querySelector(".no").textContent = `${number}.`;
    for (const hidden of row.querySelectorAll(".unseen")) hidden.textContent = hidden.textContent.replace(/\d+(?!.*\d)/u, number);
  }
}

async function move(path, fields) {
  const body = new FormData(order);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await fetch(path, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
  if (answer.status !== 200 && answer.status !== 409) return false;
  const told = await answer.json();
  if (!arrange(told.order)) return false;
  number_anew();
  say(told.said);
  return true;
}

function fall_back(row) {
  location.hash = row.id;
  location.reload(); // others changed more than the order, or the sign-in ended: the page says what is so
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[form=order]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("[data-paragraph]");
  const done = await move(button.getAttribute("formaction"), { [button.name]: button.value }).catch(() => null);
  if (done === null) return order.requestSubmit(button);
  if (!done) return fall_back(row);
  button.focus(); // the row was put elsewhere, and its button with it
  row.scrollIntoView({ block: "nearest" });
});

function marked(target) {
  for (const row of document.querySelectorAll(".over")) row.classList.remove("over");
  if (target) target.classList.add("over");
}

function place_under(event) {
  const row = event.target.closest("[data-paragraph]");
  if (row) return { at: row, place: `paragraph-${row.dataset.paragraph}` };
  const part = event.target.closest("[data-section]");
  return part && { at: part.querySelector("ol.paras"), place: `section-${part.dataset.section}` };
}

for (const row of paragraphs()) {
  const handle = row.querySelector(".no");
  handle.addEventListener("pointerdown", () => (row.draggable = true));
  handle.addEventListener("pointerup", () => (row.draggable = false));
  handle.classList.add("handle");
}
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-paragraph]");
  if (!dragged) return;
  dragged.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.id);
});
document.addEventListener("dragover", (event) => {
  const target = dragged && place_under(event);
  if (!target || target.at === dragged) return;
  event.preventDefault();
  marked(target.at);
});
document.addEventListener("drop", async (event) => {
  const row = dragged;
  const target = row && place_under(event);
  if (!target || target.at === row) return;
  event.preventDefault();
  const path = row.querySelector("a[href$='/place/']").getAttribute("href");
  if (!(await move(path, { place: target.place }).catch(() => false))) return fall_back(row);
  row.tabIndex = -1;
  row.focus();
});
document.addEventListener("dragend", () => {
  if (dragged) dragged.classList.remove("dragged"), (dragged.draggable = false);
  dragged = null;
  marked(null);
});
