/// What sorts and filters the table of units in the page of a report.
///
/// The page's address keeps what is chosen, after `#`: `sort`, `order`, `text`, `layer`, `concept`,
/// `matching` and `chance`. A link to it shows the same rows. Thousands of rows take seconds to lay out, so those far
/// below the window are hidden until somebody scrolls to them, prints, or follows a link to one.
enum ReportScript {
  static let javaScript = """
    "use strict";
    (() => {
      const table = document.querySelector("table.units");
      const form = document.querySelector("form.controls");
      const body = table.tBodies[0];
      const heads = [...table.tHead.rows[0].cells];
      const names = heads.map(head => head.dataset.column);
      const numeric = heads.map(head => head.classList.contains("number"));
      const rows = [...body.rows].map((element, place) => {
        const texts = [...element.cells].map(cell => cell.textContent);
        const values = [...element.cells].map((cell, column) =>
          numeric[column] ? Number(cell.dataset.value ?? cell.textContent)
            : cell.textContent.toLowerCase());
        return {
          element, place, values, layer: element.dataset.layer, concept: element.dataset.concept,
          matching: element.classList.contains("matching"),
          chance: !element.classList.contains("chance"),
          text: (texts[1] + ":" + texts[2] + " " + texts.slice(3).join(" ")).toLowerCase()
        };
      });
      const marks = ["matching", "chance"];
      const usual = { sort: "iou", order: "descending" };
      let order = [usual.sort, usual.order];
      const page = 100;
      let limit = page;

      function sort(name, direction) {
        const column = names.indexOf(name);
        if (column < 1) return;
        const sign = direction === "ascending" ? 1 : -1;
        rows.sort((first, second) => {
          const [one, other] = [first.values[column], second.values[column]];
          return one < other ? -sign : one > other ? sign : first.place - second.place;
        });
        rows.forEach(row => row.element.hidden = true);
        body.append(...rows.map(row => row.element));
        heads.forEach(head => head.removeAttribute("aria-sort"));
        heads[column].setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
        order = [name, sign > 0 ? "ascending" : "descending"];
      }

      function filter() {
        const words = form.text.value.toLowerCase().split(/\\s+/);
        const [layer, concept] = [form.layer.value, form.concept.value];
        let count = 0;
        for (const row of rows) {
          const isWanted = (!layer || row.layer === layer) && (!concept || row.concept === concept)
            && marks.every(name => !form[name].checked || row[name])
            && words.every(word => row.text.includes(word));
          if (isWanted) count += 1;
          row.element.hidden = !isWanted || count > limit;
        }
        form.querySelector("output").textContent =
          count === rows.length ? `${count} units` : `${count} of ${rows.length} units`;
      }

      function remember() {
        const chosen = new URLSearchParams();
        if (order.join() !== [usual.sort, usual.order].join()) {
          chosen.set("sort", order[0]);
          chosen.set("order", order[1]);
        }
        for (const name of ["text", "layer", "concept"]) {
          if (form[name].value) chosen.set(name, form[name].value);
        }
        for (const name of marks) if (form[name].checked) chosen.set(name, "1");
        history.replaceState(null, "", "#" + (chosen.toString() || "units"));
      }

      function restore() {
        const hash = location.hash.slice(1);
        const target = document.getElementById(hash);
        if (target && !hash.startsWith("unit-")) return filter();
        const chosen = new URLSearchParams(target ? "" : hash);
        for (const name of ["text", "layer", "concept"]) form[name].value = chosen.get(name) ?? "";
        for (const name of marks) form[name].checked = chosen.get(name) === "1";
        const wanted = [chosen.get("sort") ?? usual.sort, chosen.get("order") ?? usual.order];
        if (wanted.join() !== order.join()) sort(...wanted);
        limit = target ? rows.length : page;
        filter();
        if (hash) (target ?? document.getElementById("units")).scrollIntoView();
      }

      heads.forEach((head, column) => head.querySelector("button")?.addEventListener("click", () => {
        const isSame = order[0] === names[column];
        const first = numeric[column] && names[column] !== "unit" ? "descending" : "ascending";
        const other = first === "ascending" ? "descending" : "ascending";
        sort(names[column], isSame && order[1] === first ? other : first);
        limit = page;
        filter();
        remember();
      }));
      form.addEventListener("input", () => { limit = page; filter(); remember(); });
      form.addEventListener("submit", event => event.preventDefault());
      window.addEventListener("hashchange", restore);
      body.addEventListener("error", event => event.target.remove(), true);
      window.addEventListener("beforeprint", () => { limit = rows.length; filter(); });
      new IntersectionObserver(seen => {
        if (seen.some(one => one.isIntersecting) && limit < rows.length) {
          limit += page;
          filter();
        }
      }, { rootMargin: "1500px" }).observe(document.getElementById("reading"));
      form.hidden = false;
      restore();
    })();
    """
}
