// A password can be looked at before it is sent: a button beside each field, named by the page.
const words = document.querySelector("[data-show-word]")?.dataset;

if (words) {
  for (const field of document.querySelectorAll("input[type=password]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-plain show-password";
    button.setAttribute("aria-pressed", "false");
    button.textContent = words.showWord;
    button.addEventListener("click", () => {
      const isShown = field.type === "text";
      field.type = isShown ? "password" : "text";
      button.textContent = isShown ? words.showWord : words.hideWord;
      button.setAttribute("aria-pressed", String(!isShown));
      field.focus();
    });
    field.after(button);
    // What is sent is a password again, so that the browser offers to keep it.
    field.form?.addEventListener("submit", () => { field.type = "password"; });
  }
}
