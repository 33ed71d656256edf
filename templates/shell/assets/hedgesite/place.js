/* Where one is in the text: a rail with a tick for each passage, in the colours of its codes; and the place at which one
   stopped, which stays in this browser, is offered on return and can be forgotten. Without this script nothing is kept. */
(() => {
  "use strict";

  // The site's root, below which addresses are kept: this file lies two folders under it.
  const root = new URL("../../", document.currentScript.src);
  const KEY = `hedgesite:${decodeURI(root.pathname)}:place`;
  const here = location.pathname.slice(root.pathname.length).replace(/(^|\/)index\.html$/, "$1");

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  };

  // A browser may refuse to keep anything, and another page may have kept something else.
  const kept = () => {
    try {
      const place = JSON.parse(localStorage.getItem(KEY));
      return /^(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*\/)?read\/[a-z0-9-]+\/$/.test(place.page) && /^[a-z0-9-]+$/.test(place.passage) ? place : null;
    } catch {
      return null;
    }
  };
  let keeps = true;
  const keep = (place) => {
    try {
      if (keeps) localStorage.setItem(KEY, JSON.stringify(place));
    } catch {
      keeps = false;
    }
  };
  const forget = () => {
    keeps = false;
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
  };

  // The rail
  const passages = [...document.querySelectorAll(".hs-text .hs-passage")];
  const codesOf = (passage) => (passage.dataset.dimensions || "").split(" ").filter(Boolean);
  const ticks = passages.map((passage) => {
    const marks = [...passage.querySelectorAll(".hs-passage__codes .hs-mark")];
    const colours = marks.map((mark) => [...mark.classList].find((name) => name.startsWith("hs-dim--")));
    const tick = element("i", "hs-rail__tick", ...colours.map((name) => element("i", name)));
    tick.style.flexGrow = String(passage.querySelector(".hs-passage__text").textContent.length);
    return tick;
  });

  const choose = () => {
    const chosen = (document.documentElement.dataset.codes || "").split(" ").filter(Boolean);
    passages.forEach((passage, index) => {
      const is = !chosen.length || codesOf(passage).some((id) => chosen.includes(id));
      ticks[index].classList.toggle("hs-rail__tick--other", !is);
    });
  };

  if (passages.length > 1) {
    const rail = element("div", "hs-rail", ...ticks);
    // Links, headings and passages say the same to those who do not see it, and are no further stops of the Tab key.
    rail.setAttribute("aria-hidden", "true");
    rail.addEventListener("click", (event) => {
      const index = ticks.indexOf(event.target.closest(".hs-rail__tick"));
      if (index >= 0) location.hash = passages[index].id;
    });
    document.addEventListener("hedgesite:codes", choose);
    choose();
    document.querySelector(".hs-page").append(rail);
  }

  // Where one is: the last passage that begins above the middle of the window.
  let current = -1;
  let landed = -1;
  const locate = () => {
    const line = innerHeight * .4;
    let low = -1;
    let high = passages.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (passages[middle].getBoundingClientRect().top <= line) low = middle;
      else high = middle;
    }
    return Math.max(low, 0);
  };

  const nameOf = (passage) => {
    const heading = passage.closest(".hs-part")?.querySelector("h2") || document.querySelector("#top");
    return { section: heading.textContent.trim(), number: passage.querySelector(".hs-permalink").textContent.trim() };
  };

  const mark = () => {
    const index = locate();
    if (index === current) return;
    ticks[current]?.classList.remove("hs-rail__tick--here");
    ticks[index].classList.add("hs-rail__tick--here");
    current = index;
    // A link that led to a passage is no reading: the place moves only when the reader does.
    if (landed >= 0 && index !== landed) keep({ page: here, passage: passages[index].id, ...nameOf(passages[index]) });
  };

  if (passages.length) {
    let waiting = false;
    const later = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    };
    const land = () => {
      landed = -1;
      mark();
      landed = current;
    };
    addEventListener("scroll", later, { passive: true });
    addEventListener("hashchange", land);
    if (document.readyState === "complete") land();
    else addEventListener("load", land);
  }

  // The offer. Where the browser itself leads back to the place, as after a reload, it would only move the text.
  const place = kept();
  const led = passages.length && performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  for (const offer of document.querySelectorAll("[data-place]")) {
    const button = offer.querySelector("button");
    const link = offer.querySelector("a");
    if (!place || led || (passages.length && (place.page !== here || location.hash))) continue;
    if (link) {
      // From disk a folder has no page of its own.
      const file = location.protocol === "file:" ? "index.html" : "";
      link.href = `${root.href}${place.page}${file}#${place.passage}`;
      link.textContent = offer.dataset.place.replace("{section}", String(place.section)).replace("{number}", String(place.number));
    }
    button.addEventListener("click", () => {
      forget();
      const told = offer.querySelector("[role=status]");
      for (const part of offer.querySelectorAll("[data-forgets]")) part.remove();
      told.textContent = offer.dataset.forgotten;
      offer.querySelector("h1, [tabindex]")?.focus();
    });
    // Where the offer leads to this very page, it has led there.
    if (passages.length) addEventListener("hashchange", () => { offer.hidden = true; });
    for (const part of [offer, ...offer.querySelectorAll("[hidden]")]) part.hidden = false;
  }
})();
