// Niceties only: every page does its work without this file.
"use strict";

const root = document.documentElement;

// The theme changes at once, without a new page; the form does the same for those without this file.
document.addEventListener("submit", (event) => {
  const chosen = event.submitter?.value;
  if (!event.target.matches("[data-theme-form]") || !chosen) return;
  event.preventDefault();
  root.dataset.theme = chosen;
  document.cookie = `theme=${chosen}; path=/; max-age=31536000; samesite=lax`;
});

// Changing the language loses nothing that was typed: it is kept until the same page is back.
const typedInto = () =>
  [...document.querySelectorAll("main :is(input, select, textarea)[name]")].filter(
    (box) => !["hidden", "password", "file", "submit"].includes(box.type),
  );
const asTyped = (box) => [box.name, ["checkbox", "radio"].includes(box.type) ? box.checked : box.value];
document.addEventListener("submit", (event) => {
  if (event.submitter?.name !== "language") return;
  const kept = { page: location.pathname + location.search, boxes: typedInto().map(asTyped) };
  sessionStorage.setItem("typed", JSON.stringify(kept));
});
const kept = JSON.parse(sessionStorage.getItem("typed") || "{}");
sessionStorage.removeItem("typed");
if (kept.page === location.pathname + location.search) {
  typedInto().forEach((box, place) => {
    const [name, value] = kept.boxes[place] || [];
    if (name !== box.name) return;
    if (typeof value === "boolean") box.checked = value;
    else box.value = value;
  });
}

// A menu closes when the person presses beside it, or Escape.
const openMenus = () => document.querySelectorAll("details.pop[open]");
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A filter takes effect as soon as it is changed; its button serves those without this file.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-auto]")) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print], [data-copy]");
  if (!button) return;
  if (button.matches("[data-print]")) window.print();
  else
    navigator.clipboard?.writeText(button.dataset.copy).then(() => {
      button.querySelector("[data-copied]")?.removeAttribute("hidden");
    });
});

// How long a hold still lasts: <time data-countdown datetime="…">; at its end the page is asked for again.
function count() {
  for (const clock of document.querySelectorAll("time[data-countdown]")) {
    const left = Math.max(0, Math.round((new Date(clock.dateTime) - Date.now()) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left === 0 && clock.dataset.countdown === "reload" && !clock.dataset.over) {
      clock.dataset.over = "true";
      window.location.reload();
    }
  }
}
count();
setInterval(count, 1000);

// What was refused is read first; what works only with this file is shown only now.
function settle(within) {
  within.querySelector("[data-focus]")?.focus();
  for (const button of within.querySelectorAll("[data-print][hidden], [data-copy][hidden]")) button.hidden = false;
  // On a phone a calendar begins at today, not at the start of its week.
  for (const box of within.querySelectorAll(".week-scroll")) {
    const today = box.querySelector("th.today");
    const names = box.querySelector("th.week-corner");
    if (today && box.scrollWidth > box.clientWidth) box.scrollLeft = today.offsetLeft - names.offsetWidth;
  }
  // A long line of stations begins at what comes next.
  for (const box of within.querySelectorAll(".line-box")) {
    const next = box.querySelector(".station[aria-current]");
    if (next && box.scrollWidth > box.clientWidth) box.scrollLeft = next.offsetLeft - box.clientWidth / 3;
  }
}
settle(document);
document.addEventListener("htmx:load", (event) => settle(event.detail.elt));

// A request that failed says so, and that nothing was changed.
function failed() {
  const messages = document.getElementById("messages");
  const word = document.createElement("div");
  word.className = "notice bad";
  const text = document.createElement("p");
  text.textContent = messages.dataset.failed;
  word.append(document.createElement("span"), text);
  messages.replaceChildren(word);
  messages.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:timeout", failed);
