// Niceties only: a slider under each number that can be tried out. Without this file the numbers do the same work.
"use strict";

const figure = (text) => Number(String(text).replace(/[^\d.-]/g, ""));

for (const box of document.querySelectorAll("[data-slide]")) {
  const [least, most] = box.dataset.slide.split(" ");
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = least;
  slider.max = most;
  slider.step = box.step && box.step !== "any" ? box.step : Math.max(1, Math.round((most - least) / 200));
  slider.value = figure(box.value) || 0;
  if (box.labels[0]) slider.setAttribute("aria-label", box.labels[0].textContent.trim());
  // The slider has no name, so only the number is sent; its own event is passed on to htmx as the number's.
  slider.addEventListener("input", () => {
    box.value = slider.value;
  });
  box.addEventListener("input", () => {
    slider.value = figure(box.value) || 0;
  });
  box.after(slider);
}
