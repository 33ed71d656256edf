/* Boxes of wide tables and formulas: one that scrolls can be reached with the Tab key. Chromium and Firefox do so by
   themselves. */
(() => {
  "use strict";

  const reach = (box) => {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.setAttribute("tabindex", "0");
    } else {
      box.removeAttribute("tabindex");
    }
  };
  const watch = new ResizeObserver((entries) => entries.forEach((entry) => reach(entry.target)));
  document.querySelectorAll(".hs-formula, .hs-tablebox").forEach((box) => watch.observe(box));
})();
