/// How the page of a report looks: on a screen, by day and by night, and on paper.
enum ReportStyle {
  static let css = """
    :root {
      --ink: #1c1c1f; --paper: #ffffff; --faint: #6a6a72; --line: #d9d9de; --band: #f4f4f7;
      --accent: #4b4cbf; --warn: #fff1d6; --warn-ink: #6b3e00;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ink: #e6e6ea; --paper: #17171a; --faint: #9c9ca6; --line: #37373e; --band: #212126;
        --accent: #a3a4f5; --warn: #3d2e10; --warn-ink: #ffd68a;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 104rem; padding: 1.5rem; color: var(--ink);
      background: var(--paper); font: 15px/1.5 system-ui, sans-serif;
    }
    h1 { font-size: 1.7rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; }
    h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere; }
    p { max-width: 48rem; }
    a { color: var(--accent); }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem; margin: 0; }
    dt { color: var(--faint); }
    dd { margin: 0; max-width: 48rem; overflow-wrap: anywhere; }
    .warning {
      background: var(--warn); color: var(--warn-ink); padding: .7rem 1rem; border-radius: 6px;
      border-left: 4px solid #f0883b; font-weight: 600;
    }
    .columns {
      display: grid; gap: 1.5rem 2.5rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr));
    }
    .columns h2 { font-size: 1.05rem; margin: 0 0 .3rem; }
    .skipped { margin-top: 1rem; overflow-wrap: anywhere; }
    .wide { overflow-x: auto; margin: .5rem 0; }
    article { break-inside: avoid; }
    .charts { display: flex; flex-wrap: wrap; gap: 0 2.5rem; }
    figure { flex: 0 1 auto; max-width: 100%; margin: 0; }
    figure:last-child { flex: 1 1 26rem; }
    figure:last-child svg { width: 100%; height: auto; max-width: 54rem; }
    figcaption { color: var(--faint); font-size: .85rem; }
    svg a { cursor: pointer; }
    table { border-collapse: collapse; }
    th, td { padding: .3rem .6rem; text-align: left; border-bottom: 1px solid var(--line); }
    thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; }
    th[title] { cursor: help; }
    .layers tbody th, .layers td, .concepts tbody th, .concepts thead th { white-space: nowrap; }
    td { font-variant-numeric: tabular-nums; }
    small { display: block; color: var(--faint); font-size: .8rem; }
    .peak { background: color-mix(in srgb, var(--accent) var(--share), transparent); }
    .peak { white-space: nowrap; }
    .peak a { color: inherit; font-size: .85rem; }
    .peak small { color: inherit; opacity: .8; }
    .rare { opacity: .6; }
    .peak:not(.matching) b { font-weight: normal; }
    .units { table-layout: fixed; width: 100%; min-width: 70rem; }
    .units td, .units th { overflow-wrap: anywhere; }
    .units th:nth-child(1) { width: 21rem; }
    .units th:nth-child(4) { width: 8.5rem; }
    .units th:nth-child(9) { width: 8rem; }
    .units tbody tr { height: 4.6rem; scroll-margin-top: 4rem; }
    .units .number, .units td:nth-child(3), .units td:nth-child(n + 6) { text-align: right; }
    .units .matching:not(.chance) td:nth-child(4) { font-weight: 600; }
    .units .other, .units .chance { color: var(--faint); }
    .units tr:target { outline: 2px solid var(--accent); outline-offset: -2px; }
    .units img { display: block; background: var(--band); }
    .units button {
      all: unset; cursor: pointer; text-align: inherit; overflow-wrap: normal;
    }
    .units button:focus-visible { outline: 2px solid var(--accent); }
    th[aria-sort=ascending] button::after { content: " ▲"; }
    th[aria-sort=descending] button::after { content: " ▼"; }
    .controls {
      position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .6rem 1.2rem;
      align-items: center; padding: .6rem 0; background: var(--paper);
      border-bottom: 1px solid var(--line);
    }
    .controls[hidden], tr[hidden] { display: none; }
    .controls input, .controls select { font: inherit; max-width: 16rem; }
    .controls output { margin-left: auto; color: var(--faint); }
    @page { margin: 12mm; }
    @media print {
      body { max-width: none; padding: 0; font-size: 10pt; }
      .controls { display: none; }
      .wide { overflow: visible; }
      .units { table-layout: auto; min-width: 0; font-size: 8pt; }
      .units th:nth-child(n) { width: auto; }
      .units th, .units td { overflow-wrap: break-word; padding: 1mm; }
      .units img { width: 56mm; height: auto; }
      .units tbody tr { height: auto; }
      /* Chromium prints no buttons in the heads of the second page and later ones. */
      .units button { display: none; }
      .units th[data-head]::before { content: attr(data-head); }
      thead { display: table-header-group; }
      tr { break-inside: avoid; }
      rect, .peak, .warning { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      a { color: inherit; text-decoration: none; }
    }
    """
}
