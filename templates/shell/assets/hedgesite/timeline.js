/* Filters the timeline by actor and dimension. The choice stands in the address, so that a view can be shared; without
   this script the diagram and the whole list are there, and the form is not. */
(() => {
  "use strict";
  const form = document.querySelector('[data-filter="events"]');
  if (!form) return;

  const result = form.querySelector("output");
  const selects = [...form.querySelectorAll("select")];
  const reset = form.querySelector('[type="reset"]');
  const listed = [...document.querySelectorAll(".hs-event")];
  const drawn = [...document.querySelectorAll(".hs-lane__item")];

  /* A diagram whose lanes are as high as what they show: rows without an event go, and lanes without a row. */
  const attribute = (element, name, value) => element?.setAttribute(name, String(value));
  const diagrams = [...document.querySelectorAll(".hs-lanes")].map((svg) => ({
    svg,
    box: svg.getAttribute("viewBox").split(" ").map(Number),
    row: Number(svg.dataset.row),
    gap: Number(svg.dataset.gap),
    foot: svg.querySelector(".hs-lanes__foot"),
    ticks: [...svg.querySelectorAll(".hs-lanes__tick")].map((line) => [line, Number(line.getAttribute("y2"))]),
    lanes: [...svg.querySelectorAll(".hs-lane")].map((lane) => {
      const grounds = [...lane.querySelectorAll(":scope > rect")];
      return {
        lane,
        grounds,
        height: Number(grounds[0].getAttribute("height")),
        rows: Number(lane.dataset.rows),
        items: [...lane.querySelectorAll(".hs-lane__item")],
      };
    }),
  }));
  const closeUp = ({ svg, box, row, gap, foot, ticks, lanes }, found) => {
    let less = 0;
    for (const { lane, grounds, height, rows, items } of lanes) {
      const kept = items.filter((item) => found.has(item.dataset.event));
      const used = [...new Set(kept.map((item) => Number(item.dataset.row)))].sort((a, b) => a - b);
      lane.classList.toggle("hs-lane--off", !kept.length);
      if (!kept.length) { less += height + gap; continue; }
      attribute(lane, "transform", `translate(0 ${-less})`);
      for (const item of kept) {
        const at = Number(item.dataset.row);
        attribute(item, "transform", `translate(0 ${(used.indexOf(at) - at) * row})`);
      }
      const lost = (rows - used.length) * row;
      for (const ground of grounds) attribute(ground, "height", height - lost);
      less += lost;
    }
    const [x, y, width, full] = box;
    const tall = Math.max(full - less, row);
    attribute(svg, "viewBox", `${x} ${y} ${width} ${tall}`);
    attribute(svg, "height", tall);
    attribute(foot, "transform", `translate(0 ${-less})`);
    for (const [line, end] of ticks) attribute(line, "y2", end - less);
  };

  const chosen = () => selects.filter((select) => select.value).map((select) => [select.name, select.value]);

  const show = () => {
    const wanted = chosen();
    const fits = (event) => wanted.every(([name, id]) => event.dataset[`${name}s`].split(" ").includes(id));
    const found = new Set(listed.filter(fits).map((event) => event.id));
    for (const event of listed) event.hidden = !found.has(event.id);
    for (const item of drawn) item.classList.toggle("hs-lane__item--off", !found.has(item.dataset.event));
    for (const diagram of diagrams) closeUp(diagram, found);
    const message = !wanted.length ? "events-all" : found.size ? "events-some" : "events-none";
    hedgesite.words.write(result, message, { found: found.size, num: listed.length });
    reset.hidden = !wanted.length;
  };

  const readAddress = () => {
    const query = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = query.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
  };

  const writeAddress = () => {
    const query = new URLSearchParams(location.search);
    for (const select of selects) {
      if (select.value) query.set(select.name, select.value);
      else query.delete(select.name);
    }
    const text = query.toString();
    try {
      history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
    } catch (error) {
      if (error.name !== "SecurityError") throw error; // A file opened from disk has no address to rewrite.
    }
  };

  const change = () => { show(); writeAddress(); };
  form.addEventListener("change", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  reset.addEventListener("click", (event) => {
    event.preventDefault();
    for (const select of selects) select.value = "";
    change();
    selects[0].focus();
  });
  addEventListener("popstate", () => { readAddress(); show(); });
  // An event that a link leads to is shown, whatever was chosen before.
  addEventListener("hashchange", () => {
    if (!document.getElementById(location.hash.slice(1))?.hidden) return;
    for (const select of selects) select.value = "";
    change();
    document.getElementById(location.hash.slice(1)).scrollIntoView();
  });

  readAddress();
  form.hidden = false;
  show();
})();
