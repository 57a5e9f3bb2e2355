const light = `--ink: #1b1b1b; --muted: #565c61; --ground: #ffffff; --line: #d5d9dd; --soft: #f4f6f8; --accent: #0a5c96; --warn: #7a4300; --warn-ground: #fff5e0; --bad: #a3190f; --above: #d55e00; --below: #0072b2`;
const dark = `--ink: #e8e8e6; --muted: #a9afb4; --ground: #16181a; --line: #3a3f44; --soft: #202428; --accent: #7dbdf0; --warn: #ffcf85; --warn-ground: #33270f; --bad: #ff9d94; --above: #ff8c42; --below: #56a8e0`;
const paper = `--ink: #000; --muted: #333; --ground: #fff; --line: #999; --soft: #fff; --accent: #000; --warn: #000; --warn-ground: #fff; --bad: #000`;

/**
 * The style sheet of reports: one column, readable on a phone, light and dark by the system's setting or by the switch of the page, quiet in
 * print. Colours of text have a contrast of at least 4.5 on every ground they stand on.
 */
export const pageStyle = `
:root { color-scheme: light; ${light}; }
@media (prefers-color-scheme: dark) { :root:not([data-colours='light']) { color-scheme: dark; ${dark}; } }
:root[data-colours='dark'] { color-scheme: dark; ${dark}; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 'Source Sans 3', 'Source Sans Pro', system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.1rem; overflow-wrap: break-word; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 2.2rem 0 .6rem; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.4rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); scroll-margin-top: .5rem; }
p { margin: .6rem 0; }
a { color: var(--accent); }
.lead { font-size: 1.1rem; color: var(--muted); }
sub, sup { font-size: .72em; line-height: 0; }
.errors { display: inline-block; vertical-align: middle; font-size: .72em; line-height: 1.1; }
.errors > span { display: block; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: 1.4rem 0; }
nav a { padding: .2rem 0; }
button, select, input { font: inherit; font-size: .9rem; color: inherit; }
button, select, input:not([type='range'], [type='checkbox']) { min-height: 1.9rem; padding: .1rem .6rem; border: 1px solid var(--line); border-radius: 4px; background: var(--soft); }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
button[aria-pressed='true'] { border-color: var(--accent); box-shadow: inset 0 -2px var(--accent); }
button[aria-pressed='false'] { color: var(--muted); text-decoration: line-through; }
input[type='range'] { accent-color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.warnings { margin: 1.2rem 0; padding: .5rem 1rem; border-left: 4px solid var(--warn); background: var(--warn-ground); }
.warnings h2 { font-size: 1rem; margin: .2rem 0; border: 0; padding: 0; color: var(--warn); }
.warnings ul { margin: .3rem 0; padding-left: 1.2rem; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); padding-bottom: .4rem; }
th, td { padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; }
thead th { border-bottom: 2px solid var(--line); }
tbody th { font-weight: 400; }
tbody th[scope='rowgroup'] { padding-top: .8rem; color: var(--muted); white-space: normal; }
.right { text-align: right; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
td.above, td.below { --tint: var(--above); background: color-mix(in srgb, var(--tint) calc(var(--shade) * .4%), transparent); padding-left: .4rem; padding-right: .4rem; }
td.below { --tint: var(--below); }
.bar { display: inline-block; position: relative; width: 4.5rem; height: .7rem; margin-right: .6rem; background: linear-gradient(to right, transparent calc(50% - .5px), var(--muted) calc(50% - .5px) calc(50% + .5px), transparent calc(50% + .5px)), linear-gradient(to right, transparent 33.3%, var(--line) 33.3% 66.7%, transparent 66.7%); }
.bar > span { position: absolute; top: .15rem; height: .4rem; background: var(--accent); }
.compact { width: auto; font-size: .85rem; line-height: 1.3; }
.compact th, .compact td { padding: .15rem .5rem .15rem 0; white-space: nowrap; }
.compact .wrap { white-space: normal; min-width: 14rem; }
.compact td.above, .compact td.below { padding: .15rem .4rem; }
figure { margin: 1.4rem 0; }
.plot { position: relative; }
.plot svg { display: block; width: 100%; max-width: 40rem; height: auto; margin: 0 auto; }
.plot svg.only { background: #ffffff; border-radius: 4px; padding: .3rem; }
.plot svg.dark { display: none; }
@media (prefers-color-scheme: dark) {
  :root:not([data-colours='light']) .plot svg.dark { display: block; }
  :root:not([data-colours='light']) .plot svg.light { display: none; }
}
:root[data-colours='dark'] .plot svg.dark { display: block; }
:root[data-colours='dark'] .plot svg.light { display: none; }
.plot.enlarged { cursor: move; touch-action: none; }
.cursor { stroke: var(--accent); stroke-width: .5; pointer-events: none; }
.read-out { position: absolute; z-index: 1; max-width: 20rem; padding: .3rem .6rem; border: 1px solid var(--line); border-radius: 4px; background: var(--ground); color: var(--ink); font-size: .85rem; line-height: 1.35; font-variant-numeric: tabular-nums; pointer-events: none; }
.read-out[hidden] { display: none; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem; margin: .5rem 0; }
.tools input[type='range'] { flex: 1 1 8rem; }
figcaption { color: var(--muted); font-size: .95rem; margin-top: .5rem; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.2rem; margin: 1rem 0; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { overflow-x: auto; margin: .6rem 0; padding: .8rem 1rem; background: var(--soft); border-radius: 4px; font: .85rem/1.45 ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; tab-size: 2; }
summary { cursor: pointer; color: var(--accent); padding: .2rem 0; }
footer { color: var(--muted); font-size: .9rem; margin: 3rem auto 2rem; }
@media (max-width: 30rem) {
  h1 { font-size: 1.45rem; }
  table { font-size: .88rem; line-height: 1.4; }
  th, td { padding-right: .4rem; }
  .compact { font-size: .75rem; }
  .compact th, .compact td { padding-right: .4rem; }
  .bar { display: none; }
  .whole { white-space: nowrap; }
  .wrap { min-width: 5.6rem; }
  caption { max-width: calc(100vw - 2.2rem); }
  .read-out { position: fixed; inset: auto 0 0 0 !important; max-width: none; border-radius: 0; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .6rem; }
}
@page { margin: 15mm; }
@media print {
  :root, :root:not([data-colours='light']), :root[data-colours='dark'] { color-scheme: light; ${paper}; }
  :root:not([data-colours='light']) .plot svg.light, :root[data-colours='dark'] .plot svg.light { display: block; }
  :root:not([data-colours='light']) .plot svg.dark, :root[data-colours='dark'] .plot svg.dark { display: none; }
  body { font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  nav, .tools, .colours, .numbers, .read-out, .cursor { display: none; }
  figure, tr, .warnings, table:not(:has(tbody tr:nth-child(9))) { break-inside: avoid; }
  h2, summary, caption { break-after: avoid; }
  .plot svg { max-width: 112mm; }
  .scroll { overflow: visible; }
  .compact th, .compact td { white-space: normal; overflow-wrap: break-word; }
  details .compact { font-size: 7pt; }
  details pre { columns: 2; font-size: 7pt; line-height: 1.3; }
  pre { white-space: pre-wrap; border: 1px solid var(--line); }
}
`;
