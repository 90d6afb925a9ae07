// A password can be looked at before it is sent: a box to tick below each field, named by the page.
const word = document.querySelector("[data-show-word]")?.dataset.showWord;

if (word) {
  for (const field of document.querySelectorAll("input[type=password]")) {
    const box = document.createElement("input");
    box.type = "checkbox";
    const label = document.createElement("label");
    label.className = "show-password";
    label.append(box, word);
    box.addEventListener("change", () => { field.type = box.checked ? "text" : "password"; });
    field.after(label);
    // What is sent is a password again, so that the browser offers to keep it.
    field.form?.addEventListener("submit", () => { field.type = "password"; });
  }
}
