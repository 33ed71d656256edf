/* Pop-ups of citations, notes, terms, dimensions and actors, and the notes in the margin.
   Without this script their links lead on; with it, resting on a link or focusing it shows, a click or Enter pins, Esc closes.
   The popovers are "manual": those of the kind "auto" would close each other, and two sources are to be compared. What
   "auto" gives to nested ones is done here: one inside another leaves it open, and closes with it. */
(() => {
  "use strict";
  if (!HTMLElement.prototype.showPopover) return;

  const { say, write, speak, listed } = hedgesite.words;
  // Pixels and milliseconds: a pointer that moves less than STILL within WITHIN rests.
  const STILL = 6, WITHIN = 100, FOCUSED = 150, CLOSE_AFTER = 220, TRAVEL_AFTER = 600;
  const GAP = 8, EDGE = 12, LEAST = 72, PINNED = 2;
  const SHEET = matchMedia("(max-width: 30em) and (min-height: 24em)");
  const root = document.documentElement;
  const header = document.querySelector('[data-md-component="header"]');
  const open = new Map();
  let made = 0;

  const contentOf = (link, id = link.dataset.pop ?? link.dataset.why) => {
    const source = document.getElementById(id);
    if (!source) return null;
    if (source instanceof HTMLTemplateElement) return source.content.cloneNode(true);
    const copy = document.createDocumentFragment();
    for (const child of source.children)
      if (!child.querySelector('[role="doc-backlink"]')) copy.append(child.cloneNode(true));
    for (const opened of copy.querySelectorAll(".hs-pop")) opened.remove();
    for (const inner of copy.querySelectorAll("[id]")) inner.removeAttribute("id");
    for (const inner of copy.querySelectorAll("a[data-pop]")) expand(inner, null);
    return copy;
  };

  const boxAround = (link) => link.closest(".hs-pop");
  const popOf = (box) => [...open.values()].find((pop) => pop.box === box) ?? null;

  /* The passage that a link stands in. What stands in a note belongs to the passage that calls it, wherever the note is
     read. */
  const passageOf = (link) => {
    const passage = link.closest(".hs-passage"), box = boxAround(link);
    const opener = box && popOf(box)?.link;
    if (passage || box) return passage ?? (opener ? passageOf(opener) : null);
    const back = link.closest("li")?.querySelector('[role="doc-backlink"]');
    return back ? document.getElementById(back.hash.slice(1))?.closest(".hs-passage") : null;
  };

  /* One source, in a passage with what it shows there, its locator, and the other passages that cite it. */
  const entryOf = (link) => {
    const content = contentOf(link), passage = passageOf(link);
    const locator = content?.querySelector(".hs-pop__locator");
    if (locator && link.dataset.locator) {
      write(locator, "cited-here", { place: link.dataset.locator });
      locator.hidden = false;
    }
    const cited = content?.querySelector(".hs-pop__cited");
    if (cited && passage) {
      hedgesite.showHere?.(link, passage, content);
      const others = Number(cited.dataset.passages) - 1;
      write(cited, others > 0 ? "cited-others" : "cited-only", { num: others });
    }
    return content;
  };

  const ancestors = (pop) => (pop ? [pop, ...ancestors(pop.parent)] : []);

  /* Citations that stand in one pair of brackets open together, the one pointed at first. */
  const groupOf = (link) => {
    const coded = hedgesite.codedIn?.(link);
    if (coded?.length) return [link, ...coded];
    const group = link.closest(".hs-citation");
    const others = group ? [...group.querySelectorAll("a[data-pop]")].filter((other) => other !== link) : [];
    return [link, ...others.filter((other) => boxAround(other) === boxAround(link))];
  };

  const nameOf = (link) => link.getAttribute("aria-label") || link.textContent.trim();

  const expand = (link, box) => {
    if (!link.matches("a, [role]")) return;
    link.setAttribute("aria-expanded", String(Boolean(box)));
    if (box) link.setAttribute("aria-controls", box.id);
    else link.removeAttribute("aria-controls");
  };

  /* Where: below or above the link, or beside a pop-up that stays; where none has room, on the larger side, and scrolling. */
  const linesOf = (link) => {
    const lines = [...link.getClientRects()].filter((line) => line.width);
    return lines.length ? lines : [link.getBoundingClientRect()];
  };
  const areaOf = () => ({
    top: Math.max(0, header?.getBoundingClientRect().bottom ?? 0) + GAP,
    bottom: root.clientHeight - GAP,
    left: EDGE,
    right: root.clientWidth - EDGE,
  });
  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const between = (least, value, most) => Math.max(least, Math.min(value, most));

  const extentOf = (pop, area) => {
    const lines = linesOf(pop.link);
    const line = lines[pop.line] ?? lines[0];
    const top = Math.min(...lines.map((one) => one.top)), bottom = Math.max(...lines.map((one) => one.bottom));
    // A link may run over several lines: all stay free, unless no room is left for the pop-up then.
    const isFree = Math.max(top - area.top, area.bottom - bottom) - GAP >= LEAST;
    return isFree ? { line, top, bottom } : { line, top: line.top, bottom: line.bottom };
  };

  const placesFor = (pop, area, { line, top, bottom }, { width, height }, stay) => {
    const begin = getComputedStyle(pop.box).direction === "rtl" ? line.right - width : line.left;
    const left = between(area.left, begin, area.right - width);
    const row = (x, from, to, isAbove) => {
      const tall = Math.min(height, to - from);
      return { left: x, right: x + width, top: isAbove ? to - tall : from, bottom: isAbove ? to : from + tall, tall };
    };
    const below = (x, edge) => row(x, edge + GAP, area.bottom, false);
    const above = (x, edge) => row(x, area.top, edge - GAP, true);
    const columns = stay.flatMap((box) => [box.right + GAP, box.left - GAP - width])
      .filter((x) => x >= area.left && x + width <= area.right);
    const own = pop.parent?.box.getBoundingClientRect();
    const aside = (x) => row(x, Math.max(area.top, Math.min(line.top - GAP, area.bottom - height)), area.bottom, false);
    const sides = below(left, bottom).tall >= Math.min(height, above(left, top).tall)
      ? [(x) => below(x, bottom), (x) => above(x, top)] : [(x) => above(x, top), (x) => below(x, bottom)];
    return [
      ...(own ? [...columns.map(aside), below(left, own.bottom), above(left, own.top)] : []),
      ...sides.flatMap((side) => [left, ...columns].map(side)),
    ];
  };

  const place = (pop) => {
    const { box, link } = pop;
    const isSheet = SHEET.matches && !pop.parent;
    box.classList.toggle("hs-pop--sheet", isSheet);
    for (const property of ["left", "top", "maxHeight"]) box.style[property] = "";
    const area = areaOf(), extent = extentOf(pop, area);
    if (isSheet) {
      // The page makes way, so that the line can be read above the sheet; at its end, the sheet does.
      const hidden = extent.bottom + GAP - box.getBoundingClientRect().top;
      if (hidden > 0) scrollBy({ top: Math.min(hidden, Math.max(0, extent.top - area.top)), behavior: "instant" });
      const room = root.clientHeight - GAP - extentOf(pop, area).bottom;
      if (room < box.offsetHeight) box.style.maxHeight = `${Math.max(room, LEAST)}px`;
      return;
    }
    const size = box.getBoundingClientRect();
    const lineage = ancestors(pop.parent);
    const stay = [...open.values()]
      .filter((other) => other !== pop && (other.pinned || lineage.includes(other)))
      .map((other) => other.box.getBoundingClientRect());
    const places = placesFor(pop, area, extent, size, stay);
    const clear = places.filter((one) => !stay.some((other) => overlap(one, other)));
    const most = (some) => some.reduce((best, one) => (one.tall > best.tall ? one : best));
    // The last two rows of places, from the link's own column, may cover what stays, but never the link.
    const own = places.filter((one) => !overlap(one, { ...extent, left: -Infinity, right: Infinity }));
    const roomy = clear.filter((one) => one.tall >= Math.min(size.height, 2 * LEAST));
    const at = clear.find((one) => one.tall >= size.height) ?? (roomy.length ? most(roomy) : most(own.length ? own : places));
    if (at.tall < size.height) box.style.maxHeight = `${Math.max(at.tall, 0)}px`;
    const height = Math.min(size.height, at.tall);
    box.style.left = `${at.left + scrollX}px`;
    box.style.top = `${between(area.top, at.top, area.bottom - height) + scrollY}px`;
  };

  /* While it is not pinned, the Tab key passes by what is in it. */
  const reachable = (box, isReachable) => {
    for (const inner of box.querySelectorAll("a, button, summary"))
      if (isReachable) inner.removeAttribute("tabindex");
      else inner.tabIndex = -1;
  };

  const boxOf = (link, entries) => {
    const box = document.createElement("div");
    box.className = "hs-pop";
    box.id = `hs-pop-${++made}`;
    box.popover = "manual";
    box.tabIndex = -1;
    // Whatever the language and direction of the text that the link stands in.
    speak(box);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", listed(groupOf(link).map(nameOf)));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hs-pop__close";
    button.setAttribute("aria-label", say("close"));
    button.textContent = "×";
    button.addEventListener("click", () => close(link, true));
    box.append(button, ...entries);
    reachable(box, false);
    return box;
  };

  const show = (link, at = null) => {
    clearTimeout(focusing);
    if (open.has(link)) return open.get(link);
    const entries = groupOf(link).map(entryOf).filter(Boolean);
    if (!entries.length) return null;
    const parent = popOf(boxAround(link)), lineage = ancestors(parent);
    for (const pop of [...open.values()])
      if (!lineage.includes(pop) && (!pop.pinned || (SHEET.matches && !parent))) close(pop.link);
    const box = boxOf(link, entries);
    const line = at ? linesOf(link).findIndex((one) => at.y >= one.top - 2 && at.y <= one.bottom + 2) : 0;
    const pop = { link, box, parent, line, pinned: false, timer: 0, travels: false };
    // Beside its link, so that what is read and selected keeps its order; a note in the margin is heard elsewhere.
    (link.closest(".hs-sidenote, :not(.hs-span) > .hs-span") ?? link).after(box);
    open.set(link, pop);
    box.showPopover();
    place(pop);
    expand(link, box);
    box.addEventListener("pointerleave", () => leave(pop));
    box.addEventListener("focusout", () => leave(pop));
    return pop;
  };

  const pin = (pop) => {
    for (const one of ancestors(pop)) {
      if (one.pinned) continue;
      const rivals = [...open.values()].filter((other) => other.pinned && other.parent === one.parent);
      if (rivals.length >= (one.parent ? 1 : PINNED)) close(rivals[0].link);
      one.pinned = true;
      one.box.classList.add("hs-pop--pinned");
      reachable(one.box, true);
    }
  };

  let silent = null;
  const close = (link, refocus = false) => {
    const pop = open.get(link);
    if (!pop) return;
    const inside = pop.box.contains(document.activeElement);
    for (const other of [...open.values()]) if (other.parent === pop) close(other.link);
    clearTimeout(pop.timer);
    open.delete(link);
    pop.box.hidePopover();
    pop.box.remove();
    expand(link, null);
    if (!refocus && !inside) return;
    // A link in the margin takes no focus: the call of its note does.
    const aside = link.closest(".hs-sidenote");
    silent = aside ? document.getElementById(aside.dataset.call) : link;
    silent?.focus({ preventScroll: true });
    silent = null;
  };

  /* It stays while the pointer or the focus is on its link or in it, and while a pointer travels between the two. */
  const isHeld = ({ link, box }) =>
    box.matches(":hover") || link.matches(":hover") || link.matches(":focus-visible") || box.contains(document.activeElement);

  const leave = (pop, after = CLOSE_AFTER) => {
    clearTimeout(pop.timer);
    if (!pop.pinned) pop.timer = setTimeout(() => { if (!pop.pinned && !isHeld(pop)) close(pop.link); }, after);
    pop.travels = after === TRAVEL_AFTER;
  };

  const isBetween = ({ link, box }, { clientX: x, clientY: y }) => {
    const lines = linesOf(link), around = box.getBoundingClientRect();
    const inside = (some) =>
      x >= Math.min(...some.map((one) => one.left)) - GAP && x <= Math.max(...some.map((one) => one.right)) + GAP;
    const top = Math.min(...lines.map((one) => one.top)), bottom = Math.max(...lines.map((one) => one.bottom));
    if (y >= top - 2 && y <= bottom + 2) return inside(lines);
    const isOnTheWay = around.top >= bottom ? y > bottom && y <= around.top : y < top && y >= around.bottom;
    return isOnTheWay && inside([...lines, around]);
  };

  const linkOf = (event) => event.target instanceof Element && event.target.closest("[data-pop]");

  /* Intent: a pointer that rests on the link, or comes to it from another whose pop-up it was reading. */
  let aim = null, since = 0, waiting = 0, focusing = 0, moves = [], before = null;
  const distance = () => {
    const now = performance.now();
    moves = moves.filter((move) => now - move.at < WITHIN);
    return moves.reduce((sum, move) => sum + move.by, 0);
  };
  const consider = (event) => {
    clearTimeout(waiting);
    // Firefox tells of the pointer before its `:hover` does.
    if (!aim?.isConnected || open.has(aim)) return;
    const isNext = [...open.values()].some((pop) => !pop.pinned && !pop.box.contains(aim) && !isBetween(pop, event));
    if (isNext || (performance.now() - since >= WITHIN && distance() < STILL)) show(aim, { y: event.clientY });
    else waiting = setTimeout(consider, 20, event);
  };

  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    if (before) moves.push({ at: performance.now(), by: Math.hypot(event.clientX - before.x, event.clientY - before.y) });
    if (moves.length > 100) distance();
    before = { x: event.clientX, y: event.clientY };
    for (const pop of open.values()) {
      if (pop.pinned || isHeld(pop)) continue;
      if (isBetween(pop, event)) leave(pop, TRAVEL_AFTER);
      else if (pop.travels) leave(pop);
    }
  }, { passive: true });
  // Text that is moved below a pointer was not pointed at.
  document.addEventListener("scroll", () => moves.push({ at: performance.now(), by: STILL }), { passive: true });
  document.addEventListener("pointerover", (event) => {
    const link = linkOf(event);
    if (!link || event.pointerType === "touch" || event.buttons || aim === link) return;
    [aim, since] = [link, performance.now()];
    consider(event);
  });
  document.addEventListener("pointerout", (event) => {
    const link = linkOf(event);
    if (!link || link.contains(event.relatedTarget)) return;
    clearTimeout(waiting);
    aim = null;
    if (open.has(link)) leave(open.get(link));
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (!link || link === silent || !link.matches(":focus-visible")) return;
    clearTimeout(focusing);
    focusing = setTimeout(() => { if (document.activeElement === link) show(link); }, FOCUSED);
  });
  document.addEventListener("focusout", (event) => {
    const link = linkOf(event);
    clearTimeout(focusing);
    if (link && open.has(link)) leave(open.get(link));
  });
  // What is being selected is being read.
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.isCollapsed || !open.size) return;
    const node = selection.anchorNode;
    const pop = popOf((node instanceof Element ? node : node?.parentElement)?.closest(".hs-pop"));
    if (pop && !pop.pinned) pin(pop);
  });
  // A finger has no pointer to take away: a tap beside the pop-ups closes them, pinned or not.
  let touched = false, keyed = false;
  document.addEventListener("pointerdown", (event) => { [touched, keyed] = [event.pointerType === "touch", false]; });
  document.addEventListener("keydown", () => { keyed = true; }, true);
  document.addEventListener("mousedown", (event) => {
    if (event.target instanceof Element && event.target.closest(".hs-sidenote a")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain) {
      if (plain && event.target instanceof Element && !event.target.closest(".hs-pop"))
        for (const pop of [...open.values()]) if (!pop.pinned || touched) close(pop.link);
      return;
    }
    clearTimeout(waiting);
    // Firefox counts a click by key, too.
    const isKey = keyed || !event.detail;
    const pop = show(link, isKey ? null : { y: event.clientY });
    if (!pop) return;
    event.preventDefault();
    if (pop.pinned) { close(link); return; }
    pin(pop);
    if (isKey) pop.box.focus({ preventScroll: true });
  });
  // Before the shell's own use of the key, and only while there is something to close: what only passes by goes first.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open.size) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(waiting);
    const pops = [...open.values()].reverse();
    const inside = pops.find((pop) => pop.box.contains(document.activeElement));
    let last = pops.find((pop) => !pop.pinned) ?? inside ?? pops[0];
    for (let inner = last; inner; inner = pops.find((pop) => pop.parent === last)) last = inner;
    close(last.link);
  }, true);
  addEventListener("resize", () => { for (const pop of open.values()) place(pop); });

  for (const link of document.querySelectorAll("a[data-pop]")) {
    expand(link, null);
    // Chromium tells no expanded state of a link that has a role of its own.
    link.removeAttribute("role");
  }

  // Notes beside the passage that calls them. They are heard and stepped to below the text and in pop-ups, not again here.
  for (const call of document.querySelectorAll(".hs-note-call a[data-pop]")) {
    const margin = call.closest(".hs-passage")?.querySelector(".hs-passage__margin");
    // The note itself: the pop-up of a cited note shows whole references instead.
    const content = margin && contentOf(call, call.hash.slice(1));
    if (!content) continue;
    const aside = document.createElement("div");
    aside.className = "hs-sidenote";
    aside.dataset.call = call.id;
    aside.setAttribute("aria-hidden", "true");
    const number = document.createElement("sup");
    number.textContent = `${call.textContent} `;
    (content.firstElementChild || content).prepend(number);
    aside.append(content);
    reachable(aside, false);
    margin.append(aside);
  }
})();
