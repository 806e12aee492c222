// The answer page works as a plain form. With this file it also keeps what was typed, asks for what is missing, and
// sends by itself until the answer has arrived; a key that it draws once lets the answer count once.
"use strict";

const answering = (() => {
  const form = document.querySelector("form[data-code]");
  const { code, state, arms } = form.dataset;
  const onTablet = "tablet" in form.dataset;
  const SPACE = `t/${code}/${onTablet ? "tablet/" : ""}`;
  const [AT_ONCE, MOST_BYTES, PATIENCE] = [10, 8000, 20000];

  // Where the browser lets nothing be kept, it is kept as long as the page stands.
  const kept = (() => {
    try {
      localStorage.setItem("t", "");
      localStorage.removeItem("t");
      return localStorage;
    } catch {
      const held = new Map();
      return {
        getItem: (name) => held.get(name) ?? null,
        setItem: (name, value) => held.set(name, value),
        removeItem: (name) => held.delete(name),
        keys: () => [...held.keys()],
      };
    }
  })();
  const read = (name) => JSON.parse(kept.getItem(SPACE + name));
  const keep = (name, value) => kept.setItem(SPACE + name, JSON.stringify(value));
  const drop = (name) => kept.removeItem(SPACE + name);
  const named = (folder) => {
    const names = kept.keys ? kept.keys() : Object.keys(kept);
    return names.filter((name) => name.startsWith(`${SPACE}${folder}/`)).map((name) => JSON.parse(kept.getItem(name)));
  };

  // Not crypto.randomUUID: that one is missing where the address is not secure.
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  const all = (selector, within = form) => [...within.querySelectorAll(selector)];
  const say = (what, detail) => form.dispatchEvent(new CustomEvent(what, { detail }));
  const show = (what) => {
    for (const part of all("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(what);
    scrollTo(0, 0);
  };

  // The language: the one chosen before, or the browser's.
  const speak = (language) => {
    form.elements.language.value = document.documentElement.lang = language;
    kept.setItem("t/language", language);
  };
  speak(kept.getItem("t/language") || (/^th/.test(navigator.language) ? "th" : "en"));
  for (const radio of form.elements.language) radio.addEventListener("change", () => speak(radio.value));

  // What chance draws goes by the key, here as on the server.
  const [questions, sides] = [all("[data-question]"), all("[data-side]")];
  const draw = (key) => {
    const drawn = arms.split(",");
    const arm = drawn[parseInt(key.slice(-1), 16) % drawn.length];
    for (const side of sides) side.hidden = side.dataset.side !== arm;
    if (questions[0]) questions[0].parentNode.append(...(arm === "down" ? [...questions].reverse() : questions));
    for (const group of all("[data-question=chosen] .choice")) {
      const [first] = all("input", group);
      if (arm === "ba" ? first.value === "a" : first.value === "b") group.append(first.parentNode);
    }
    form.elements.key.value = key;
  };

  // Satang, from figures of either script; not a number where there are none.
  const satang = (typed) => {
    const plain = typed.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 3664).replace(/[\s,฿]|บาท|baht/gi, "");
    return /^\d+(\.\d{0,2})?$/.test(plain) ? Math.round(100 * plain) : NaN;
  };
  const valueOf = (question) => {
    const box = question.querySelector("input:checked, .price input");
    if (!box || !box.value.trim()) return undefined;
    const { type } = question.dataset;
    if (type === "price") return satang(box.value);
    if (type === "yesno") return box.value === "yes";
    return type === "choice" ? box.value : Number(box.value);
  };
  const faultOf = (question, values) => {
    const value = values[question.dataset.question];
    if (value === undefined) return "missing";
    if (question.dataset.type !== "price") return "";
    if (!(value <= 1e7)) return "out_of_range";
    const below = question.querySelector("input").dataset.notBelow;
    return below && values[below] > value ? "prices_out_of_order" : "";
  };
  const mark = (question, fault) => {
    question.classList.toggle("refused", Boolean(fault));
    for (const words of all("[data-fault]", question)) words.hidden = words.dataset.fault !== fault;
  };
  const answered = () =>
    Object.fromEntries(questions.map((each) => [each.dataset.question, valueOf(each)]).filter(([, is]) => is !== undefined));

  const refuse = (faults) => {
    for (const question of questions) mark(question, faults[question.dataset.question]);
    all("[data-fault=agreed]").forEach((words) => (words.hidden = !faults.agreed));
    const first = all(".fault:not([hidden])").find((words) => !words.matches(".lead"));
    first?.closest("fieldset, section").scrollIntoView({ block: "center" });
    first?.closest("fieldset, section").querySelector("input").focus({ preventScroll: true });
  };

  // What was typed is kept on a phone; a tablet keeps nothing of one person for the next.
  const draft = () => {
    const boxes = all("input:checked, .price input").map((box) => [box.name, box.value]);
    if (!onTablet) keep("draft", { key: form.elements.key.value, boxes });
    const whole = questions.filter((each) => !faultOf(each, answered())).length + form.elements.agreed.checked;
    const bar = form.querySelector(".done i");
    if (bar) bar.style.transform = `scaleX(${whole / (questions.length + 1)})`;
  };
  const begin = () => {
    if (state !== "open") return show("closed");
    const { key, boxes } = (!onTablet && read("draft")) || { key: newKey(), boxes: [] };
    const { language } = form.elements;
    const spoken = language.value;
    form.reset();
    language.value = spoken;
    draw(key);
    for (const [name, value] of boxes) {
      const box = all(`[name="${CSS.escape(name)}"]`).find((each) => each.type === "text" || each.value === value);
      if (box && name !== "language") box.type === "text" ? (box.value = value) : (box.checked = true);
    }
    for (const question of questions) mark(question, "");
    all("details").forEach((each) => (each.open = false));
    show("ask");
    draft();
  };

  // Sending: as many as one sending takes, again and again until nothing waits.
  let [sending, tries, timer] = [false, 0, 0];
  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(send, 1000 * (seconds || Math.min(60, 2 ** tries++) * (1 + Math.random() / 2)));
  };
  const settle = (waiting, { outcomes, faults }) => {
    for (const answer of waiting) {
      const outcome = outcomes[answer.key];
      if (!outcome) continue;
      drop(`waiting/${answer.key}`);
      if (outcome === "refused") keep(`refused/${answer.key}`, answer);
      else keep("sent", (read("sent") || 0) + 1);
      if (outcome !== "refused") keep("answered", true);
      say("settled", { outcome, faults: faults[answer.key] || {} });
    }
  };
  const send = async () => {
    const waiting = named("waiting").slice(0, AT_ONCE);
    if (sending || !waiting.length) return;
    sending = true;
    clearTimeout(timer);
    const stop = new AbortController();
    const tired = setTimeout(() => stop.abort(), PATIENCE);
    let body;
    do body = JSON.stringify({ sent_at: new Date().toISOString(), another: Boolean(read("another")), answers: waiting });
    while (body.length > MOST_BYTES && waiting.pop());
    try {
      const headers = { "Content-Type": "application/json" };
      const reply = await fetch(form.action, { method: "POST", headers, body, signal: stop.signal });
      say("reached", reply.status);
      if (reply.ok) {
        settle(waiting, await reply.json());
        tries = 0;
        later(0.1);
      } else if (reply.status === 429 || reply.status >= 500) later(Number(reply.headers.get("Retry-After")));
      else if (reply.status === 409) show("answered");
      else say("unsendable", reply.status);
    } catch {
      say("unreached");
      later();
    } finally {
      clearTimeout(tired);
      sending = false;
    }
  };

  const save = () => {
    const values = answered();
    const faults = Object.fromEntries(questions.map((each) => [each.dataset.question, faultOf(each, values)]));
    const { key, language, agreed } = form.elements;
    if (!agreed.checked) faults.agreed = "missing";
    if (Object.values(faults).some(Boolean)) return refuse(faults);
    const told = all("[data-group] :checked").map((box) => [box.name.slice("group_".length), box.value]);
    const answer = { key: key.value, language: language.value, agreed: true, answered_at: new Date().toISOString() };
    keep(`waiting/${key.value}`, { ...answer, values, group: Object.fromEntries(told) });
    drop("draft");
    show(onTablet ? "next" : "waiting");
    say("saved");
    send();
  };

  form.noValidate = true;
  form.addEventListener("input", draft);
  form.addEventListener("change", (event) => {
    const question = event.target.closest("[data-question]");
    if (question?.matches(".refused")) mark(question, faultOf(question, answered()));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());

  if (questions.length) {
    const bar = document.createElement("div");
    bar.className = "done";
    bar.append(document.createElement("i"));
    form.querySelector("header").after(bar);
  }

  // A phone: what became of its answer, and whoever answers on it next.
  if (!onTablet) {
    form.addEventListener("settled", ({ detail: { outcome, faults } }) => {
      if (outcome !== "refused") return show("sent");
      show("" in faults ? "late" : "failed");
    });
    form.addEventListener("unsendable", () => show("failed"));
    for (const button of all("[data-another]")) {
      button.addEventListener("click", () => {
        keep("another", true);
        named("waiting").length && !button.closest("main").querySelector("[data-when=waiting]:not([hidden])") ? send() : begin();
      });
    }
    const before = read("answered") || document.cookie.includes("answered=");
    if (named("waiting").length) show("waiting");
    else if (before && !read("draft")) show("answered");
    else begin();
  }
  send();
  return { form, all, named, read, keep, begin, show, send, code, onTablet };
})();
