// Attendance by thumb or by keyboard. What is shown is what the server said last, with what waits to be sent on top.
//
// Without this script the same page is a form with a choice for each learner.

import { Refused } from "./refused.js";
import { Outbox, Trouble, newKey } from "./sending.js";
import { Talk } from "./talking.js";

const root = document.querySelector("#attend");
const words = root.dataset;
const list = document.querySelector("#learners");
const line = document.querySelector("#waiting");
const EVERY = 20000;
const STATES = ["present", "absent", "late", "excused"];
const NEXT = { "": "present", present: "absent", absent: "late", late: "excused", excused: "present" };
const HERE = new Set(["present", "late"]);
const SHEET = `densach-attend-sheet-${words.session}-${words.user}`;
const label = Object.fromEntries(["", ...STATES].map((one) => [one, root.querySelector(`template[data-state="${one}"]`)]));

// what the server said ---------------------------------------------------------------------------------------

const page = JSON.parse(document.querySelector("#sheet").textContent);
let sheet = newest(page, kept());

function kept() {
  try {
    return JSON.parse(localStorage.getItem(SHEET) ?? "null");
  } catch {
    return null;
  }
}

function newest(one, other) {
  return other && other.at > one.at ? { ...one, ...other } : one;
}

function learn(said) {
  sheet = said;
  try {
    localStorage.setItem(SHEET, JSON.stringify(said));
  } catch {
    // It is only for a reload without network.
  }
}

// sending ----------------------------------------------------------------------------------------------------

const talk = new Talk(root, learn);
const outbox = new Outbox(`densach-attend-${words.session}-${words.user}`, (...told) => talk.send(...told), (trouble) => draw(trouble));
const refused = new Refused(root, outbox);

// what is shown ----------------------------------------------------------------------------------------------

function seen() {
  const marks = { ...sheet.marks };
  const taps = { ...sheet.taps };
  const people = [...sheet.walk_ins];
  let taken = sheet.taps_total;
  const known = new Map(sheet.tallies.map((one) => [one.key || `#${one.id}`, one]));
  const tap = (one, sign) => {
    const place = `${one.band}|${one.sex}`;
    taps[place] = (taps[place] ?? 0) + sign * one.quantity;
    taken += sign * one.quantity;
  };
  for (const entry of outbox.entries) {
    if (entry.marks) Object.assign(marks, entry.marks);
    if (entry.tap) {
      tap(entry.tap, 1);
      known.set(entry.key, { ...entry.tap, key: entry.key });
    }
    if (entry.untap && known.has(entry.untap)) {
      tap(known.get(entry.untap), -1);
      known.delete(entry.untap);
    }
    if (entry.person) people.push({ id: entry.key, name: entry.person.name, band: entry.words, waits: true });
  }
  for (const one of people) if (one.waits) marks[one.id] = "present";
  return { marks, taps, taken, people, tallies: [...known.values()] };
}

function draw(trouble = null) {
  const now = seen();
  const waiting = new Set(outbox.entries.flatMap((one) => Object.keys(one.marks ?? {})));
  drawWalkIns(now.people);
  for (const row of list.querySelectorAll(".learner")) drawRow(row, now.marks[row.dataset.id] ?? "", waiting);
  const here = Object.values(now.marks).filter((one) => HERE.has(one)).length;
  for (const [name, number] of Object.entries({ present: here, taps: now.taken, total: here + now.taken })) {
    for (const place of root.querySelectorAll(`[data-sum=${name}]`)) place.textContent = new Intl.NumberFormat(words.lang).format(number);
  }
  for (const button of root.querySelectorAll("[data-tap]")) {
    button.querySelector("[data-taps]").textContent = String(now.taps[button.dataset.tap] ?? 0);
  }
  drawUndo(now.tallies);
  refused.draw();
  drawClosed();
  const unmarked = list.querySelectorAll(".learner[data-status='']").length;
  const every = document.querySelector("#all-present");
  if (every) {
    every.hidden = !unmarked || sheet.closed;
    every.querySelector("[data-left]").textContent = String(unmarked);
  }
  drawLine(trouble);
}

function drawRow(row, status, waiting) {
  row.classList.toggle("learner-waits", waiting.has(row.dataset.id) || row.dataset.waits === "yes");
  if (row.dataset.status === status && row.dataset.drawn) return;
  row.dataset.status = status;
  row.dataset.drawn = "yes";
  row.querySelector(".learner-state").replaceChildren(label[status].content.cloneNode(true));
  for (const radio of row.querySelectorAll("input[type=radio]")) radio.checked = radio.value === status;
}

function drawWalkIns(people) {
  const there = new Set(people.map((one) => String(one.id)));
  for (const row of list.querySelectorAll("[data-added]")) if (!there.has(row.dataset.id)) row.remove();
  for (const one of people) {
    if (list.querySelector(`[data-id="${CSS.escape(String(one.id))}"]`)) continue;
    const row = root.querySelector("#new-learner").content.firstElementChild.cloneNode(true);
    row.dataset.id = one.id;
    row.dataset.added = "yes";
    if (one.waits) row.dataset.waits = "yes";
    row.querySelector(".learner-name").textContent = one.name;
    row.querySelector(".learner-band").textContent = one.band;
    list.append(row);
  }
  document.querySelector("#nobody")?.toggleAttribute("hidden", list.children.length > 0);
}

function drawUndo(tallies) {
  const button = document.querySelector("#untap");
  if (!button) return;
  const last = tallies.at(-1);
  button.hidden = !last;
  if (!last) return;
  button.dataset.of = last.key || `#${last.id}`;
  button.querySelector("span").textContent = `${words.undo}: ${last.words} +${last.quantity}`;
}

// A colleague closed the session: what is put right from then on needs the page that asks for a reason.
function drawClosed() {
  document.querySelector("#closed-meanwhile").hidden = !sheet.closed;
  document.querySelector("#close-session")?.toggleAttribute("hidden", sheet.closed);
}

// Says so, and whether it is so.
function isClosed() {
  if (sheet.closed) document.querySelector("#closed-meanwhile").scrollIntoView({ block: "center" });
  return sheet.closed;
}

function drawLine(trouble) {
  const size = outbox.size;
  line.hidden = !size && !trouble;
  line.dataset.trouble = trouble ? "yes" : "";
  const waits = words.waits.replace("#", String(size));
  line.querySelector("span").textContent = trouble ? `${trouble.message} ${waits}` : waits;
  line.querySelector("a").hidden = trouble?.message !== words.signedOut;
  root.querySelector("[data-saved]").hidden = Boolean(size);
  const close = document.querySelector("#close-session");
  close?.toggleAttribute("aria-disabled", Boolean(size));
  close?.setAttribute("title", size ? words.sendFirst : "");
}

// marking ----------------------------------------------------------------------------------------------------

function mark(row, status) {
  if (row.dataset.waits === "yes" || isClosed()) return;
  outbox.add({ marks: { [row.dataset.id]: status } });
  draw();
  navigator.vibrate?.(10);
}

list.addEventListener("click", (event) => {
  const row = event.target.closest(".learner-mark")?.closest(".learner");
  if (row) mark(row, NEXT[row.dataset.status]);
});

// Arrows go from name to name, digits choose; Enter and the space bar go on to the next state as a tap does.
list.addEventListener("keydown", (event) => {
  const row = event.target.closest(".learner");
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (way) {
    const rows = [...list.querySelectorAll(".learner")];
    rows[rows.indexOf(row) + way]?.querySelector(".learner-mark").focus();
  } else if (STATES[Number(event.key) - 1]) {
    mark(row, STATES[Number(event.key) - 1]);
  } else return;
  event.preventDefault();
});

document.querySelector("#all-present")?.addEventListener("click", (event) => {
  event.preventDefault();
  const rows = [...list.querySelectorAll(".learner[data-status='']")];
  outbox.add({ marks: Object.fromEntries(rows.map((row) => [row.dataset.id, "present"])) });
  draw();
});

document.addEventListener("click", (event) => {
  const close = event.target.closest("#close-session");
  if (close?.getAttribute("aria-disabled") === null || !close) return;
  event.preventDefault();
  outbox.pump();
});

// taps and walk-ins ------------------------------------------------------------------------------------------

const told = (form) => Object.fromEntries([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "key"].includes(name)));

document.querySelector("#taps")?.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  if (isClosed()) return;
  const button = event.submitter;
  const [band, sex] = button.dataset.tap.split("|");
  const { quantity, place, ...slices } = told(event.target);
  outbox.add({ tap: { ...slices, band, sex, quantity: Number(quantity), words: button.dataset.words } });
  draw();
  navigator.vibrate?.(10);
}, true);

// A class that comes by number is tapped at once, with as many as came.
for (const form of document.querySelectorAll(".attend-group")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (isClosed()) return;
    const { role, quantity } = told(form);
    outbox.add({ tap: { band: "", sex: "", role, quantity: Number(quantity), words: form.dataset.words } });
    draw();
  }, true);
}

document.querySelector("#untap")?.addEventListener("click", (event) => {
  event.preventDefault();
  const of = event.currentTarget.dataset.of;
  if (isClosed()) return;
  if (!outbox.drop(of)) outbox.add({ untap: of });
  draw();
});

document.querySelector("#walk-in")?.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  const person = told(form);
  person.name = person.name.trim();
  if (!person.name || isClosed()) return;
  outbox.add({ person, words: form.elements.band.selectedOptions[0]?.textContent ?? "", key: newKey() });
  form.reset();
  form.elements.name.focus();
  draw();
}, true);

document.querySelector("#by-code")?.addEventListener("submit", (event) => {
  const box = event.target.elements.code;
  const code = box.value.replace(/[\s-]/g, "").toUpperCase();
  const row = code && list.querySelector(`.learner[data-code="${CSS.escape(code)}"]`);
  if (!row) return;
  // A code of this session's list needs no network; any other is asked of the server.
  event.preventDefault();
  event.stopPropagation();
  box.value = "";
  mark(row, "present");
  row.scrollIntoView({ block: "center" });
}, true);

// what others do ---------------------------------------------------------------------------------------------

// A colleague, or somebody at the door, marks too: the page asks now and then, and when it is looked at again.
async function refresh() {
  if (document.hidden || outbox.size) return;
  try {
    const said = await talk.stateNow();
    if (said.sheet.at > sheet.at) learn(said.sheet);
    draw();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
  }
}
setInterval(refresh, EVERY);
window.addEventListener("focus", refresh);

// without network --------------------------------------------------------------------------------------------

async function keepPage() {
  // A page that the worker gave is kept by it already.
  const page = navigator.serviceWorker.controller ? "" : location.href.split("#")[0];
  await navigator.serviceWorker.register(words.worker);
  const { active } = await navigator.serviceWorker.ready;
  const used = performance.getEntriesByType("resource").map((one) => one.name).filter((one) => one.includes("/static/"));
  active.postMessage({ page, files: used });
}

root.dataset.script = "yes";
if ("serviceWorker" in navigator) keepPage().catch(() => {});
draw();
outbox.pump();
