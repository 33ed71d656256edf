/* The list of sources to filter and sort, and forms of a source to copy. Without this script the list is whole and grouped. */
(() => {
  "use strict";

  const { say, write } = hedgesite.words;
  for (const takeaway of document.querySelectorAll(".hs-takeaway")) {
    const button = document.createElement("button");
    const name = takeaway.querySelector("summary").textContent.trim();
    button.type = "button";
    button.className = "hs-copy";
    write(button, "copy");
    button.setAttribute("aria-label", say("copy-as", { name }));
    button.addEventListener("click", async () => {
      const code = takeaway.querySelector("code");
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        // From disk there is no clipboard interface; the older command copies what is selected.
        getSelection().selectAllChildren(code);
        document.execCommand("copy");
      }
      write(button, "copied");
      setTimeout(() => { write(button, "copy"); }, 2000);
    });
    takeaway.querySelector(".hs-takeaway__foot").append(button);
  }

  const list = document.querySelector(".hs-base ~ .hs-bibliography");
  if (!list) return;
  const tools = list.querySelector(".hs-tools");
  const order = list.querySelector(".hs-order");
  const name = list.querySelector(".hs-name");
  const result = list.querySelector(".hs-result");
  const reset = list.querySelector(".hs-reset");
  const groups = [...list.querySelectorAll(".hs-kind-group")];
  const entries = [...list.querySelectorAll(".hs-source")];
  const home = new Map(entries.map((entry) => [entry, entry.parentElement]));
  const chosen = new Map();
  const flat = document.createElement("ul");
  flat.className = "hs-references hs-references--list";
  list.append(flat);

  const byAuthor = (a, b) => Number(a.dataset.author) - Number(b.dataset.author);
  const year = (entry) => Number.parseInt(entry.dataset.year, 10) || 0;
  const orders = {
    author: byAuthor,
    year: (a, b) => year(b) - year(a) || byAuthor(a, b),
    cited: (a, b) => b.dataset.cited - a.dataset.cited || byAuthor(a, b),
  };

  // Folded like what is typed, so that neither needs diacritics. A word finds what begins with it.
  const { fold } = globalThis.hedgesite;
  const names = new Map();
  const isNamed = (entry, words) => {
    if (!words.length) return true;
    if (!names.has(entry)) names.set(entry, fold(entry.dataset.name));
    return words.every((word) => names.get(entry).includes(word));
  };

  const matches = (entry) => [...chosen].every(([facet, values]) =>
    !values.size || entry.dataset[facet].split(facet === "dimension" ? " " : "\n").some((value) => values.has(value)));

  const remember = () => {
    const query = new URLSearchParams();
    for (const [facet, values] of chosen) if (values.size) query.set(facet, [...values].join(","));
    if (name.value.trim()) query.set("name", name.value.trim());
    if (order.value !== "kind") query.set("order", order.value);
    try {
      history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    } catch (error) {
      if (error.name !== "SecurityError") throw error; // A file opened from disk has no address to rewrite.
    }
  };

  // Only where the order changes: a long list takes its time to be laid out again.
  let arranged = "kind";
  const arrange = () => {
    arranged = order.value;
    if (arranged === "kind") for (const entry of [...entries].sort(byAuthor)) home.get(entry).append(entry);
    else flat.append(...[...entries].sort(orders[arranged]));
  };

  const apply = () => {
    let shown = 0;
    const words = name.value.split(/\s+/).map((word) => fold(word).trimEnd()).filter(Boolean);
    for (const entry of entries) {
      entry.hidden = !matches(entry) || !isNamed(entry, words);
      shown += entry.hidden ? 0 : 1;
    }
    if (order.value !== arranged) arrange();
    for (const group of groups) group.hidden = order.value !== "kind" || !group.querySelector(".hs-source:not([hidden])");
    const narrowed = shown < entries.length;
    reset.hidden = !narrowed;
    write(result, narrowed ? "sources-some" : "sources-all", { found: shown, num: entries.length });
    for (const button of document.querySelectorAll(".hs-facet button"))
      button.setAttribute("aria-pressed", String(chosen.get(button.dataset.facet)?.has(button.dataset.value) ?? false));
    remember();
  };

  const query = new URLSearchParams(location.search);
  for (const facet of document.querySelectorAll(".hs-facet")) {
    const id = facet.dataset.facet;
    chosen.set(id, new Set((query.get(id) || "").split(",").filter(Boolean)));
    for (const value of facet.querySelectorAll(".hs-facet__value")) {
      const label = value.querySelector(".hs-facet__label");
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.facet = id;
      button.dataset.value = value.dataset.value;
      button.textContent = label.textContent;
      button.addEventListener("click", () => {
        const values = chosen.get(id);
        if (!values.delete(button.dataset.value)) values.add(button.dataset.value);
        apply();
      });
      label.replaceChildren(button);
    }
  }
  name.value = query.get("name") ?? "";
  name.addEventListener("input", apply);
  order.value = orders[query.get("order")] ? query.get("order") : "kind";
  order.addEventListener("change", apply);
  reset.addEventListener("click", () => { for (const values of chosen.values()) values.clear(); name.value = ""; apply(); order.focus(); });
  tools.hidden = false;
  apply();
})();
