/* Keeps what a reader has unfolded on a page for when they come back to it, in the browser's own history. */
(() => {
  "use strict";

  const lists = [...document.querySelectorAll(".hs-page details")];
  const opened = history.state?.opened;
  if (Array.isArray(opened)) for (const at of opened) if (lists[at]) lists[at].open = true;

  const keep = () => {
    const now = lists.flatMap((list, at) => (list.open ? [at] : []));
    history.replaceState({ ...history.state, opened: now }, "");
  };
  // Once for all that one click opens and closes.
  let isWaiting = false;
  document.addEventListener("toggle", (event) => {
    if (isWaiting || !lists.includes(event.target)) return;
    isWaiting = true;
    queueMicrotask(() => { isWaiting = false; keep(); });
  }, { capture: true });
  // What the reader unfolded before this script ran.
  if (lists.length) keep();
})();
