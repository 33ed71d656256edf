/* Opens an image large over the page. Without this script its link leads to the image itself. The arrow keys go to the
   next and the previous image of the page, Esc closes. */
(() => {
  "use strict";
  const links = [...document.querySelectorAll("a.hs-display__image")];
  if (!links.length || !window.HTMLDialogElement) return;

  const dialog = document.createElement("dialog");
  dialog.className = "hs-large";
  const button = document.createElement("button");
  button.type = "button";
  const image = document.createElement("img");
  const text = document.createElement("p");
  text.className = "hs-large__text";
  dialog.append(button, image, text);
  document.body.append(dialog);
  let place = 0;

  const captionOf = (link) => {
    const caption = link.closest("figure").querySelector(":scope > figcaption");
    const copy = caption ? caption.cloneNode(true) : document.createElement("span");
    for (const call of copy.querySelectorAll("sup")) call.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  const show = (at) => {
    place = (at + links.length) % links.length;
    const link = links[place];
    const [width, height] = link.dataset.large.split("x").map(Number);
    Object.assign(image, { src: link.href, alt: link.querySelector("img").alt, width, height });
    text.textContent = captionOf(link);
    text.hidden = !text.textContent;
    button.textContent = link.dataset.close;
    dialog.setAttribute("aria-label", link.getAttribute("aria-label"));
    dialog.dir = document.documentElement.dir || "ltr";
  };

  for (const [at, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      show(at);
      dialog.showModal();
      button.focus();
    });
  }

  button.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target === image) dialog.close();
  });
  dialog.addEventListener("close", () => links[place].focus());
  dialog.addEventListener("keydown", (event) => {
    const forward = dialog.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = dialog.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    if (event.key === forward) show(place + 1);
    else if (event.key === back) show(place - 1);
    else return;
    event.preventDefault();
  });
})();
