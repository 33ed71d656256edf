/* Reading with the codes: the legend chooses dimensions, the address keeps the choice; and how to cite a passage is copied
   with one click. Without this script the legend leads to the dimensions, and citations can be selected. */
(() => {
  "use strict";

  const { say, write, listed } = hedgesite.words;
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // The address: ?dimensions=one,other. Ids that this page does not know stay in it, for the next section may.
  const PARAMETER = "dimensions";
  const ID = /^[a-z0-9][a-z0-9-]*$/;
  const chosen = new Set(
    (new URLSearchParams(location.search).get(PARAMETER) || "").split(",").filter((id) => ID.test(id)),
  );

  const withChoice = (address) => {
    const url = new URL(address);
    url.searchParams.delete(PARAMETER);
    // Written by hand, since a comma needs no escape and an address is to be read.
    const rest = url.searchParams.toString();
    const choice = chosen.size ? `${PARAMETER}=${[...chosen].join(",")}` : "";
    url.search = [rest, choice].filter(Boolean).join("&");
    return url.href;
  };

  const remember = () => {
    try {
      history.replaceState(history.state, "", withChoice(location.href));
    } catch (error) {
      if (error.name !== "SecurityError") throw error; // A file opened from disk has no address to rewrite.
    }
    const sections = ".hs-onward a, .hs-children a, a:has(.hs-nav__number)";
    for (const link of document.querySelectorAll(sections)) link.href = withChoice(link.href);
  };

  // The legend knows which dimension is a part of which, and what the chosen ones were called before.
  const above = new Map();
  for (const item of document.querySelectorAll("[data-codes] [data-dimension]")) {
    const { dimension, above: whole, former = "" } = item.dataset;
    if (whole) above.set(dimension, whole);
    for (const id of former.split(" ")) if (chosen.delete(id)) chosen.add(dimension);
  }
  // A passage names its codes and the wholes that they are parts of; its marks are of its codes alone.
  const codesOf = (marked) =>
    [...marked.classList].filter((name) => name.startsWith("hs-dim--")).map((name) => name.slice("hs-dim--".length));
  const isChosen = (id) => chosen.has(id) || chosen.has(above.get(id));

  const passages = [...document.querySelectorAll(".hs-passage")].map((box) => ({
    codes: (box.dataset.dimensions || "").split(" ").filter(Boolean),
    marks: [...box.querySelectorAll(".hs-passage__codes .hs-mark")].map((mark) => ({ mark, id: codesOf(mark)[0] })),
    text: box.querySelector(".hs-passage__text"),
  }));

  const stripe = (passage, shown) => {
    passage.text.querySelector(".hs-stripes")?.remove();
    if (!shown.length) return;
    const stripes = shown.map((id) => element("i", { className: `hs-dim--${id}` }));
    const box = element("span", { className: "hs-stripes" }, ...stripes);
    box.setAttribute("aria-hidden", "true");
    // In front, since the last child of a text has a margin of its own.
    passage.text.prepend(box);
  };

  // Coded words: underlined for a chosen dimension; each says why at its first part outside links, which say it themselves.
  const spans = [...document.querySelectorAll(".hs-span")];
  const underline = () => {
    const stops = new Set();
    for (const span of spans) {
      const { why } = span.dataset;
      const isOn = codesOf(span).some(isChosen);
      const isOpen = isOn && !span.closest("a"), isStop = isOpen && !stops.has(why);
      span.classList.toggle("hs-span--on", isOn);
      if (isOpen) span.dataset.pop = why;
      else delete span.dataset.pop;
      if (isStop) stops.add(why);
      for (const [name, value] of [["tabindex", 0], ["role", "button"], ["aria-expanded", false]])
        if (isStop) span.setAttribute(name, value);
        else span.removeAttribute(name);
    }
  };

  // For pop-ups. Words that are coded twice, and links in coded words, say all their reasons.
  hedgesite.codedIn = (link) => {
    const around = [];
    for (let span = link; span.matches(".hs-span--on"); span = span.parentElement) around.push(span);
    if (around.length) return around.slice(1);
    return [...new Map([...link.querySelectorAll(".hs-span--on")].map((span) => [span.dataset.why, span])).values()];
  };
  document.addEventListener("keydown", (event) => {
    if (!/^( |Enter)$/.test(event.key) || !event.target.matches?.(".hs-span")) return;
    event.preventDefault();
    event.target.click();
  });

  /* What a source shows in a passage goes before its reference; of the other passages that cite it, three stay. */
  hedgesite.showHere = (link, passage, content) => {
    for (const other of content.querySelectorAll(".hs-pop__others li"))
      if (other.firstChild.hash === `#${passage.id}` || other.matches(":nth-child(n + 4)")) other.remove();
    for (const shown of link.closest(".hs-evidence") ? [] : [...passage.querySelectorAll(".hs-evidence")].reverse()) {
      if (shown.dataset.of !== link.dataset.pop) continue;
      const here = element("div", { className: "hs-pop__here" }, ...shown.cloneNode(true).childNodes);
      for (const other of here.querySelectorAll(".hs-evidence__source, .hs-note-call")) other.remove();
      content.firstElementChild.prepend(here);
    }
  };

  const show = () => {
    let found = 0;
    underline();
    for (const passage of passages) {
      const shown = passage.codes.filter((id) => chosen.has(id));
      found += shown.length > 0;
      for (const { mark, id } of passage.marks) mark.hidden = chosen.size > 0 && !isChosen(id);
      stripe(passage, shown);
    }
    document.documentElement.dataset.codes = [...chosen].join(" ");
    document.dispatchEvent(new CustomEvent("hedgesite:codes"));
    return found;
  };

  const legend = document.querySelector("[data-codes]");
  if (legend) {
    const buttons = new Map();
    const said = element("p");
    said.setAttribute("role", "status");
    const all = write(element("button", { type: "button", className: "hs-plain-button" }), "codes-all");
    const names = new Map();

    const refresh = () => {
      const found = show();
      for (const [id, button] of buttons) button.setAttribute("aria-pressed", String(chosen.has(id)));
      all.hidden = !chosen.size;
      const here = [...buttons.keys()].filter((id) => chosen.has(id)).map((id) => names.get(id));
      const told = { dimensions: listed(here), found, num: passages.length };
      if (chosen.size) write(said, here.length ? "codes-shown" : "codes-none", told);
      else said.textContent = "";
    };
    const change = (alter) => { alter(); remember(); refresh(); };

    for (const item of legend.querySelectorAll("[data-dimension]")) {
      const id = item.dataset.dimension;
      const link = item.querySelector("a");
      const button = element("button", { type: "button", className: `hs-toggle hs-dim--${id}` }, ...link.childNodes);
      const name = button.querySelector(".hs-chip__name").textContent;
      button.addEventListener("click", () =>
        change(() => { if (!chosen.delete(id)) chosen.add(id); }));
      const onward = getComputedStyle(legend).direction === "rtl" ? "←" : "→";
      // A link of its own: the one that grows small would count as having moved.
      const more = element("a", { href: link.getAttribute("href"), className: "hs-toggle__more", textContent: onward });
      more.title = say("dimension-of", { name });
      more.setAttribute("aria-label", more.title);
      link.replaceWith(button, more);
      buttons.set(id, button);
      names.set(id, name);
    }
    // One stop, as of a toolbar: arrows go through the codes and to their pages.
    legend.setAttribute("role", "toolbar");
    legend.setAttribute("aria-labelledby", "coded-here");
    hedgesite.rove?.([legend], ".hs-toggle, .hs-toggle__more", 0);
    all.addEventListener("click", () => {
      change(() => chosen.clear());
      buttons.values().next().value.focus();
    });
    legend.append(element("div", { className: "hs-legend__status" }, said, all));
    refresh();
  }
  if (chosen.size) remember();

  // How to cite: whole addresses where the site has one, and a button beside each text.
  const published = document.querySelector('link[rel="canonical"]')?.href;
  const site = published || (location.protocol === "file:" ? "" : location.origin + location.pathname);
  const select = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text.innerText.trim());
      return true;
    } catch {
      // No clipboard, or none allowed: the older way, which copies what is selected.
      select(text);
      return document.execCommand("copy");
    }
  };

  // What is copied of the text is its prose: no numbers, no marks, no signs of notes, nothing from its margin.
  const BESIDE = ".hs-passage__margin, .hs-onpaper, .hs-note-call, .hs-pop, .hs-stripes, .hs-former, .hs-endnote__back, .hs-endnote__number, .hs-source__card, annotation, annotation-xml";
  const BLOCKS = "p, li, h1, h2, h3, h4, dt, dd, pre, tr, blockquote, figcaption, caption, .hs-passage__text";

  const proseOf = (ranges) => {
    const prose = document.createElement("div");
    for (const range of ranges) prose.append(range.cloneContents());
    for (const other of prose.querySelectorAll(BESIDE)) other.remove();
    for (const one of prose.querySelectorAll("*")) {
      if (one.href) one.setAttribute("href", one.href);
      for (const { name } of [...one.attributes])
        if (/^(id|class|role|tabindex|(aria|data)-.*)$/.test(name)) one.removeAttribute(name);
    }
    return prose;
  };

  const wordsOf = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.parentElement?.closest("pre") ? node.data : node.data.replace(/\s+/g, " ");
    if (node.nodeName === "BR") return "\n";
    const words = [...node.childNodes].map(wordsOf).join("");
    return node.matches?.(BLOCKS) ? `\n\n${words.trim()}\n\n` : words;
  };
  const textOf = (prose) => wordsOf(prose).replace(/ ?\n ?/g, "\n").replace(/\n{3,}/g, "\n\n").trim();

  const rangeOf = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range;
  };

  /* The parts of a selection that are of the text; none where only what stands beside it was selected. */
  const partsOf = (selection) => {
    const ranges = Array.from({ length: selection.rangeCount }, (_, index) => selection.getRangeAt(index));
    return ranges.flatMap((range) => {
      const around = range.commonAncestorContainer;
      const box = around instanceof Element ? around : around.parentElement;
      if (box.closest(".hs-passage__margin, .hs-pop")) return [];
      if (box.closest(".hs-text")) return [range];
      // Selected beyond the text, as "all" is: what is in it.
      return [...document.querySelectorAll(".hs-text")].filter((text) => range.intersectsNode(text)).map((text) => {
        const part = rangeOf(text);
        if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
        if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
        return part;
      });
    });
  };

  let given = "";
  document.addEventListener("copy", (event) => {
    if (event.target.closest?.("input, textarea")) return;
    const parts = given ? [] : partsOf(getSelection());
    const prose = proseOf(parts);
    const text = given || textOf(prose);
    if (!text) return;
    event.clipboardData.setData("text/plain", text);
    if (!given) event.clipboardData.setData("text/html", prose.innerHTML);
    event.preventDefault();
  });

  const said = document.getElementById("hs-keys").dataset;
  const withCitation = (passage) => {
    const button = element("button", { type: "button", className: "hs-copy", textContent: said.copy });
    button.addEventListener("click", async () => {
      const text = passage.querySelector(".hs-passage__text"), cited = passage.querySelector(".hs-citing__text--whole");
      const both = `${textOf(proseOf([rangeOf(text)]))}\n\n${cited.textContent.replace(/\s+/g, " ").trim()}`;
      try {
        await navigator.clipboard.writeText(both);
      } catch {
        given = both;
        document.execCommand("copy");
        given = "";
      }
      button.textContent = said.copied;
      setTimeout(() => { button.textContent = said.copy; }, 2500);
    });
    const line = element("p", { className: "hs-copying" }, button);
    line.setAttribute("aria-live", "polite");
    return line;
  };

  const equip = (passage) => {
    for (const address of passage.querySelectorAll(".hs-address"))
      if (site) address.textContent = `${site}#${passage.id}`;
      // From disk, a site that names no address of its own has none: what is copied says so.
      else address.after(` ${said.lacking}`);
    passage.querySelector(".hs-citing")?.before(withCitation(passage));
    for (const text of passage.querySelectorAll(".hs-citing__text")) {
      const label = text.previousElementSibling;
      const what = label.textContent;
      const button = write(element("button", { type: "button", className: "hs-copy" }), "copy");
      button.setAttribute("aria-label", say("copy-of", { what }));
      const told = element("span", { className: "hs-hidden" });
      told.setAttribute("role", "status");
      button.addEventListener("click", async () => {
        const done = await copied(text);
        write(button, done ? "copied" : "selected");
        write(told, done ? "copied-of" : "selected-of", { what });
        setTimeout(() => { write(button, "copy"); told.textContent = ""; }, 2500);
      });
      label.after(element("dd", { className: "hs-citing__do" }, button, told));
    }
  };

  // Most panels are never opened: each is equipped when it is, and a long section is there sooner.
  const equipped = new Set();
  document.addEventListener("toggle", (event) => {
    const passage = event.target.closest(".hs-passage");
    if (!passage) return;
    if (!equipped.has(passage)) {
      equipped.add(passage);
      equip(passage);
    }
    // Of a panel that opens at the foot of the window nothing would be seen.
    const panel = event.target.open && event.target.querySelector(":scope > .hs-apparatus__panel");
    if (panel) panel.scrollIntoView({ block: "nearest" });
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const panel = document.querySelector(".hs-apparatus[open]");
    if (!panel) return;
    const inside = panel.contains(document.activeElement);
    panel.open = false;
    if (inside) panel.querySelector("summary").focus();
  });
})();
