// Saves a draft while it is being written, counts its words, and keeps what cannot be saved. The page works without it.
"use strict";
const form = document.querySelector("form[data-autosave]");
const saved = document.getElementById("saved");
const drawer = `draft-${form.dataset.draft}`; // where this tab keeps what could not be saved
const QUIET = 3000; // milliseconds without a key before a save
let changed = false, timer = 0, under_way = null, stopped = !form.dataset.autosave, leaving = false;

function texts() {
  return [...form.querySelectorAll("[data-written]")];
}

function keep() {
  try {
    sessionStorage.setItem(drawer, JSON.stringify(Object.fromEntries(texts().map((text) => [text.name, text.value]))));
  } catch {
    // A full or forbidden store: the text still stands in the form.
  }
}

function say(id) {
  keep();
  saved.replaceChildren(document.getElementById(id).content.cloneNode(true));
}

async function fresh_token() {
  const answer = await fetch(location.pathname, { redirect: "manual" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  form.elements.csrfmiddlewaretoken.value = page.querySelector("[name=csrfmiddlewaretoken]").value;
  return true;
}

function send() {
  const body = new FormData(form);
  for (const name of ["uploads", "other"]) body.delete(name);
  return fetch(form.dataset.autosave, { method: "POST", body, redirect: "manual" });
}

async function save() {
  changed = false;
  let answer = await send();
  if (answer.status === 403 && (await fresh_token())) answer = await send(); // signed in again in another tab
  if (answer.status === 200 || answer.status === 409) {
    const said = await answer.json();
    saved.innerHTML = said.html; // escaped by the server's template
    if (answer.status === 409) {
      stopped = true;
      keep();
    } else {
      form.elements.version.value = said.version;
      sessionStorage.removeItem(drawer);
    }
  } else {
    changed = true;
    say(answer.type === "opaqueredirect" || answer.status === 403 ? "signed-out" : "no-line");
  }
}

function save_now() {
  clearTimeout(timer);
  if (!changed || stopped || under_way) return under_way;
  under_way = save()
    .catch(() => {
      changed = true;
      say("no-line");
    })
    .finally(() => {
      under_way = null;
    });
  return under_way;
}

function count() {
  const line = document.getElementById("words");
  const han = /[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/gu;
  let words = 0;
  for (const text of form.querySelectorAll("[data-counted]")) {
    words += (text.value.match(han) || []).length;
    words += text.value.replace(han, " ").split(/\s+/u).filter((run) => /[\p{L}\p{N}]/u.test(run)).length;
  }
  line.classList.toggle("over", Boolean(line.dataset.limit) && words > Number(line.dataset.limit));
  line.textContent = line.dataset.pattern.replace("{words}", words.toLocaleString(document.documentElement.lang));
}

function face() {
  const language = form.elements.language;
  const direction = language.dataset.rtl.split(" ").includes(language.value) ? "rtl" : "ltr";
  for (const text of texts()) text.dir = language.value === "und" ? "auto" : direction;
}

function offer_what_was_kept() {
  const kept = JSON.parse(sessionStorage.getItem(drawer) || "null");
  if (!kept || texts().every((text) => (kept[text.name] ?? text.value) === text.value)) return;
  saved.replaceChildren(document.getElementById("put-back").content.cloneNode(true));
  saved.querySelector("button").addEventListener("click", () => {
    for (const text of texts()) text.value = kept[text.name] ?? text.value;
    changed = true;
    count();
    save_now();
  });
}

form.addEventListener("input", (event) => {
  if (event.target.type === "file" || event.target.name === "other") return;
  changed = true;
  count();
  if (saved.querySelector("a, button")) keep();
  clearTimeout(timer);
  timer = setTimeout(save_now, QUIET);
});
form.elements.language.addEventListener("change", face);
form.addEventListener("submit", async (event) => {
  leaving = true;
  clearTimeout(timer);
  if (!under_way) return;
  event.preventDefault(); // else the form would name a version that the save under way replaces
  await under_way;
  form.requestSubmit(event.submitter);
});
document.addEventListener("visibilitychange", () => save_now());
addEventListener("online", () => save_now());
addEventListener("beforeunload", (event) => {
  if (changed && !leaving) event.preventDefault();
});
count();
offer_what_was_kept();
setInterval(() => save_now(), 10 * QUIET);
