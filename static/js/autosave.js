// Saves what is typed into a form while it is typed, and keeps in this tab what cannot be saved. Forms work without it.
"use strict";
const QUIET = 3000; // milliseconds without a key before a save

// form: has data-autosave (where to send; without it nothing is saved), a CSRF token and a version.
// drawer: the name under which this tab keeps what could not be saved; without one nothing is kept.
// body(): what is sent. read(): what was typed, as one string. write(kept): puts such a string back.
function autosave({ form, drawer, body, read, write }) {
  const saved = document.getElementById("saved");
  let changed = false, timer = 0, under_way = null, stopped = !form.dataset.autosave, leaving = false;

  function keep() {
    try {
      sessionStorage.setItem(drawer, read());
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
    return fetch(form.dataset.autosave, { method: "POST", body: body(), redirect: "manual" });
  }

  async function save() {
    changed = false;
    let answer = await send();
    if (answer.status === 403 && (await fresh_token())) answer = await send(); // signed in again in another tab
    if (answer.status === 200 || answer.status === 409) {
      const told = await answer.json();
      saved.innerHTML = told.html; // escaped by the server's template
      if (answer.status === 409) {
        stopped = true; // from here on only a person can say which text is to stand
        keep();
      } else if (told.is_saved !== false) {
        form.elements.version.value = told.version;
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

  function touched() {
    changed = true;
    if (drawer && (stopped || saved.querySelector("a, button"))) keep();
    clearTimeout(timer);
    timer = setTimeout(save_now, QUIET);
  }

  async function leave(event) {
    leaving = true;
    clearTimeout(timer);
    if (!under_way) return;
    event.preventDefault(); // else the form would name a version that the save under way replaces
    await under_way;
    form.requestSubmit(event.submitter);
  }

  function offer_what_was_kept() {
    const kept = sessionStorage.getItem(drawer);
    if (kept === null || kept === read()) return;
    saved.replaceChildren(document.getElementById("put-back").content.cloneNode(true));
    saved.querySelector("button").addEventListener("click", () => {
      write(kept);
      changed = true;
      save_now();
    });
  }

  document.addEventListener("visibilitychange", () => save_now());
  addEventListener("online", () => save_now());
  addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault();
  });
  if (drawer) {
    offer_what_was_kept();
    setInterval(() => save_now(), 10 * QUIET);
  }
  return { touched, leave, save_now, is_unsaved: () => changed || stopped };
}
