/** The style sheet of reports: one column, readable on a phone, light and dark by the reader's setting, quiet in print. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1b1b1b; --muted: #5b6166; --ground: #ffffff; --line: #d5d9dd; --soft: #f4f6f8; --accent: #0a5c96; --warn: #8a4b00; --warn-ground: #fff5e0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e6; --muted: #a5abb0; --ground: #16181a; --line: #3a3f44; --soft: #202428; --accent: #7dbdf0; --warn: #ffcf85; --warn-ground: #33270f; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 'Source Sans 3', 'Source Sans Pro', system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.1rem; overflow-wrap: break-word; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 2.2rem 0 .6rem; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.4rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
p { margin: .6rem 0; }
.lead { font-size: 1.1rem; color: var(--muted); }
sub, sup { font-size: .72em; line-height: 0; }
.errors { display: inline-block; vertical-align: middle; font-size: .72em; line-height: 1.1; }
.errors > span { display: block; }
.warnings { margin: 1.2rem 0; padding: .5rem 1rem; border-left: 4px solid var(--warn); background: var(--warn-ground); }
.warnings h2 { font-size: 1rem; margin: .2rem 0; border: 0; padding: 0; color: var(--warn); }
.warnings ul { margin: .3rem 0; padding-left: 1.2rem; }
.scroll { overflow-x: auto; margin: 1rem 0; }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); padding-bottom: .4rem; }
th, td { padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; }
thead th { border-bottom: 2px solid var(--line); }
tbody th { font-weight: 400; }
.right { text-align: right; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
.compact { width: auto; font-size: .85rem; line-height: 1.3; }
.compact th, .compact td { padding: .15rem .5rem .15rem 0; white-space: nowrap; }
figure { margin: 1.4rem 0; }
figure svg { display: block; width: 100%; height: auto; padding: .5rem; background: #ffffff; border-radius: 4px; }
figcaption { color: var(--muted); font-size: .95rem; margin-top: .5rem; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.2rem; margin: 1rem 0; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { overflow-x: auto; margin: .6rem 0; padding: .8rem 1rem; background: var(--soft); border-radius: 4px; font: .85rem/1.45 ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; tab-size: 2; }
summary { cursor: pointer; color: var(--accent); }
footer { color: var(--muted); font-size: .9rem; margin: 3rem auto 2rem; }
@media (max-width: 30rem) {
  h1 { font-size: 1.45rem; }
  th, td { padding-right: .5rem; }
  .compact { font-size: .75rem; }
  .compact th, .compact td { padding-right: .4rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .6rem; }
}
@media print {
  :root { --ink: #000; --muted: #333; --ground: #fff; --soft: #fff; --line: #999; --warn: #000; --warn-ground: #fff; }
  body { font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  figure, table, .warnings { break-inside: avoid; }
  h2 { break-after: avoid; }
  pre { white-space: pre-wrap; border: 1px solid var(--line); }
}
`;
