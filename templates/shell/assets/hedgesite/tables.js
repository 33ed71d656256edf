/* Tables to sort: the names of their columns become buttons. A second click turns the order round, a third one restores
   that of the author. Without this script the tables are as they were written. */
(() => {
  "use strict";

  const text = (cell) => {
    const copy = cell.cloneNode(true);
    for (const call of copy.querySelectorAll(".hs-note-call")) call.remove();
    return copy.textContent.trim();
  };

  for (const table of document.querySelectorAll("table[data-sort]")) {
    const body = table.tBodies[0];
    const written = [...body.rows];
    const types = table.dataset.sort.split(" ");
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    const { compare } = new Intl.Collator(table.closest("[lang]").lang || undefined, { numeric: true });

    // What has no value stands last in either order.
    const keyOf = (row, column) => {
      const cell = row.cells[column];
      if (types[column] === "text") return text(cell) || undefined;
      return cell.dataset.value === undefined ? undefined : Number(cell.dataset.value);
    };
    const sort = (column, direction) => {
      const keys = new Map(written.map((row) => [row, keyOf(row, column)]));
      const order = (a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)];
        if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
        return direction * (types[column] === "text" ? compare(x, y) : x - y);
      };
      body.append(...(direction ? [...written].sort(order) : written));
    };

    for (const [column, head] of heads.entries()) {
      if (head.tagName !== "TH") continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "hs-sort";
      // A link cannot stand within a button: then the button follows, and is named like the column.
      if (head.querySelector("a")) {
        button.setAttribute("aria-label", text(head));
        head.append(" ", button);
      } else {
        button.append(...head.childNodes);
        head.append(button);
      }
      button.addEventListener("click", () => {
        const next = { ascending: "descending", descending: "" }[head.getAttribute("aria-sort")] ?? "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        if (next) head.setAttribute("aria-sort", next);
        sort(column, { ascending: 1, descending: -1 }[next] || 0);
      });
    }
  }
})();
