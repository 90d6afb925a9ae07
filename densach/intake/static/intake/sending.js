// Long work says that it goes on: <form data-long> with an element of class "working" in it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-long]") || event.defaultPrevented) return;
  const working = form.querySelector(".working");
  if (working) working.hidden = false;
  form.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-long]")) {
    form.removeAttribute("aria-busy");
    const working = form.querySelector(".working");
    if (working) working.hidden = true;
  }
});
