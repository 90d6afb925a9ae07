// Small courtesies for a page that already works without them.

// Menus close when the reader goes elsewhere, or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Printing needs a script, so its button shows only where scripts run.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A filter that is chosen applies at once: <form data-submit-on-change>.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) form.requestSubmit();
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});

// Coming back by the browser's arrow, a form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// htmx reuses forms: after its answer the form may be sent again.
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-sent]");
  if (form) delete form.dataset.sent;
});

// Buttons that fill the fields of their form: data-since="2026-02-01" fills the field named since.
for (const button of document.querySelectorAll("[data-quick-days] > button")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const [name, value] of Object.entries(button.dataset)) {
      const field = button.form.elements.namedItem(name);
      if (field) field.value = value;
    }
    button.form.dispatchEvent(new Event("input"));
  });
}

// Browsers show a date field in their own order: the chosen days stand beside it in words.
for (const words of document.querySelectorAll("[data-day-words]")) {
  const form = words.closest("form");
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const format = new Intl.DateTimeFormat(language, {
    weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC",
  });
  const tell = () => {
    const days = words.dataset.dayWords.split(" ").map((name) => form.elements.namedItem(name)?.valueAsDate);
    words.textContent = days.filter(Boolean).map((day) => format.format(day)).join(" – ");
  };
  form.addEventListener("input", tell);
  tell();
}

// A file held over its field lights the field.
for (const field of document.querySelectorAll("[data-upload]")) {
  for (const kind of ["dragenter", "dragover"]) field.addEventListener(kind, () => field.classList.add("dragging"));
  for (const kind of ["dragleave", "drop"]) field.addEventListener(kind, () => field.classList.remove("dragging"));
}

// What went wrong is read first.
document.querySelector(".error-summary")?.focus();
