/* Keys: "?" lists them, j and k go from passage to passage, and arrows through what stands beside the text.
   Without this script each of those links is a stop of the Tab key; with it, they are one stop, and the text keeps its own. */
(() => {
  "use strict";

  const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented);
  const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  const rtl = document.documentElement.dir === "rtl";
  const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, rtl ? -1 : 1], ArrowLeft: [0, rtl ? 1 : -1] };

  /* Rows of links of which one is a stop: the one last used, or that of the row that was stepped to. */
  const rove = (places, selector, first = -1) => {
    const rows = places.map((place) => [place, [...place.querySelectorAll(selector)]]).filter(([, links]) => links.length);
    if (!rows.length) return null;
    let stop = null;
    for (const link of rows.flatMap(([, links]) => links)) link.tabIndex = -1;
    const put = (link) => {
      if (stop) stop.tabIndex = -1;
      stop = link;
      stop.tabIndex = 0;
    };
    const shown = (links) => links.filter((link) => link.checkVisibility({ visibilityProperty: true }));
    const neighbour = (at, within, [down, along]) => {
      if (along) return shown(rows[at][1])[within + along];
      const row = rows.slice().map(([, links]) => shown(links));
      for (let next = at + down; next >= 0 && next < row.length; next += down)
        if (row[next].length) return row[next][Math.min(within, row[next].length - 1)];
      return null;
    };
    document.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step || event.shiftKey || !isPlain(event)) return;
      const at = rows.findIndex(([, links]) => links.includes(event.target));
      if (at < 0) return;
      const next = neighbour(at, shown(rows[at][1]).indexOf(event.target), step);
      event.preventDefault();
      next?.focus();
    });
    const turnTo = (place) => {
      const row = rows.find(([one]) => one === place);
      if (row) put(row[1].at(-1));
    };
    document.addEventListener("focusin", ({ target }) => {
      if (rows.some(([, links]) => links.includes(target))) put(target);
      else turnTo(target);
    });
    put(rows[0][1].at(first));
    return turnTo;
  };

  (globalThis.hedgesite ??= {}).rove = rove;

  const passages = [...document.querySelectorAll(".hs-text .hs-passage")];
  const turnTo = rove(passages, ":scope > .hs-passage__margin :is(.hs-passage__codes a, .hs-apparatus > summary)");
  if (turnTo && location.hash) turnTo(document.querySelector(".hs-passage:target, .hs-passage:has(:target)"));
  if (passages.length) rove([...document.querySelectorAll(".hs-bibliography .hs-source")], "a");

  const go = (by) => {
    const edge = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
    const inside = passages.indexOf(document.activeElement.closest(".hs-passage"));
    // From where one reads, if nothing of the text has the focus: the first passage that begins in the window.
    const begins = passages.findIndex((passage) => passage.getBoundingClientRect().top >= Math.max(0, edge));
    const from = inside >= 0 ? inside : (begins < 0 ? passages.length : begins) - (by > 0 ? 1 : 0);
    const passage = passages[Math.max(0, Math.min(from + by, passages.length - 1))];
    passage.tabIndex = -1;
    passage.focus();
    passage.scrollIntoView({ block: "nearest" });
    if (passage.getBoundingClientRect().top < edge) passage.scrollIntoView({ block: "start" });
  };

  let dialog = null;
  const list = () => {
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "hs-keys hs-page";
      dialog.append(document.getElementById("hs-keys").content.cloneNode(true));
      const heading = dialog.querySelector("h2");
      heading.id = "hs-keys-title";
      dialog.setAttribute("aria-labelledby", heading.id);
      dialog.querySelector("button").addEventListener("click", () => dialog.close());
      document.body.append(dialog);
    }
    dialog.showModal();
  };

  (globalThis.hedgesite ??= {}).keys = list;
  document.addEventListener("keydown", (event) => {
    if (!passages.length || !isPlain(event) || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key !== "j" && event.key !== "k") return;
    go(event.key === "j" ? 1 : -1);
    event.preventDefault();
  });
})();
