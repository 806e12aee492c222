// A tablet beside the answer page: one person after the other, without a signal for hours.
"use strict";

(() => {
  const { form, all, named, read, begin, show, send, code } = answering;
  const part = (name) => form.querySelector(`[data-${name}]`);
  const UNTOUCHED = 120000; // milliseconds after which a half-filled page is nobody's

  const tell = () => {
    const counts = { waiting: named("waiting").length, refused: named("refused").length, sent: read("sent") || 0 };
    for (const box of all("[data-count]")) box.textContent = counts[box.dataset.count];
    part("refused").hidden = !counts.refused;
    part("export").hidden = !(counts.waiting + counts.refused);
    part("kept").hidden = part("export").hidden && part("ready").hidden;
  };
  const signal = (there) => (part("offline").hidden = there);

  form.addEventListener("saved", tell);
  form.addEventListener("settled", tell);
  form.addEventListener("reached", () => signal(true));
  form.addEventListener("unreached", () => signal(false));
  form.addEventListener("unsendable", ({ detail }) => (part("gone").hidden = detail !== 404));
  addEventListener("online", () => signal(true));
  addEventListener("offline", () => signal(false));
  addEventListener("storage", tell);

  // Nobody sees what the one before chose: the page is empty again after each, and when somebody walks away.
  const next = () => (new Date() > new Date(form.dataset.until) ? show("closed") : begin());
  part("next").addEventListener("click", next);
  let untouched;
  form.addEventListener("input", () => {
    clearTimeout(untouched);
    untouched = setTimeout(next, UNTOUCHED);
  });
  form.addEventListener("saved", () => clearTimeout(untouched));

  part("export").addEventListener("click", () => {
    const answers = [...named("waiting"), ...named("refused")];
    const file = new Blob([JSON.stringify({ sent_at: new Date().toISOString(), another: false, answers })], {
      type: "application/json",
    });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `answers-${code}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  });

  // The page itself is kept by a worker of its own, which browsers allow on secure addresses only.
  if (navigator.serviceWorker) {
    const ready = () => {
      part("ready").hidden = false;
      tell();
    };
    navigator.serviceWorker
      .register(form.dataset.worker)
      .then(() => navigator.serviceWorker.ready)
      .then(ready, () => (part("unsafe").hidden = Boolean(navigator.serviceWorker.controller)));
    navigator.storage?.persist?.(); // so that a full tablet clears away other things first
  } else part("unsafe").hidden = false;

  signal(navigator.onLine);
  tell();
  next();
  send();
})();
