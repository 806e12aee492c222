// While prices are typed: what each quantity comes to. The server reckons it again; without this the page works as well.
(() => {
  const baht = (text) => {
    const plain = (text || "")
      .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
      .replace(/[,\s฿]|baht|บาท/gi, "");
    return /^\d+(\.\d{0,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
  };
  const words = (satang, pattern) => {
    const amount = satang / 100;
    const digits = Number.isInteger(amount) ? 0 : 2;
    return pattern.replace(
      "{amount}",
      amount.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    );
  };
  const reckon = (form) => {
    const once = ["tooling", "delivery"].reduce((sum, name) => sum + (baht(form.elements[name]?.value) || 0), 0);
    for (const tier of form.querySelectorAll("[data-quantity]")) {
      const output = tier.querySelector("output");
      const price = baht(tier.querySelector("input").value);
      const quantity = Number(tier.dataset.quantity);
      const total = price ? price * quantity + once : null;
      output.textContent = total
        ? output.dataset.words
            .replace("{total}", words(total, output.dataset.baht))
            .replace("{landed}", words(Math.round(total / quantity), output.dataset.baht))
        : "";
    }
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-quote]");
    if (form) reckon(form);
  });
})();
