/* The search itself: finds, orders and shows. Loaded on first use, after fold.js and beside search-index.js. */
(() => {
  "use strict";

  const { fold, words } = hedgesite;
  const FEW = 4, MORE = 40, ALONE = 12, WINDOW = 180, BEFORE = 50, LONG = 40, SLICE = 8, FIRST = 12;

  /* A query: phrases in quotation marks, of which every word is whole, and chunks, whose last word may go on. */
  const QUERY = /["“”„«»]([^"“”„«»]*)(["“”„«»]?)|[^\s"“”„«»]+/gu;
  const parse = (query) => {
    const terms = new Map();
    for (const [chunk, phrase, closed] of query.replace(/https?:\/\/(?:dx\.)?doi\.org\//gi, "").matchAll(QUERY)) {
      const words = fold((phrase ?? chunk).replaceAll("\n", " ")).trim();
      if (words) terms.set(closed ? ` ${words} ` : ` ${words}`, words);
    }
    return [...terms].map(([needle, words]) => ({ needle, whole: ` ${words} `, isPhrase: needle.endsWith(" ") }));
  };

  /* Everything that can be found, folded once, names before texts: in pauses while the reader makes up a query. A query
     that comes before all is folded is answered by what is, and again when all is. */
  const records = [];
  let whole = 0, isWaiting = false, whenWhole = null;
  const isPrepared = () => whole === hedgesite.index.records.length;
  const prepare = (until) => {
    const { records: written, kinds } = hedgesite.index;
    while (records.length < written.length && performance.now() < until) {
      const [kind, address, label, text = "", names = "", codes = [], language = ""] = written[records.length];
      const name = kinds[kind][2] ? fold(label) : "";
      const further = names.replaceAll("\n", " · ");
      records.push({ kind, address, label, text, further, codes, language, name, names: fold(names), folded: "" });
    }
    for (; whole < records.length && performance.now() < until; whole += 1) records[whole].folded = fold(records[whole].text);
    if (!isPrepared()) later();
    else {
      const answer = whenWhole;
      whenWhole = null;
      answer?.();
    }
  };
  const later = () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => { isWaiting = false; prepare(performance.now() + SLICE); });
  };

  const times = (text, needle) => {
    let count = 0;
    for (let at = text.indexOf(needle); at >= 0 && count < 5; at = text.indexOf(needle, at + 1)) count += 1;
    return count;
  };

  /* What bears a word as its name comes before what mentions it; a whole word before the beginning of one. */
  const NAME = 100, FURTHER = 80, MENTION = 10, WHOLE = 5;
  const worth = (record, { needle, whole }, words) => {
    const inName = record.name.includes(needle), inNames = record.names.includes(needle);
    const count = times(record.folded, needle);
    if (!inName && !inNames && !count) return 0;
    let score = count;
    if (inName) score += NAME + (record.name.includes(whole) ? WHOLE : 0) + (record.name.startsWith(needle) ? WHOLE : 0);
    else if (inNames) score += FURTHER + (record.names.includes(whole) ? WHOLE : 0);
    else score += MENTION + (record.folded.includes(whole) ? WHOLE : 0);
    // The shorter a name, the more of it was asked for.
    return score + (inName ? (20 * words) / record.name.length : 0);
  };
  const scored = (record, terms, all) => {
    let score = 0;
    for (const term of terms) {
      const one = worth(record, term, all.length);
      if (!one) return 0;
      score += one;
    }
    if (record.name === all) return score + 2 * NAME;
    if (terms.length > 1 && record.name.includes(all.trimEnd())) return score + NAME;
    return score + (terms.length > 1 && record.folded.includes(all.trimEnd()) ? 3 * MENTION : 0);
  };

  const hits = (terms) => {
    const all = `${terms.map((term) => term.needle.trimEnd()).join("")} `;
    const found = [];
    for (const record of records) {
      const score = scored(record, terms, all);
      if (score) found.push({ record, score });
    }
    return found.sort((a, b) => b.score - a.score);
  };

  /* Where no word begins so, one may hold it (a compound); where nothing has all words, something has most. */
  const search = (query) => {
    const terms = parse(query);
    if (!terms.length) return { terms, found: [], isWhole: true };
    let found = hits(terms);
    if (found.length || !isPrepared() || terms.some((term) => term.isPhrase)) return { terms, found, isWhole: true };
    const inside = terms.map((term) => (term.needle.length > 3 ? { ...term, needle: term.needle.slice(1) } : term));
    found = hits(inside);
    if (found.length || terms.length === 1) return { terms: inside, found, isWhole: true };
    const some = terms.flatMap((term) => hits([term]));
    const best = new Map();
    for (const { record, score } of some) best.set(record, (best.get(record) ?? 0) + score);
    found = [...best].map(([record, score]) => ({ record, score })).sort((a, b) => b.score - a.score);
    return { terms, found, isWhole: false };
  };

  /* Kinds in the order of their best. */
  const grouped = (found) => {
    const groups = new Map();
    for (const { record } of found) {
      if (!groups.has(record.kind)) groups.set(record.kind, []);
      groups.get(record.kind).push(record);
    }
    return [...groups];
  };

  /* Where the terms stand in a text: beginnings and ends, in order, none within another. */
  const placesOf = (text, terms, from = 0, to = text.length) => {
    const places = [];
    const folded = fold(text.slice(from, to), places);
    const spans = [];
    for (const { needle } of terms) {
      const lead = needle.startsWith(" ") ? 1 : 0, length = needle.trimEnd().length;
      for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + 1))
        spans.push([from + places[at + lead][0], from + places[at + length - 1][1]]);
    }
    spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const apart = [];
    for (const span of spans)
      if (apart.length && span[0] < apart.at(-1)[1]) apart.at(-1)[1] = Math.max(apart.at(-1)[1], span[1]);
      else apart.push(span);
    return apart;
  };

  /* The line of a text in which the first term stands, by that of the folded text: only what is shown is folded with its
     places, which takes longer than folding alone. */
  const lineOf = (text, folded, terms) => {
    const found = terms.map(({ needle }) => folded.indexOf(needle)).filter((at) => at >= 0);
    let from = 0;
    if (found.length)
      for (let at = folded.indexOf("\n"), first = Math.min(...found); at >= 0 && at < first; at = folded.indexOf("\n", at + 1))
        from = text.indexOf("\n", from) + 1;
    const end = text.indexOf("\n", from);
    return [from, end < 0 ? text.length : end];
  };

  const element = (name, className = "", ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  /* Text with its marks, from one place to another. */
  const marked = (text, spans, from = 0, to = text.length) => {
    const parts = [];
    let at = from;
    for (const [start, end] of spans) {
      if (start < at || end > to) continue;
      parts.push(text.slice(at, start), element("mark", "", text.slice(start, end)));
      at = end;
    }
    return [...parts, text.slice(at, to)];
  };

  /* Where to cut a text near a place: behind a space, or between two characters where words are not parted. */
  const cutBefore = (text, at, from) => {
    const space = text.lastIndexOf(" ", at);
    if (space > Math.max(from, at - LONG)) return space;
    return /[\ud800-\udbff]/.test(text[at - 1] ?? "") ? at - 1 : at;
  };

  const excerpt = (text, folded, terms) => {
    const [start, end] = lineOf(text, folded, terms);
    const [first, last] = placesOf(text, terms, start, end)[0] ?? [start, start];
    let from = Math.max(start, first - BEFORE);
    if (from > start) {
      from = cutBefore(text, from, start);
      if (text[from] === " ") from += 1;
    }
    let to = Math.min(text.length, from + WINDOW);
    if (to < text.length) to = Math.max(cutBefore(text, to, from), last);
    const before = from > start ? "… " : "";
    return [before, ...marked(text, placesOf(text, terms, from, to), from, to), to < text.length ? " …" : ""];
  };

  const addressOf = (record) => {
    const address = new URL(record.address, hedgesite.root);
    // A folder that is opened from disk shows what lies in it.
    if (address.protocol === "file:" && address.pathname.endsWith("/")) address.pathname += "index.html";
    return address;
  };

  /* By the first letter of all of a text, which need not be among those that are shown. */
  const RIGHT_TO_LEFT = /[\p{scx=Arab}\p{scx=Hebr}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}\p{scx=Adlm}\p{scx=Rohg}]/u;
  const directionOf = (text) => (RIGHT_TO_LEFT.test(text.match(/\p{L}/u)?.[0] ?? "") ? "rtl" : "ltr");

  const shown = (record, terms) => {
    const link = element("a", "hs-hit");
    link.href = addressOf(record);
    const title = element("span", "hs-hit__title", ...marked(record.label, record.name ? placesOf(record.label, terms) : []));
    link.append(title);
    if (record.codes.length) {
      const marks = element("span", "hs-marks");
      for (const code of record.codes) {
        const [id, mark, name] = hedgesite.index.dimensions[code];
        marks.append(Object.assign(element("abbr", `hs-mark hs-dim--${id}`, mark), { title: name }));
      }
      link.append(" ", marks);
    }
    // What shows why it was found: else its beginning.
    const isIn = (folded) => terms.some((term) => folded.includes(term.needle));
    const isFurther = !isIn(record.folded) && isIn(record.names);
    const telling = isFurther ? record.further : record.text;
    title.dir = directionOf(record.label);
    if (telling) {
      const text = element("span", "hs-hit__text", ...excerpt(telling, isFurther ? "" : record.folded, terms));
      text.dir = directionOf(telling);
      link.append(text);
    }
    for (const part of link.querySelectorAll(".hs-hit__title, .hs-hit__text"))
      part.lang = record.language || hedgesite.index.language;
    return element("li", "", link);
  };

  const group = ([kind, members], terms, isAlone) => {
    const [id, name] = hedgesite.index.kinds[kind];
    const heading = element("h3", "hs-found__kind", name, " ", element("span", "hs-count", String(members.length)));
    heading.id = `hs-found-${id}`;
    const list = element("ul", "hs-found__list");
    list.setAttribute("aria-labelledby", heading.id);
    const section = element("section", "hs-found__group", heading, list);
    const show = (number) => {
      const before = list.children.length;
      list.append(...members.slice(before, before + number).map((record) => shown(record, terms)));
      return list.children[before]?.querySelector("a");
    };
    show(isAlone ? ALONE : FEW);
    if (list.children.length < members.length) {
      const more = element("button", "hs-found__more");
      more.type = "button";
      const say = () => { words.write(more, "search-more", { num: members.length - list.children.length }); };
      say();
      more.addEventListener("click", () => {
        show(MORE)?.focus();
        if (list.children.length < members.length) say();
        else more.remove();
      });
      section.append(more);
    }
    return section;
  };

  const answer = (dialog, query) => {
    const results = dialog.querySelector(".hs-found"), status = dialog.querySelector("[role=status]");
    const { terms, found, isWhole } = search(query);
    const groups = grouped(found);
    results.replaceChildren(...groups.map((one) => group(one, terms, groups.length === 1)));
    results.scrollTop = 0;
    dialog.querySelector(".hs-search__help").hidden = terms.length > 0;
    const told = (name) => words.write(element("span"), name, { num: found.length });
    const said = !terms.length || !isPrepared() ? [] : !found.length ? ["search-none"] : isWhole ? ["search-found"] : ["search-found", "search-some"];
    status.replaceChildren(...said.flatMap((name) => [told(name), " "]));
  };
  const show = (dialog, query) => {
    whenWhole = null;
    prepare(performance.now() + FIRST);
    answer(dialog, query);
    if (isPrepared()) return;
    whenWhole = () => {
      const { activeElement: focused } = document;
      answer(dialog, query);
      // Whoever has gone into the first results stays there.
      if (!focused.isConnected) [...dialog.querySelectorAll(".hs-found a")].find(({ href }) => href === focused.href)?.focus();
    };
  };

  /* Arrows walk through what was found; typing goes on in the field from anywhere. */
  const steps = (dialog, input, event) => {
    const stops = [input, ...dialog.querySelectorAll(".hs-found a, .hs-found button")];
    const at = stops.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 1, End: stops.length - 1 }[event.key];
    if (event.key === "Enter" && at === 0) {
      event.preventDefault();
      stops[1]?.click();
    } else if (to !== undefined && (at !== 0 || event.key.startsWith("Arrow"))) {
      event.preventDefault();
      stops[Math.max(0, Math.min(to, stops.length - 1))]?.focus();
    } else if (at > 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      input.focus();
    }
  };

  let isReady = false;
  hedgesite.search = (dialog) => {
    const input = dialog.querySelector("input");
    if (!isReady) {
      isReady = true;
      prepare(performance.now() + SLICE);
      input.addEventListener("input", () => show(dialog, input.value));
      dialog.addEventListener("keydown", (event) => { if (!event.isComposing) steps(dialog, input, event); });
      dialog.addEventListener("click", (event) => {
        const link = event.target.closest(".hs-found a");
        if (link) {
          remember(link, input.value);
          if (!event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
        } else if (event.target === dialog) dialog.close();
      });
    }
    show(dialog, input.value);
  };

  /* The words go with the reader, past the address: a link that is copied is to be the place's own. */
  const remember = (link, query) => {
    const { pathname: path, hash } = new URL(link.href);
    if (path === location.pathname && hash) { hedgesite.mark(query); return; }
    try {
      sessionStorage.setItem("hedgesite.found", JSON.stringify({ path, query }));
    } catch { /* No storage, no marks. */ }
  };

  /* Marks the words of a query in the text of the page, without touching it. */
  hedgesite.mark = (query) => {
    const terms = parse(query);
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const ranges = [];
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      for (const [start, end] of placesOf(node.data, terms)) {
        const range = new Range();
        range.setStart(node, start);
        range.setEnd(node, end);
        ranges.push(range);
      }
    }
    globalThis.CSS?.highlights?.set("hs-found", new Highlight(...ranges));
  };
})();
