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

  const chosen = () => selects.filter((select) => select.value).map((select) => [select.name, select.value]);

  const show = () => {
    const wanted = chosen();
    const fits = (event) => wanted.every(([name, id]) => event.dataset[`${name}s`].split(" ").includes(id));
    const found = new Set(listed.filter(fits).map((event) => event.id));
    for (const event of listed) event.hidden = !found.has(event.id);
    for (const item of drawn) item.classList.toggle("hs-lane__item--off", !found.has(item.dataset.event));
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
