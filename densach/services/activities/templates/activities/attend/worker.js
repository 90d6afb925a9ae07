// Keeps the attendance page and its files in the browser, so that a reload without network shows it again.
//
// Nothing else is touched. A page is kept for half a day, the last few only; signed out, it is forgotten.

const PAGES = "densach-attend-pages-1";
const FILES = "densach-attend-files-1";
const LASTS = 12 * 60 * 60 * 1000;
const MOST = 8;
const KEPT_AT = "X-Kept-At";
const PATIENCE = 5000;
const OURS = /\/buoi\/\d+\/diem-danh\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { page, files } = event.data ?? {};
  if (page) event.waitUntil(Promise.all([keepPage(page), keepFiles(files ?? [])]));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && OURS.test(url.pathname)) event.respondWith(openPage(request));
  else if (url.pathname.startsWith("{{ static_url }}")) event.respondWith(openFile(request));
});

async function keepPage(address) {
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual" });
  await written(address, answer);
}

async function written(address, answer) {
  const pages = await caches.open(PAGES);
  if (answer.type === "opaqueredirect" || answer.status === 404) await pages.delete(address);
  if (!answer.ok) return;
  // By this browser's own clock: the server's may be another.
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  await pages.put(address, new Response(await answer.clone().blob(), { headers }));
  const every = await pages.keys();
  for (const old of every.slice(0, Math.max(0, every.length - MOST))) await pages.delete(old);
}

async function keepFiles(files) {
  const kept = await caches.open(FILES);
  await Promise.all(files.map(async (file) => (await kept.match(file)) ?? kept.add(file).catch(() => {})));
}

function inTime(asked) {
  return Promise.race([asked, new Promise((_, no) => { setTimeout(() => no(new Error("too late")), PATIENCE); })]);
}

async function openPage(request) {
  try {
    const answer = await inTime(fetch(request));
    await written(request.url, answer);
    return answer;
  } catch {
    const found = await (await caches.open(PAGES)).match(request.url);
    if (found && Date.now() - Number(found.headers.get(KEPT_AT)) < LASTS) return found;
    return new Response("{{ offline|escapejs }}", { status: 503, headers: { "Content-Type": "text/plain; charset=utf-8" } });
  }
}

async function openFile(request) {
  try {
    const answer = await inTime(fetch(request));
    if (answer.ok) await (await caches.open(FILES)).put(request, answer.clone());
    return answer;
  } catch {
    return (await caches.match(request, { cacheName: FILES })) ?? Response.error();
  }
}
