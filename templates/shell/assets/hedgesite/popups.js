/* Pop-ups of citations, notes, terms, dimensions and actors.
   Without this script their links lead on; with it, pointing or focusing shows, a click pins, Esc closes. */
(() => {
  "use strict";
  if (!HTMLElement.prototype.showPopover) return;

  const { say, write, speak } = hedgesite.words;
  const OPEN_AFTER = 80, CLOSE_AFTER = 220, GAP = 8, EDGE = 12, HEADER = 60, PINNED = 2;
  const open = new Map();
  let waiting = 0;

  const contentOf = (link, id = link.dataset.pop) => {
    const source = document.getElementById(id);
    if (!source) return null;
    if (source instanceof HTMLTemplateElement) return source.content.cloneNode(true);
    const copy = document.createDocumentFragment();
    for (const child of source.children)
      if (!child.querySelector('[role="doc-backlink"]')) copy.append(child.cloneNode(true));
    for (const inner of copy.querySelectorAll("[id]")) inner.removeAttribute("id");
    return copy;
  };

  /* One source with its locator, and the other passages that cite it. */
  const entryOf = (link) => {
    const content = contentOf(link);
    const locator = content?.querySelector(".hs-pop__locator");
    if (locator && link.dataset.locator) {
      write(locator, "cited-here", { place: link.dataset.locator });
      locator.hidden = false;
    }
    const cited = content?.querySelector(".hs-pop__cited");
    if (cited && link.closest(".hs-passage")) {
      const others = Number(cited.dataset.passages) - 1;
      write(cited, others > 0 ? "cited-others" : "cited-only", { num: others });
    }
    return content;
  };

  /* Citations that stand in one pair of brackets open together, the one pointed at first. */
  const groupOf = (link) => {
    const group = link.closest(".hs-citation");
    const others = group ? [...group.querySelectorAll("a[data-pop]")].filter((other) => other !== link) : [];
    return [link, ...others.filter((other) => !other.closest(".hs-pop"))];
  };

  const place = (pop, link, at) => {
    // A link may run over two lines: the pop-up covers neither, and begins where the reader points.
    const lines = [...link.getClientRects()];
    const line = (at && lines.find((r) => at.y >= r.top - 2 && at.y <= r.bottom + 2)) || lines[0];
    const last = lines[lines.length - 1];
    const { width, height } = pop.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const begin = getComputedStyle(pop).direction === "rtl" ? line.right - width : line.left;
    const left = Math.max(EDGE, Math.min(begin, room - width - EDGE));
    const above = lines[0].top - GAP - height;
    const below = last.bottom + GAP;
    const tops = below + height <= innerHeight || above < HEADER ? [below, above] : [above, below];
    const pinned = [...open.values()].filter((other) => other.pinned && other.box !== pop);
    const clashes = (x, y) => pinned.some(({ box }) => {
      const r = box.getBoundingClientRect();
      return x < r.right && r.left < x + width && y < r.bottom && r.top < y + height;
    });
    // Beside a pinned pop-up rather than over it, so that two sources can be compared.
    const beside = pinned.flatMap(({ box }) => {
      const r = box.getBoundingClientRect();
      return [r.right + GAP, r.left - GAP - width].filter((x) => x >= EDGE && x + width <= room - EDGE);
    });
    const places = tops.flatMap((y) => [left, ...beside].map((x) => [x, y]));
    const [x, y] = places.find(([px, py]) => py >= HEADER && !clashes(px, py)) || [left, tops[0]];
    pop.style.left = `${x + scrollX}px`;
    pop.style.top = `${y + scrollY}px`;
  };

  const show = (link, at) => {
    if (open.has(link)) return open.get(link);
    for (const [other, pop] of open) if (!pop.pinned) close(other);
    const entries = groupOf(link).map(entryOf).filter(Boolean);
    if (!entries.length) return null;
    const box = document.createElement("div");
    box.className = "hs-pop";
    box.popover = "manual";
    // Whatever the language and direction of the text that the link stands in.
    speak(box);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", link.getAttribute("aria-label") || link.textContent.trim());
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hs-pop__close";
    button.setAttribute("aria-label", say("close"));
    button.textContent = "×";
    button.addEventListener("click", () => close(link, true));
    box.append(button, ...entries);
    // Beside its link, so that Tab leads from the link into the pop-up.
    link.after(box);
    box.showPopover();
    place(box, link, at);
    link.setAttribute("aria-expanded", "true");
    const pop = { box, pinned: false, timer: 0 };
    open.set(link, pop);
    box.addEventListener("pointerenter", () => clearTimeout(pop.timer));
    box.addEventListener("pointerleave", () => leave(link));
    box.addEventListener("focusout", (event) => {
      if (!pop.pinned && event.relatedTarget !== link && !box.contains(event.relatedTarget)) close(link);
    });
    return pop;
  };

  const pin = (link, pop) => {
    const pinned = [...open].filter(([, other]) => other.pinned);
    if (pinned.length >= PINNED) close(pinned[0][0]);
    pop.pinned = true;
    pop.box.classList.add("hs-pop--pinned");
  };

  const close = (link, refocus = false) => {
    const pop = open.get(link);
    if (!pop) return;
    clearTimeout(pop.timer);
    open.delete(link);
    const inside = pop.box.contains(document.activeElement);
    pop.box.hidePopover();
    pop.box.remove();
    link.setAttribute("aria-expanded", "false");
    if (refocus || inside) { silent = link; link.focus({ preventScroll: true }); silent = null; }
  };
  let silent = null;

  const leave = (link) => {
    const pop = open.get(link);
    if (!pop || pop.pinned) return;
    clearTimeout(pop.timer);
    pop.timer = setTimeout(() => close(link), CLOSE_AFTER);
  };

  const linkOf = (event) => event.target instanceof Element && event.target.closest("a[data-pop]");

  document.addEventListener("pointerover", (event) => {
    const link = linkOf(event);
    if (!link || event.pointerType === "touch") return;
    clearTimeout(waiting);
    const already = open.get(link);
    if (already) { clearTimeout(already.timer); return; }
    waiting = setTimeout(() => show(link, { x: event.clientX, y: event.clientY }), OPEN_AFTER);
  });
  document.addEventListener("pointerout", (event) => {
    const link = linkOf(event);
    if (!link || link.contains(event.relatedTarget)) return;
    clearTimeout(waiting);
    leave(link);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link && link !== silent && link.matches(":focus-visible")) show(link);
  });
  document.addEventListener("focusout", (event) => {
    const link = linkOf(event);
    const pop = link && open.get(link);
    if (pop && !pop.pinned && !pop.box.contains(event.relatedTarget)) leave(link);
  });
  // A finger has no pointer to take away: a tap beside the pop-ups closes them, pinned or not.
  let touched = false;
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain) {
      if (plain && event.target instanceof Element && !event.target.closest(".hs-pop"))
        for (const [other, pop] of [...open]) if (!pop.pinned || touched) close(other);
      return;
    }
    clearTimeout(waiting);
    const pop = show(link, event.detail ? { x: event.clientX, y: event.clientY } : null);
    if (!pop) return;
    event.preventDefault();
    if (pop.pinned) { close(link); return; }
    pin(link, pop);
  });
  // Before the shell's own use of the key, and only while there is something to close.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open.size) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(waiting);
    const last = [...open.keys()].pop();
    close(last);
  }, true);
  addEventListener("resize", () => { for (const [link, pop] of open) place(pop.box, link, null); });

  for (const link of document.querySelectorAll("a[data-pop]")) link.setAttribute("aria-expanded", "false");

  // Notes beside the passage that calls them; screen readers have them below the text already.
  for (const call of document.querySelectorAll('a[role="doc-noteref"]')) {
    const margin = call.closest(".hs-passage")?.querySelector(".hs-passage__margin");
    // The note itself: the pop-up of a cited note shows whole references instead.
    const content = margin && contentOf(call, call.hash.slice(1));
    if (!content) continue;
    const aside = document.createElement("div");
    aside.className = "hs-sidenote";
    aside.setAttribute("aria-hidden", "true");
    const number = document.createElement("sup");
    number.textContent = `${call.textContent} `;
    for (const link of content.querySelectorAll("a")) link.replaceWith(...link.childNodes);
    (content.firstElementChild || content).prepend(number);
    aside.append(content);
    margin.append(aside);
  }

  // A server finds a folder's index by itself; opened from disk, a browser needs its name.
  if (location.protocol === "file:")
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }, true);
})();
