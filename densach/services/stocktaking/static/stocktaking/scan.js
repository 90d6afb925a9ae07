// Stock-taking by scanner: one box that keeps the focus; scans wait in order and are not lost when the network is.
//
// Without this script the same form is sent by Enter and the whole page comes back.

import { sound } from "../circulation/sound.js";

const TWICE = 300;
const WAIT = 2500;
const LONGEST = 15000;
const MOST_ACTS = 12;

const counter = document.querySelector("#counter");
const form = document.querySelector("#scan");
const box = form.elements.code;
const line = document.querySelector("#queue");
const words = counter.dataset;
const KEPT = `densach-stock-${words.take}`;
const part = (name) => document.querySelector(`#${name}`);

let waiting = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
let busy = false;
let timer = 0;
let last = { code: "", at: 0 };

class Trouble extends Error {}

function keep() {
  sessionStorage.setItem(KEPT, JSON.stringify(waiting));
}

function tell(trouble) {
  line.hidden = !trouble && waiting.length < 2;
  const waits = words.waiting.replace("#", String(waiting.length));
  line.querySelector("span").textContent = trouble ? `${trouble.message} ${waits}` : waits;
  line.querySelector("button").hidden = !trouble;
  if (trouble) sound("no");
}

async function send(entry) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("code", entry.code);
  body.set("where", entry.where ?? "");
  const giveUp = AbortSignal.timeout(LONGEST);
  let reply;
  try {
    reply = await fetch(entry.url ?? form.action, {
      method: "POST", body, signal: giveUp, redirect: "manual", headers: { "X-Desk": "part" }, credentials: "same-origin",
    });
  } catch {
    throw new Trouble(words.offline);
  }
  if (reply.type === "opaqueredirect" || reply.status === 403) throw new Trouble(words.signedOut);
  if (reply.headers.get("X-Desk") !== "answer") throw new Trouble(words.failed);
  const answer = new DOMParser().parseFromString(await reply.text(), "text/html").body;
  apply(answer, entry);
}

function apply(answer, entry) {
  const said = answer.querySelector("#answer");
  part("answer").replaceWith(said);
  const counts = answer.querySelector("#counts");
  if (counts) part("counts").replaceWith(counts);
  const acts = part("acts");
  const fresh = answer.querySelector("template#new-act");
  if (fresh || entry.undo) acts.querySelector(`[data-code="${CSS.escape(entry.code)}"]`)?.remove();
  if (fresh) acts.prepend(document.adoptNode(fresh.content.firstElementChild));
  while (acts.children.length > MOST_ACTS) acts.lastElementChild.remove();
  sound(said.dataset.tone);
}

async function pump() {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  while (waiting.length) {
    try {
      await send(waiting[0]);
    } catch (trouble) {
      tell(trouble);
      timer = setTimeout(pump, WAIT);
      break;
    }
    waiting.shift();
    keep();
    tell(null);
  }
  busy = false;
}

function add(entry) {
  waiting.push(entry);
  keep();
  pump();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = box.value.trim();
  box.value = "";
  if (!code) return;
  const now = performance.now();
  const twice = code === last.code && now - last.at < TWICE;
  last = { code, at: now };
  if (!twice) add({ code, where: form.elements.where.value });
});

document.addEventListener("submit", (event) => {
  const own = event.target;
  if (!own.matches("[data-desk-form]")) return;
  event.preventDefault();
  event.stopPropagation();
  add({ code: own.elements.code.value, url: own.action, undo: true });
  box.focus();
}, true);

line.querySelector("button").addEventListener("click", () => {
  waiting.shift();
  keep();
  tell(null);
  pump();
  box.focus();
});

// What is scanned while nothing has the focus goes into the box.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") box.focus();
  const free = !event.target.closest("input, select, textarea, button, a, summary, dialog");
  if (free && event.key.length === 1) box.focus();
}, true);
form.elements.where.addEventListener("change", () => box.focus());
window.addEventListener("online", pump);
window.addEventListener("beforeunload", (event) => {
  if (waiting.length) event.preventDefault();
});

box.focus();
pump();
