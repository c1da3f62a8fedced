// Counts the words of a draft, turns its fields to the direction of its language, and has it saved while it is written.
"use strict";
const form = document.querySelector("form[data-autosave]");

function texts() {
  return [...form.querySelectorAll("[data-written]")];
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

const draft = autosave({
  form,
  drawer: `draft-${form.dataset.draft}`,
  body() {
    const body = new FormData(form);
    for (const name of ["uploads", "other"]) body.delete(name);
    return body;
  },
  read: () => JSON.stringify(Object.fromEntries(texts().map((text) => [text.name, text.value]))),
  write(kept) {
    const typed = JSON.parse(kept);
    for (const text of texts()) text.value = typed[text.name] ?? text.value;
    count();
  },
});

form.addEventListener("input", (event) => {
  if (event.target.type === "file" || event.target.name === "other") return;
  count();
  draft.touched();
});
form.elements.language.addEventListener("change", face);
form.addEventListener("submit", draft.leave);
count();
