// "Use my place": chooses the nearest province. The list of provinces serves those without this file.
"use strict";

const near = document.getElementById("find-near");
const place = document.querySelector("[data-my-place]");

function nearest({ latitude, longitude }) {
  const shrunk = Math.cos((latitude * Math.PI) / 180);
  const away = (option) => {
    const [lat, lon] = option.dataset.place.split(" ").map(Number);
    return Math.hypot(lat - latitude, (lon - longitude) * shrunk);
  };
  return [...near.querySelectorAll("[data-place]")].reduce((best, option) => (away(option) < away(best) ? option : best));
}

if (near && place && "geolocation" in navigator) {
  const says = place.querySelector("[role=status]");
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    says.textContent = "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        near.value = nearest(coords).value;
        says.textContent = near.selectedOptions[0].textContent;
      },
      () => {
        says.textContent = says.dataset.unknown;
      },
      { timeout: 8000, maximumAge: 600000 },
    );
  });
}
