// The review screen: a row and its words in the paper light up together; chosen words become a new row.
// Without this script every act is a plain form and every place a plain link.

const review = document.querySelector("[data-review]");
const text = review.querySelector("[data-text]");
const list = review.querySelector(".review-list");
const wide = matchMedia("(width >= 70rem)");

// two sides on a phone -----------------------------------------------------

function show(side) {
  review.dataset.side = side;
  for (const button of review.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === side));
  }
}

review.classList.add("has-sides");
review.querySelector(".review-sides").hidden = false;
for (const button of review.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => show(button.dataset.show));
}

// a row and its words ------------------------------------------------------

const marksOf = (key) => text.querySelectorAll(`[data-rows-of~="${CSS.escape(key)}"]`);
const rowOf = (key) => document.getElementById(`row-${key}`);

function light(key, scroll) {
  for (const mark of text.querySelectorAll(".lit-now")) mark.classList.remove("lit-now");
  const marks = marksOf(key);
  for (const mark of marks) mark.classList.add("lit-now");
  if (scroll && marks[0] && wide.matches) marks[0].scrollIntoView({ block: "center" });
}

// A mark wears the state of the row that it belongs to, the innermost where several do.
function paint() {
  for (const mark of text.querySelectorAll("[data-rows-of]")) {
    const row = rowOf(mark.dataset.rowsOf.split(" ").at(-1));
    mark.classList.toggle("lit-accepted", row?.dataset.state === "accepted");
    mark.classList.toggle("lit-dropped", row?.dataset.state === "dropped");
  }
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-mark]");
  if (row) light(row.dataset.mark, true);
});

text.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-rows-of]");
  if (!mark || String(getSelection())) return;
  const key = mark.dataset.rowsOf.split(" ").at(-1);
  const row = rowOf(key);
  if (!row) return;
  show("rows");
  row.focus();
  row.scrollIntoView({ block: "center" });
});

list?.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#mark-"]');
  if (!link) return;
  event.preventDefault();
  show("text");
  light(link.closest("[data-mark]").dataset.mark, false);
  document.getElementById(link.hash.slice(1))?.scrollIntoView({ block: "center" });
});

// beyond the first and the last row lies the next page ----------------------

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const row = event.target.closest(".review-list > li");
  const beyond = { j: [row && !row.nextElementSibling, "next"], k: [row && !row.previousElementSibling, "prev"] };
  const [edge, rel] = beyond[event.key] ?? [false, ""];
  if (edge) review.querySelector(`[data-leaves] a[rel="${rel}"]`)?.click();
});

// after an act: on to the next row that waits ------------------------------

const next = (row) => {
  for (let other = row.nextElementSibling; other; other = other.nextElementSibling) {
    if (other.dataset.state === "proposed") return other;
  }
  return null;
};

// Settled, not only swapped: until then the old row is still in the page under the same id.
document.addEventListener("htmx:afterSettle", (event) => {
  const id = event.detail.target?.id;
  const row = id?.startsWith("row-") && document.getElementById(id);
  if (!row) return;
  paint();
  if (row.classList.contains("row-changing")) {
    (row.querySelector(".error-summary, .theirs, textarea") ?? row).focus();
    return;
  }
  const decided = row.dataset.state !== "proposed" && !row.querySelector(".notice");
  const to = (decided && next(row)) || row;
  to.focus();
  to.scrollIntoView({ block: "nearest" });
});

// words chosen in the paper -------------------------------------------------

const add = review.querySelector("[data-add]");
const base = add?.getAttribute("href");

// Offsets count characters of the paper as the reader does, not halves of surrogate pairs.
function offset(node, at) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!piece || node.nodeType !== Node.TEXT_NODE) return null;
  return Number(piece.dataset.at) + [...node.data.slice(0, at)].length;
}

document.addEventListener("selectionchange", () => {
  if (!add) return;
  const chosen = getSelection();
  const range = chosen.rangeCount ? chosen.getRangeAt(0) : null;
  const inside = range && !range.collapsed && text.contains(range.commonAncestorContainer);
  const start = inside ? offset(range.startContainer, range.startOffset) : null;
  const end = inside ? offset(range.endContainer, range.endOffset) : null;
  add.hidden = start === null || end === null;
  if (!add.hidden) add.href = `${base}?tu=${start}&den=${end}`;
});

paint();
if (location.hash.startsWith("#mark-")) {
  show("text");
  light(location.hash.slice(6), false);
} else if (location.hash.startsWith("#row-")) {
  document.getElementById(location.hash.slice(1))?.focus();
}
