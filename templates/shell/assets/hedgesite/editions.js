/* A link to the page in another language leads to the passage at which one is. Without this script it leads to its top;
   the panel of each passage has a link to the passage itself. */
(() => {
  "use strict";

  const passages = [...document.querySelectorAll(".hs-text .hs-passage")];
  const here = () => {
    const line = innerHeight * .4;
    const before = passages.filter((passage) => passage.getBoundingClientRect().top <= line);
    return scrollY > 0 && before.length ? `#${before.at(-1).id}` : location.hash;
  };
  for (const link of document.querySelectorAll(".hs-languages a"))
    for (const type of ["pointerdown", "focus", "click"])
      link.addEventListener(type, () => { link.hash = passages.length ? here() : location.hash; });
})();
