/* Formulas: what is copied of them is their TeX. */
(() => {
  "use strict";

  const texOf = (math) => {
    const tex = math.querySelector('annotation[encoding="application/x-tex"]')?.textContent ?? math.textContent;
    return math.getAttribute("display") === "block" ? `$$${tex}$$` : `$${tex}$`;
  };

  const around = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("math");

  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    if (!event.clipboardData || !selection || selection.isCollapsed || !selection.rangeCount) return;
    if (event.target instanceof Element && event.target.closest("input, textarea")) return;
    const range = selection.getRangeAt(0).cloneRange();
    // A formula is copied whole, wherever in it the selection begins or ends.
    const first = around(range.startContainer), last = around(range.endContainer);
    if (first) range.setStartBefore(first);
    if (last) range.setEndAfter(last);
    const copied = range.cloneContents();
    if (!copied.querySelector("math")) return;
    const shown = document.createElement("div");
    shown.append(copied.cloneNode(true));
    for (const math of copied.querySelectorAll("math")) math.replaceWith(texOf(math));
    const plain = document.createElement("div");
    // Only an element that is drawn knows where its lines end.
    plain.style.cssText = "position:fixed;inset-inline-start:-9999px;white-space:pre-wrap";
    plain.append(copied);
    document.body.append(plain);
    event.clipboardData.setData("text/plain", plain.innerText);
    plain.remove();
    event.clipboardData.setData("text/html", shown.innerHTML);
    event.preventDefault();
  });
})();
