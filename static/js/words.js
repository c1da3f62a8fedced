// Counts words while people type: <p data-count-for="id" data-limit="2000" data-pattern="Words: %(count)s of %(limit)s">.
// The server counts again and decides; without this script the limit is stated and the rest works.
"use strict";
(() => {
  const number = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: "latn" });
  const ideograph = /[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/gu;
  const count = (text) => {
    const single = (text.match(ideograph) || []).length;
    const words = text.replace(ideograph, " ").split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    return single + words;
  };
  for (const line of document.querySelectorAll("[data-count-for]")) {
    const field = document.getElementById(line.dataset.countFor);
    const limit = Number(line.dataset.limit);
    const show = () => {
      const words = count(field.value);
      line.textContent = line.dataset.pattern.replace("%(count)s", number.format(words)).replace("%(limit)s", number.format(limit));
      line.classList.toggle("over", words > limit);
    };
    let waiting;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 400);
    });
    line.setAttribute("aria-live", "polite");
    show();
  }
})();
