// Rows of the editor move, come and go at once; without this file the same buttons send the form.

const form = document.querySelector("[data-marc-editor]");
const list = form?.querySelector("[data-rows-of-fields]");

function fresh(after) {
  const row = (after ?? list.lastElementChild).cloneNode(true);
  for (const input of row.querySelectorAll("input")) input.value = input.name === "marks" ? "##" : "";
  const marks = row.querySelector('input[name="marks"]');
  marks.type = "text";
  row.querySelector("textarea").value = "$a";
  row.querySelector("[data-name]").textContent = "";
  for (const help of row.querySelectorAll(".marc-help")) help.remove();
  if (after) after.after(row);
  else list.append(row);
  row.querySelector('input[name="tag"]').focus();
}

function named(tag) {
  const option = document.querySelector(`#tags option[value="${CSS.escape(tag)}"]`);
  return option ? option.textContent.slice(tag.length).trim() : "";
}

if (form && list) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.hasAttribute("data-add-row")) {
      event.preventDefault();
      fresh();
      return;
    }
    const row = button?.closest("[data-row]");
    if (!row || !button.dataset.move) return;
    event.preventDefault();
    switch (button.dataset.move) {
      case "up":
        row.previousElementSibling?.before(row);
        break;
      case "down":
        row.nextElementSibling?.after(row);
        break;
      case "add":
        fresh(row);
        return;
      default:
        if (list.children.length > 1) {
          const near = row.nextElementSibling ?? row.previousElementSibling;
          row.remove();
          near.querySelector("textarea").focus();
          return;
        }
    }
    button.focus();
  });
  list.addEventListener("input", (event) => {
    if (event.target.name !== "tag") return;
    event.target.closest("[data-row]").querySelector("[data-name]").textContent = named(event.target.value);
  });
  // What is chosen by position stands in the field at once.
  list.addEventListener("change", (event) => {
    const { start, length } = event.target.dataset;
    if (start === undefined) return;
    const area = event.target.closest("[data-row]").querySelector('textarea[name="text"]');
    const [from, many] = [Number(start), Number(length)];
    const signs = area.value.padEnd(from + many, "#");
    const said = event.target.value.replaceAll(" ", "#").padEnd(many, "#").slice(0, many);
    area.value = signs.slice(0, from) + said + signs.slice(from + many);
  });
  // Ctrl+Enter saves, Alt+arrows move the row: the hands stay on the keys.
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('button[value="save"]'));
    } else if (row && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      if (event.key === "ArrowUp") row.previousElementSibling?.before(row);
      else row.nextElementSibling?.after(row);
      event.target.focus();
    }
  });
}
