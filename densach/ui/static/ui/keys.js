// Work by keyboard.
//
//   <a data-key="n">          pressing N follows the link or presses the button
//   <input data-key="/">      pressing / goes to the field
//   <tbody data-rows>         arrows (or J and K) move between rows; each row has tabindex="-1", one has "0"
//   <button data-row-key="a"> inside a row: pressing A presses it for the row that has the focus
//
// Single keys are left alone while a person is typing, and with Ctrl, Alt or Meta held.

const typing = (element) =>
  element.isContentEditable ||
  element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");

const rowsOf = (body) => [...body.querySelectorAll(":scope > [tabindex]:not([hidden])")];

export function moveTo(body, row) {
  for (const other of rowsOf(body)) other.tabIndex = other === row ? 0 : -1;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  body.dispatchEvent(new CustomEvent("row", { detail: row, bubbles: true }));
}

function step(body, row, key) {
  const rows = rowsOf(body);
  const at = rows.indexOf(row);
  const next = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 }[key];
  return next === undefined ? null : rows[next];
}

function press(target) {
  if (target.matches("input, select, textarea")) target.focus();
  else target.click();
}

function inRows(event) {
  const row = event.target.closest("[data-rows] > [tabindex]");
  if (!row) return false;
  // A control inside the row keeps its own arrows; its letters go to the row.
  const next = step(row.parentElement, row, event.key);
  if (next !== null) {
    if (next) moveTo(row.parentElement, next);
    return true;
  }
  if (event.key === "Enter" && event.target === row) {
    row.querySelector("a, button")?.click();
    return true;
  }
  const own = row.querySelector(`[data-row-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!own) return false;
  press(own);
  return true;
}

function inPage(event) {
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target || target.disabled || target.closest("[hidden]")) return false;
  press(target);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (typing(event.target)) return;
  if (inRows(event) || inPage(event)) event.preventDefault();
});

// Where no row has the focus yet, J or the down arrow on the page goes to the first one.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !["j", "ArrowDown"].includes(event.key) || event.target !== document.body) return;
  const body = document.querySelector("[data-rows]");
  const first = body && rowsOf(body)[0];
  if (!first) return;
  event.preventDefault();
  moveTo(body, first);
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-rows] > [tabindex]");
  if (!row || row.tabIndex === 0) return;
  for (const other of rowsOf(row.parentElement)) other.tabIndex = other === row ? 0 : -1;
});
