// A nicety only: a tap or click on an answer goes on by itself; who chooses with the keyboard presses the button.
"use strict";

let pointed = false;
document.addEventListener("pointerdown", (event) => {
  pointed = Boolean(event.target.closest("[data-one-tap] .level"));
});
document.addEventListener("keydown", () => {
  pointed = false;
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-one-tap]");
  if (form && pointed) form.requestSubmit();
});
