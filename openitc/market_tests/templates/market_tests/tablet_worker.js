// Keeps the page of this tablet, so that it opens without a signal: the newest page when there is one, else the kept.
"use strict";
const NAME = "answers-{{ code|escapejs }}-";
const KEPT = NAME + "{{ version|escapejs }}";
const PAGE = "{{ page|escapejs }}";
const PARTS = [{% for part in parts %}"{{ part|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PATIENCE = 4000; // a weak signal is no better than none

addEventListener("install", (event) => {
  const keep = async () => (await caches.open(KEPT)).addAll([PAGE, ...PARTS]);
  event.waitUntil(keep().then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== KEPT);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(tidy());
});

const newest = async (request) => {
  const kept = await caches.open(KEPT);
  const stop = new AbortController();
  const tired = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(request.url, { signal: stop.signal, credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    await kept.put(PAGE, answer.clone());
    return answer;
  } catch {
    return (await kept.match(PAGE)) || Response.error();
  } finally {
    clearTimeout(tired);
  }
};

const part = async (request) => (await (await caches.open(KEPT)).match(request.url)) || fetch(request);

addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (pathname === PAGE) event.respondWith(newest(event.request));
  else if (PARTS.includes(pathname)) event.respondWith(part(event.request));
});
