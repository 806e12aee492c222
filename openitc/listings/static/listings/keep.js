// A switch takes effect where it stands: the page behind it is read again, and only the preview and the switches change.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-switch]");
  if (!form) return;
  event.preventDefault();
  const pressed = event.submitter;
  const body = new FormData(form, pressed);
  pressed.setAttribute("aria-checked", pressed.value === "yes" ? "true" : "false");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["preview", "switches"]) document.getElementById(id).replaceWith(page.getElementById(id));
    document.getElementById(pressed.id)?.focus();
  } catch {
    form.removeAttribute("data-switch");
    form.requestSubmit(pressed); // the ordinary way says what happened
  }
});
