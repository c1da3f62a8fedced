// Small helps for every page; each page works without them.
"use strict";
for (const summary of document.querySelectorAll("[data-focus]")) {
  summary.focus();
  break;
}
