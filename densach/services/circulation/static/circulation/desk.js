// The desk by scanner and keyboard: one box that keeps the focus, scans answered in the order in which they came.
//
// Without this script the same form is sent by Enter and the whole page comes back.

import { Queue } from "./queue.js";
import { isMuted, mute, sound } from "./sound.js";

// A scanner that reads the same label twice does it within this many milliseconds.
const TWICE = 300;
const MOST_ACTS = 12;

const counter = document.querySelector("#counter");
const form = document.querySelector("#scan");
const box = form.elements.code;
const queueLine = document.querySelector("#queue");
const words = counter.dataset;
let last = { code: "", at: 0 };

// crypto.randomUUID is only there over HTTPS; a library's own network may have none.
const newKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((one) => one.toString(36)).join("-");
const part = (name) => document.querySelector(`#${name}`);
const modeNow = () => form.elements.mode.value;

class Trouble extends Error {}

// sending --------------------------------------------------------------------------------------------------

async function send(entry, signal) {
  if (entry.done) {
    closeReader();
    return;
  }
  const body = new FormData(form);
  body.set("code", entry.code);
  body.set("mode", entry.mode);
  body.set("key", entry.key);
  body.set("override", entry.override ?? "");
  body.set("due_on", entry.due ?? "");
  body.set("pickup", entry.pickup ?? "");
  const answer = await post(entry.url ?? form.action, entry.body ? filled(entry.body) : body, signal);
  apply(answer);
}

function filled(pairs) {
  const body = new FormData();
  for (const [name, value] of pairs) body.append(name, value);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("reader", form.elements.reader.value);
  return body;
}

async function post(url, body, signal) {
  let reply;
  try {
    reply = await fetch(url, {
      method: "POST", body, signal, redirect: "manual", headers: { "X-Desk": "part" }, credentials: "same-origin",
    });
  } catch {
    throw new Trouble(words.offline);
  }
  if (reply.type === "opaqueredirect" || reply.status === 403) throw new Trouble(words.signedOut);
  if (reply.headers.get("X-Desk") !== "answer") throw new Trouble(words.failed);
  const parsed = new DOMParser().parseFromString(await reply.text(), "text/html");
  return parsed.body;
}

function apply(answer) {
  const said = answer.querySelector("#answer");
  part("answer").replaceWith(said);
  form.elements.reader.value = said.dataset.reader ?? "";
  const reader = answer.querySelector("#reader");
  if (reader) part("reader").replaceWith(reader);
  addLoan(answer.querySelector("template#new-loan"));
  addActs(answer.querySelector("template#new-act"));
  if (said.dataset.open === "new-reader") openNewReader();
  else if (said.dataset.tone === "yes") closeNewReader();
  if (said.dataset.mode) choose(said.dataset.mode);
  counter.dataset.hasReader = form.elements.reader.value ? "yes" : "";
  sound(said.dataset.tone);
}

function addLoan(template) {
  const rows = document.querySelector("#reader-loans");
  if (!template || !rows) return;
  const row = template.content.firstElementChild;
  rows.querySelector(`#${row.id}`)?.remove();
  rows.prepend(document.adoptNode(row));
  document.querySelector("#reader-none")?.remove();
  rows.closest("[hidden]")?.removeAttribute("hidden");
  const count = document.querySelector("#reader-count");
  if (count) count.textContent = String(rows.children.length);
}

function addActs(template) {
  const list = part("acts");
  if (!template || !list) return;
  // What was taken back cannot be taken back again.
  for (const code of template.content.querySelectorAll("[data-back]")) {
    for (const field of list.querySelectorAll("form input[name=code]")) {
      if (field.value === code.dataset.back) field.form.remove();
    }
  }
  list.prepend(...[...template.content.children].map((one) => document.adoptNode(one)));
  while (list.children.length > MOST_ACTS) list.lastElementChild.remove();
  list.closest("section").hidden = false;
}

function closeReader() {
  form.elements.reader.value = "";
  if (form.elements.due_on) form.elements.due_on.value = "";
  part("reader").replaceChildren();
  const said = part("answer");
  said.className = "answer answer-idle";
  said.dataset.reader = "";
  said.innerHTML = "";
  const line = document.createElement("p");
  line.className = "answer-big";
  line.textContent = words.ready;
  said.append(line);
  counter.dataset.hasReader = "";
  choose("lend");
  history.replaceState(null, "", location.pathname);
}

const queue = new Queue(send, (trouble, length) => {
  queueLine.hidden = !trouble && length < 2;
  queueLine.dataset.trouble = trouble ? "yes" : "";
  const waits = words.waiting.replace("#", String(length));
  queueLine.querySelector("span").textContent = trouble ? `${trouble.message} ${waits}` : waits;
  queueLine.querySelector("button").hidden = !trouble;
  if (trouble) sound("no");
});
queueLine.querySelector("button").addEventListener("click", () => {
  queue.drop();
  box.focus();
});

// scanning -------------------------------------------------------------------------------------------------

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = box.value.trim();
  box.value = "";
  const chosen = selected();
  if (!typed && chosen) {
    chosen.querySelector("button").click();
    return;
  }
  if (!typed) return;
  const now = performance.now();
  if (typed === last.code && now - last.at < TWICE) {
    last.at = now;
    return;
  }
  last = { code: typed, at: now };
  queue.add({
    code: typed, mode: modeNow(), key: newKey(),
    due: form.elements.due_on?.value ?? "", pickup: form.elements.pickup?.value ?? "",
  });
});

// Choices, overrides and undoing are forms inside the page; they wait in the same queue.
document.addEventListener("submit", (event) => {
  const own = event.target;
  if (!own.matches("[data-desk-form]")) return;
  event.preventDefault();
  event.stopPropagation();
  const asked = own.dataset.confirm;
  if (asked && !window.confirm(asked)) return;
  queue.add({ url: own.action, body: [...new FormData(own, event.submitter)], key: "" });
  box.focus();
}, true);

// choices by arrow keys ------------------------------------------------------------------------------------

const choices = () => [...document.querySelectorAll("#answer [role=option]")];
const selected = () => document.querySelector("#answer [role=option][aria-selected=true]");

function step(by) {
  const all = choices();
  if (!all.length) return false;
  const at = all.indexOf(selected());
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  for (const one of all) one.setAttribute("aria-selected", String(one === next));
  box.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
  return true;
}

// keys -----------------------------------------------------------------------------------------------------

const KEYS = { F2: "lend", F3: "return", F4: "renew", F6: "room", F7: "hold" };

function choose(mode) {
  for (const radio of form.elements.mode) radio.checked = radio.value === mode;
  box.placeholder = form.querySelector(`[name=mode][value=${mode}]`)?.dataset.hint ?? "";
  counter.dataset.mode = mode;
}

function openNewReader() {
  const fold = part("new-reader");
  if (!fold) return;
  fold.hidden = false;
  fold.open = true;
  fold.querySelector("input:not([type=hidden])").focus();
}

function closeNewReader() {
  const fold = part("new-reader");
  if (!fold) return;
  fold.open = false;
  if (document.activeElement?.closest("#new-reader")) box.focus();
}

function escape(event) {
  if (document.activeElement?.closest("#new-reader")) {
    closeNewReader();
    box.focus();
  } else if (document.activeElement !== box) {
    box.focus();
  } else if (box.value) {
    box.value = "";
  } else {
    queue.add({ done: true });
  }
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key in KEYS) {
    choose(KEYS[event.key]);
    box.focus();
    event.preventDefault();
  } else if (event.key === "F8") {
    openNewReader();
    event.preventDefault();
  } else if (event.key === "F9") {
    document.querySelector("#answer [name=override]")?.focus();
    event.preventDefault();
  } else if (event.key === "F10") {
    document.querySelector("[data-slip]")?.click();
    event.preventDefault();
  } else if (event.key === "Escape") {
    escape(event);
  } else if (event.target === box && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    if (step(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
  }
});

// What is scanned while nothing has the focus goes into the box.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  const free = !event.target.closest("input, select, textarea, button, a, summary, dialog");
  if (free && event.key.length === 1) box.focus();
}, true);

document.addEventListener("click", (event) => {
  if (!event.target.closest("input, select, textarea, a, summary, button, label, dialog, nav")) box.focus();
});
form.addEventListener("change", (event) => {
  if (event.target.name !== "mode") return;
  choose(modeNow());
  box.focus();
});
window.addEventListener("focus", () => {
  if (document.activeElement === document.body) box.focus();
});
window.addEventListener("online", () => queue.pump());
window.addEventListener("beforeunload", (event) => {
  if (queue.length) event.preventDefault();
});

// sound ----------------------------------------------------------------------------------------------------

const muteButton = part("mute");
function showMute() {
  muteButton.hidden = false;
  muteButton.setAttribute("aria-pressed", String(isMuted()));
  muteButton.querySelector("span").textContent = isMuted() ? words.soundOff : words.soundOn;
}
muteButton.addEventListener("click", () => {
  mute(!isMuted());
  showMute();
  sound("info");
  box.focus();
});

showMute();
choose(modeNow());
box.focus();
queue.pump();
