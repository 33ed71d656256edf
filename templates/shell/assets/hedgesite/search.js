/* Opens the search, and loads it when it is first asked for, as the list of keys. Without this script a page says how to
   search otherwise. */
(() => {
  "use strict";

  // A server finds a folder's index by itself; opened from disk, a browser needs its name.
  if (location.protocol === "file:")
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }, true);

  const dialog = document.getElementById("hs-search");
  const opener = document.querySelector("[data-opens-search]");
  if (!dialog?.showModal || !opener) return;
  const folder = new URL(".", document.currentScript.src);
  const hedgesite = (globalThis.hedgesite ??= {});
  hedgesite.root = new URL("../../", folder);

  const element = (name) => {
    const href = new URL(name, folder).href;
    if (name.endsWith(".css")) return Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    // In their order: the later ones need the earlier.
    return Object.assign(document.createElement("script"), { src: href, async: false });
  };
  const load = (name) => new Promise((resolve, reject) => {
    const made = element(name);
    made.addEventListener("load", resolve);
    made.addEventListener("error", () => { made.remove(); reject(new Error(name)); });
    document.head.append(made);
  });

  let style, parts;
  const open = async () => {
    await (style ??= load("search.css").catch(() => { style = null; }));
    if (dialog.open) return;
    dialog.showModal();
    const input = dialog.querySelector("input");
    input.select();
    parts ??= Promise.all([hedgesite.fold ? null : load("fold.js"), load("search-results.js"), load(hedgesite.said.index ?? "search-index.js")]);
    try {
      await parts;
    } catch {
      // A host that was away for a moment is asked again the next time.
      parts = null;
      hedgesite.words.write(dialog.querySelector("[role=status]"), "search-missing");
      return;
    }
    hedgesite.search(dialog);
  };

  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!["/", "s", "?"].includes(event.key) || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (event.key !== "?") open();
    else if (hedgesite.keys) hedgesite.keys();
    else load("keys.js").then(() => hedgesite.keys());
  });
  opener.addEventListener("click", open);
  dialog.querySelector(".hs-search__close").addEventListener("click", () => dialog.close());
  opener.hidden = false;

  // Whoever comes from a result sees the words marked where they stand.
  let found = null;
  try {
    found = JSON.parse(sessionStorage.getItem("hedgesite.found"));
    sessionStorage.removeItem("hedgesite.found");
  } catch { /* No storage, no marks. */ }
  if (found && globalThis.CSS?.highlights && found.path === location.pathname) {
    Promise.all([hedgesite.fold ? null : load("fold.js"), load("search-results.js"), load("search.css")])
      .then(() => hedgesite.mark(found.query), () => {});
  }
})();
