/* Buttons that add one: the fields work without them. */
for (const button of document.querySelectorAll("[data-crowd] [data-add]")) {
  const field = button.form.elements[button.dataset.add];
  button.hidden = false;
  button.addEventListener("click", () => {
    field.value = (parseInt(field.value, 10) || 0) + 1;
  });
}
