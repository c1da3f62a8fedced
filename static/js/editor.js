// Has a paragraph saved while it is written, puts in phrases, attaches evidence in place. The page works without it.
"use strict";
const form = document.getElementById("paragraph");
const text = form.elements.text;
const pen = autosave({
  form,
  drawer: form.dataset.drawer, // a new paragraph has none
  body() {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "text", "version"]) body.set(name, form.elements[name].value);
    return body;
  },
  read: () => text.value,
  write(kept) {
    text.value = kept;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  },
});

// --- phrases -------------------------------------------------------------------------------------------------------

function put_in(phrase) {
  const start = text.selectionStart;
  const before = text.value.slice(0, start);
  const gap = !before || /\s$/u.test(before) || phrase.lang.startsWith("zh") ? "" : " ";
  text.focus();
  text.setRangeText(gap + phrase.textContent + (phrase.lang.startsWith("zh") ? "" : " "), start, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const phrase of document.querySelectorAll("[data-phrase]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.lang = phrase.lang;
  button.dir = phrase.dir;
  button.textContent = phrase.textContent;
  button.addEventListener("click", () => put_in(button));
  phrase.replaceWith(button);
}

// --- evidence ------------------------------------------------------------------------------------------------------

const IN_PLACE = ["attach", "attach_all", "detach", "cite", "uncite", "find"];
let pressing = Promise.resolve(); // what is pressed while another press is under way is done after it

async function press(button) {
  await pen.save_now();
  if (pen.is_unsaved()) return false; // what is typed could not be saved: the page itself has to say so
  const body = new FormData(form);
  body.set(button.name, button.value);
  const typed = text.value;
  const answer = await fetch(location.pathname, { method: "POST", body });
  if (!answer.ok || new URL(answer.url).pathname !== location.pathname) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const panel = page.getElementById("evidence");
  if (!panel || page.querySelector(".problems")) return false;
  document.getElementById("evidence").replaceWith(panel);
  form.elements.version.value = page.querySelector("#paragraph [name=version]").value;
  if (text.value !== typed) pen.touched();
  history.replaceState(null, "", answer.url);
  panel.focus();
  return true;
}

form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (button && IN_PLACE.includes(button.name) && !button.dataset.plainly) {
    event.preventDefault();
    pressing = pressing.then(() => press(button)).catch(() => false);
    if (await pressing) return;
    if (!button.isConnected) return location.reload();
    button.dataset.plainly = "1";
    form.requestSubmit(button);
    return;
  }
  await pen.leave(event);
});

const cut = form.querySelector("[name=split]");
if (cut) {
  cut.hidden = false;
  cut.addEventListener("click", () => {
    form.elements.cursor.value = [...text.value.slice(0, text.selectionStart)].length; // in characters, as the server counts
  });
}

text.addEventListener("input", pen.touched);
