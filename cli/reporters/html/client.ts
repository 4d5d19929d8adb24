/**
 * The page's script: filters the rows, draws the ones in view, shows one in full. It runs in the browser as it stands
 * here, so it is plain JavaScript, and it sets text only as text.
 */
export const CLIENT = /* js */ `"use strict";
(() => {
  const ROWS_AT_ONCE = 60;
  const { columns, rows } = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const table = byId("matrix");
  const filters = byId("filters");
  const details = byId("details");

  let shown = [];
  let drawn = 0;
  let opened = 0;

  // Named, because a narrow screen lays the table out as blocks, and some browsers then forget that it is a table.
  const ROLES = { tbody: "rowgroup", tr: "row", th: "rowheader", td: "cell" };

  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (tag in ROLES) element.setAttribute("role", ROLES[tag]);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  // ---- filter

  const haystacks = new Map();

  function haystackOf(row) {
    if (!haystacks.has(row)) {
      const values = row.cells.map((cell) => (cell.parts ? cell.parts.join("") : cell.text));
      const texts = [row.stage, row.address, row.place, row.code, row.title, row.message, ...values];
      haystacks.set(row, texts.join(" ").toLowerCase());
    }
    return haystacks.get(row);
  }

  function wanted() {
    const form = new FormData(filters);
    return {
      words: form.get("search").toLowerCase().split(/\\s+/).filter(Boolean),
      severities: new Set(form.getAll("severity")),
      code: form.get("code"),
      stage: form.get("stage"),
    };
  }

  function matches(row, { words, severities, code, stage }) {
    return (
      severities.has(row.allowed ? "allowed" : row.severity) &&
      (code === "" || row.code === code) &&
      (stage === "" || row.cells[Number(stage)].standsOut) &&
      words.every((word) => haystackOf(row).includes(word))
    );
  }

  function applyFilters() {
    const filter = wanted();
    shown = rows.filter((row) => matches(row, filter));
    drawn = 0;
    for (const body of [...table.tBodies]) body.remove();
    drawMore();
    byId("count").textContent = shown.length + " of " + rows.length + " findings";
    byId("nothing").hidden = shown.length > 0;
    table.hidden = shown.length === 0;
  }

  // ---- draw

  function drawMore() {
    const end = Math.min(shown.length, drawn + ROWS_AT_ONCE);
    for (let index = drawn; index < end; index += 1) {
      const row = shown[index];
      const continues = index > 0 && row.address === shown[index - 1].address && row.stage === shown[index - 1].stage;
      const body = continues ? table.tBodies[table.tBodies.length - 1] : newBody(row);
      body.append(rowElement(row, index));
    }
    drawn = end;
    const more = byId("more");
    more.hidden = drawn >= shown.length;
    more.textContent = "Show more: " + (shown.length - drawn) + " findings are below";
    if (table.querySelector("button[tabindex='0']") === null) table.querySelector("button")?.setAttribute("tabindex", "0");
  }

  function newBody(row) {
    const heading = make("th", "address", ...addressParts(row));
    heading.scope = "rowgroup";
    heading.colSpan = columns.length + 1;
    const body = make("tbody", "", make("tr", "", heading));
    table.append(body);
    return body;
  }

  function addressParts({ address, stage }) {
    const [of, end] = [stage ? [make("b", "stage", stage)] : [], address.lastIndexOf("::")];
    if (end < 0) return [...of, make("b", "", address)];
    return [...of, make("b", "", address.slice(end + 2)), make("span", "type", address.slice(0, end))];
  }

  function rowElement(row, index) {
    const heading = make("th", "", badge(row), make("span", "place", row.place));
    heading.scope = "row";
    const line = make("tr", row.allowed ? "allowed" : row.severity, heading);
    if (row.cells.every((cell) => cell.kind === "none")) {
      const only = make("td", "sentence", cellButton(row.message, index, 0));
      only.colSpan = columns.length;
      line.append(only);
    } else {
      line.append(...row.cells.map((cell, column) => cellElement(cell, index, column)));
    }
    return line;
  }

  function badge(row) {
    const label = row.allowed ? "allowed" : row.severity;
    return make("span", "badge " + label, label);
  }

  function cellElement(cell, index, column) {
    const button = cellButton(cell.kind === "none" ? "–" : cell.text, index, column);
    if (cell.standsOut) button.prepend(make("span", "differs", "≠", make("span", "unseen", " stands out: ")));
    const element = make("td", cell.kind + (cell.standsOut ? " out" : ""), button);
    element.dataset.column = columns[column];
    return element;
  }

  function cellButton(text, index, column) {
    const button = make("button", "cell", make("span", "text", text));
    button.type = "button";
    button.tabIndex = -1;
    button.dataset.index = index;
    button.dataset.column = column;
    button.setAttribute("aria-haspopup", "dialog");
    return button;
  }

  // ---- move between cells

  function focusCell(index, column) {
    if (index < 0 || index >= shown.length) return;
    while (index >= drawn) drawMore();
    const inRow = [...table.querySelectorAll("button[data-index='" + index + "']")];
    const target = inRow[Math.max(0, Math.min(column, inRow.length - 1))];
    table.querySelectorAll("button[tabindex='0']").forEach((button) => { button.tabIndex = -1; });
    target.tabIndex = 0;
    target.focus();
  }

  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("button.cell");
    if (cell === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const index = Number(cell.dataset.index);
    const column = Number(cell.dataset.column);
    const target = {
      ArrowUp: [index - 1, column],
      ArrowDown: [index + 1, column],
      ArrowLeft: [index, column - 1],
      ArrowRight: [index, column + 1],
      Home: [index, 0],
      End: [index, columns.length - 1],
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    focusCell(...target);
  });

  table.addEventListener("click", (event) => {
    const cell = event.target.closest("button.cell");
    if (cell !== null) open(Number(cell.dataset.index), Number(cell.dataset.column));
  });

  // ---- details

  function open(index, column) {
    opened = index;
    const row = shown[index];
    byId("details-body").replaceChildren(...detailParts(row, column));
    byId("position").textContent = index + 1 + " of " + shown.length;
    byId("previous").disabled = index === 0;
    byId("following").disabled = index === shown.length - 1;
    remember("#" + row.fingerprint);
    if (!details.open) details.showModal();
    details.scrollTop = 0;
  }

  /** The address bar links to the open finding; a viewer that shows the page in a frame may not allow that. */
  function remember(url) {
    try {
      history.replaceState(null, "", url);
    } catch {}
  }

  function detailParts(row, column) {
    const title = make("h2", "", ...addressParts(row));
    title.id = "details-title";
    const parts = [make("p", "kind", badge(row), make("span", "", row.title)), title, make("p", "path", row.place), make("p", "message", row.message)];
    const cards = row.cells.flatMap((cell, index) => (cell.kind === "none" ? [] : [card(cell, columns[index], index === column)]));
    if (cards.length > 0) parts.push(make("div", "cards", ...cards));
    if (row.remedy) parts.push(make("section", "remedy", make("h3", "", "What to do"), make("p", "", row.remedy)));
    if (row.allowed) parts.push(allowance(row.allowed));
    parts.push(make("p", "code", row.code + " · " + row.fingerprint));
    return parts;
  }

  function card(cell, name, isChosen) {
    const heading = make("h3", "", name);
    if (cell.standsOut) heading.append(make("span", "differs", "≠ stands out"));
    const content = make("pre", "", ...(cell.parts ? marked(cell.parts) : [cell.text]));
    const element = make("section", "card " + cell.kind + (cell.standsOut ? " out" : "") + (isChosen ? " chosen" : ""), heading, content);
    const length = cell.parts ? cell.parts.join("").length : 0;
    if (length > 600) element.append(expander(content));
    return element;
  }

  function marked(parts) {
    return parts.map((part, index) => (index % 2 === 1 ? make("mark", "", part) : part));
  }

  function expander(content) {
    content.classList.add("long");
    content.tabIndex = 0;
    const button = make("button", "quiet", "Show all");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const isLong = content.classList.toggle("long");
      button.setAttribute("aria-expanded", String(!isLong));
      button.textContent = isLong ? "Show all" : "Show less";
    });
    return button;
  }

  function allowance({ reason, owner, expires, origin }) {
    const facts = [["Owner", owner || "–"], ["Until", expires || "no end"], ["Written at", origin]];
    const list = make("dl", "", ...facts.flatMap(([term, fact]) => [make("dt", "", term), make("dd", "", fact)]));
    return make("section", "allowance", make("h3", "", "Allowed"), make("p", "", reason), list);
  }

  function step(by) {
    const next = opened + by;
    if (next < 0 || next >= shown.length) return;
    open(next, 0);
    // A button that has just been disabled would lose the focus to nowhere.
    if (document.activeElement === document.body || document.activeElement.disabled) byId("close").focus();
  }

  byId("previous").addEventListener("click", () => step(-1));
  byId("following").addEventListener("click", () => step(1));
  byId("close").addEventListener("click", () => details.close());
  details.addEventListener("click", (event) => { if (event.target === details) details.close(); });
  details.addEventListener("keydown", (event) => {
    if (event.target.closest("pre") !== null) return;
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });
  details.addEventListener("close", () => {
    remember(location.pathname + location.search);
    const cell = table.querySelector("button[tabindex='0']");
    focusCell(opened, cell !== null && Number(cell.dataset.index) === opened ? Number(cell.dataset.column) : 0);
  });
  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("button.cell");
    if (cell === null || cell.tabIndex === 0) return;
    table.querySelectorAll("button[tabindex='0']").forEach((button) => { button.tabIndex = -1; });
    cell.tabIndex = 0;
  });

  // ---- start

  filters.addEventListener("input", applyFilters);
  filters.addEventListener("submit", (event) => event.preventDefault());
  for (const button of [byId("clear"), byId("clear-all")]) {
    button.addEventListener("click", () => {
      filters.reset();
      applyFilters();
    });
  }
  byId("more").addEventListener("click", () => {
    const first = drawn;
    drawMore();
    focusCell(first, 0);
  });
  new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) drawMore(); }, { rootMargin: "600px" })
    .observe(byId("more"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || details.open || event.target.closest("input, select") !== null) return;
    event.preventDefault();
    filters.elements.search.focus();
  });

  applyFilters();
  const linked = shown.findIndex((row) => "#" + row.fingerprint === location.hash);
  if (linked >= 0) open(linked, 0);
})();
`;
