/** The page's style sheet. Every colour is a pair for light and dark; state is never told by colour alone. */
export const STYLE = /* css */ `
:root {
  color-scheme: light dark;
  --page: light-dark(#f5f6f8, #0f1217);
  --sheet: light-dark(#ffffff, #171b22);
  --sunken: light-dark(#f0f2f5, #11151b);
  --line: light-dark(#dfe3e8, #2a313b);
  --text: light-dark(#16202c, #e6eaf0);
  --soft: light-dark(#55606e, #9aa6b4);
  --accent: light-dark(#1f5fd6, #86b2ff);
  --error: light-dark(#b42318, #ff9489);
  --error-tint: light-dark(#fdeceb, #38191a);
  --warning: light-dark(#8a5300, #f3bd62);
  --warning-tint: light-dark(#fdf3e0, #33270f);
  --note: light-dark(#1d5fa8, #86bdf7);
  --note-tint: light-dark(#e8f1fc, #13273d);
  --clean: light-dark(#146c3a, #6fd39a);
  --clean-tint: light-dark(#e6f5ec, #10291b);
  --allowed: light-dark(#5b4a9e, #b9a8f7);
  --allowed-tint: light-dark(#f0edfa, #241f3b);
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--page); color: var(--text); }
h1, h2, h3, p, ul, dl { margin: 0; padding: 0; }
ul { list-style: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
#findings:focus { outline: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 9; padding: .5rem .9rem; border-radius: 6px; background: var(--sheet); color: var(--accent); }
.skip:focus { top: .75rem; }
.top, main { max-width: 1480px; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2.5rem); }
.top { display: flex; justify-content: space-between; align-items: flex-start; gap: 1rem; padding-top: 1.8rem; padding-bottom: 1.1rem; }
.brand { color: var(--soft); font-size: .8rem; letter-spacing: .06em; }
h1 { font-size: 1.7rem; line-height: 1.25; letter-spacing: -.015em; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin-bottom: .7rem; }
.scope { color: var(--soft); margin-top: .2rem; }
main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.4rem; padding-bottom: 4rem; }

button, input, select { font: inherit; color: inherit; }
.quiet, #more { border: 1px solid var(--line); border-radius: 6px; background: var(--sheet); padding: .3rem .8rem; cursor: pointer; }
.quiet:hover:enabled, #more:hover { border-color: var(--accent); color: var(--accent); }
.quiet:disabled { color: var(--soft); cursor: default; opacity: .7; }

.verdict, .incomplete { border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); padding: 1rem 1.25rem; }
.verdict.error, .incomplete { --tone: var(--error); --mark: "✗"; }
.verdict.unread { --tone: var(--error); --mark: "!"; }
.verdict.warning { --tone: var(--warning); --mark: "▲"; }
.verdict.note { --tone: var(--note); --mark: "•"; }
.verdict.clean { --tone: var(--clean); --mark: "✓"; }
.verdict .sentence { font-size: 1.2rem; font-weight: 600; overflow-wrap: anywhere; }
.mark::before { content: var(--mark); display: inline-grid; place-items: center; width: 1.75rem; height: 1.75rem; border-radius: 50%; background: var(--tone); color: var(--sheet); margin-right: .7rem; font-size: 1rem; }
.next { color: var(--soft); margin: .2rem 0 0 2.45rem; }
.bar { display: block; width: 100%; height: 8px; margin: .9rem 0 .6rem; border-radius: 4px; }
.bar .differing { fill: var(--tone); } .bar .allowed { fill: var(--allowed); } .bar .alike { fill: var(--line); }
.shares { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; color: var(--soft); font-size: .9rem; }
.shares b { color: var(--text); }
.shares li::before { content: ""; display: inline-block; width: .65rem; height: .65rem; border-radius: 2px; margin-right: .45rem; background: var(--line); }
.shares .unreadable::before { background: repeating-linear-gradient(135deg, transparent 0 2px, var(--soft) 2px 3px); }
.shares .differing::before { background: var(--tone); } .shares .allowed::before { background: var(--allowed); }
.incomplete { background: var(--error-tint); border-color: var(--error); overflow-wrap: anywhere; }
.incomplete h2 { color: var(--error); margin-bottom: .3rem; }

#filters { display: flex; flex-wrap: wrap; gap: .7rem 1.1rem; align-items: end; }
#filters label { color: var(--soft); font-size: .85rem; }
#filters .search { flex: 1 1 16rem; }
#filters input[type="search"], #filters select { display: block; width: 100%; color: var(--text); font-size: .95rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: .38rem .6rem; }
#filters fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem .9rem; font-size: .95rem; }
#filters legend { color: var(--soft); font-size: .85rem; padding: 0; }
#filters fieldset b { font-variant-numeric: tabular-nums; color: var(--tone); }
#filters fieldset label { color: var(--text); font-size: .95rem; padding: .38rem 0; display: flex; gap: .35rem; align-items: center; }
input[type="checkbox"] { accent-color: var(--accent); width: 1rem; height: 1rem; margin: 0; }
.hint { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .3rem 1rem; color: var(--soft); font-size: .85rem; margin: .8rem 0 .5rem; }
kbd { font: .78rem var(--mono); border: 1px solid var(--line); border-radius: 4px; padding: 0 .3rem; background: var(--sheet); }

.matrix, .plain { border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); }
.matrix.wide { overflow: auto; max-height: 85vh; }
.plain { overflow-x: auto; }
table { width: 100%; border-collapse: separate; border-spacing: 0; }
th { text-align: left; font-weight: 400; }
thead th { font-weight: 600; padding: .55rem .75rem; background: var(--sheet); border-bottom: 1px solid var(--line); }
#matrix { table-layout: fixed; }
#matrix thead th { position: sticky; top: 0; z-index: 1; overflow-wrap: anywhere; }
#matrix thead th:first-child { width: 24%; border-top-left-radius: 8px; } #matrix thead th:last-child { border-top-right-radius: 8px; }
.wide #matrix { width: max-content; min-width: 100%; } .wide #matrix thead th { width: 13rem; }
.wide tbody th[scope="row"], .wide thead th:first-child { position: sticky; left: 0; background: var(--sheet); } .wide #matrix thead th:first-child { z-index: 2; }
.arrow { color: var(--soft); font-weight: 400; }
.address { padding: .7rem .75rem .3rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
tbody:first-of-type .address { border-top: 0; }
.address b { font-weight: 650; margin-right: .6rem; }
.type { color: var(--soft); font: .8rem var(--mono); }
#matrix tbody th[scope="row"] { padding: .3rem .75rem; vertical-align: top; overflow-wrap: anywhere; }
.place { font: .88rem var(--mono); }
.badge { display: inline-block; min-width: 4.6rem; margin-right: .6rem; padding: 0 .45rem; border-radius: 4px; font-size: .76rem; line-height: 1.5; text-align: center; color: var(--tone); background: var(--tint); }
.error { --tone: var(--error); --tint: var(--error-tint); } .warning { --tone: var(--warning); --tint: var(--warning-tint); }
.note { --tone: var(--note); --tint: var(--note-tint); } .allowed { --tone: var(--allowed); --tint: var(--allowed-tint); }
#matrix td { padding: 2px; vertical-align: top; }
#matrix tbody tr:last-child td, #matrix tbody tr:last-child th { padding-bottom: .5rem; }
.cell { display: flex; gap: .4rem; width: 100%; min-height: 2rem; align-items: baseline; text-align: left; border: 1px solid transparent; border-radius: 5px; background: none; padding: .22rem .6rem; cursor: pointer; font: .88rem/1.5 var(--mono); }
.cell .text { overflow-wrap: anywhere; } .value .text { word-break: break-all; } #matrix .sentence .cell { font-family: inherit; font-size: .95rem; }
.cell:hover { border-color: var(--accent); }
.out .cell { background: var(--tint); color: var(--tone); font-weight: 600; }
.differs { color: var(--tone); font-weight: 700; }
:is(.absent, .unreadable, .none, .hidden, .present, .secret) > .cell .text { font-family: inherit; }
.absent .cell, .unreadable .cell, .none .cell, .hidden .cell { font-style: italic; }
:is(.absent, .unreadable, .none, .hidden):not(.out) > .cell { color: var(--soft); }
.absent .cell { border-style: dashed; border-color: var(--line); }
.unreadable .cell { background-image: repeating-linear-gradient(135deg, transparent 0 7px, var(--line) 7px 8px); }
#more { display: block; width: 100%; margin-top: .7rem; padding: .6rem; }
#nothing { padding: 1.5rem; text-align: center; color: var(--soft); border: 1px dashed var(--line); border-radius: 8px; }
.plain td, .plain tbody th { padding: .5rem .75rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; vertical-align: top; }
.plain thead th { border-bottom: 0; }
.plain code { font: .85rem var(--mono); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.notes { color: var(--soft); }

dialog { margin: 0 0 0 auto; width: min(62rem, 100vw); max-width: none; height: 100dvh; max-height: none; border: 0; border-left: 1px solid var(--line); background: var(--page); color: var(--text); padding: 0 clamp(1rem, 3vw, 2rem) 3rem; }
dialog::backdrop { background: rgb(10 14 20 / .5); }
.bar-top { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: .9rem 0; background: var(--page); }
#position { color: var(--soft); flex: 1; font-variant-numeric: tabular-nums; }
.kind { margin: .6rem 0 .4rem; color: var(--soft); }
dialog h2 { font-size: 1.25rem; margin: 0; overflow-wrap: anywhere; } dialog h2 .type { display: block; font-weight: 400; }
dialog .path { font-family: var(--mono); margin-top: .5rem; overflow-wrap: anywhere; }
dialog .message { font-size: 1.05rem; margin: 1rem 0; overflow-wrap: anywhere; }
dialog h3 { font-size: .95rem; display: flex; justify-content: space-between; gap: .5rem; flex-wrap: wrap; overflow-wrap: anywhere; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: .8rem; --tone: var(--error); }
.card, .remedy, .allowance { border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); padding: .7rem .9rem; }
.card.out { border-color: var(--tone); } .card.chosen { box-shadow: 0 0 0 2px var(--accent); }
.card pre { margin: .5rem 0 0; font: .88rem/1.55 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
.card pre.long { max-height: 16rem; overflow: auto; } .card .quiet { margin-top: .5rem; }
.card:is(.absent, .unreadable, .hidden) pre { color: var(--soft); font-style: italic; }
mark { color: inherit; background: light-dark(#dfe8f7, #2a3a55); border-radius: 2px; } .out mark { background: light-dark(#fbd0cc, #6b2724); font-weight: 600; }
.remedy, .allowance { margin-top: .9rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin-top: .4rem; } dt { color: var(--soft); } dd { margin: 0; }
.code { margin-top: 1.2rem; color: var(--soft); font: .8rem var(--mono); }

@media (max-width: 700px) {
  .keys { display: none; }
  #matrix, #matrix tbody, #matrix tr, #matrix tbody th { display: block; } .matrix.wide { overflow: visible; max-height: none; } .wide #matrix { width: 100%; }
  #matrix thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  #matrix td { display: grid; grid-template-columns: 6rem minmax(0, 1fr); align-items: baseline; padding: 0 .5rem 2px .75rem; }
  #matrix td::before { content: attr(data-column); color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
  #matrix td.sentence { grid-template-columns: minmax(0, 1fr); } #matrix td.sentence::before { content: none; }
}
@media (prefers-reduced-motion: no-preference) { .cell, .quiet { transition: border-color .12s, background-color .12s; } }
@media print { #filters, .hint, #theme, #more, .skip { display: none; } .verdict, .matrix { break-inside: auto; } }
`;
