// Offers headings for the line that is being typed in a field of many lines (data-suggest: where to ask).
// Arrows choose, Enter or Tab takes, Escape closes. Without this file the field is a plain one.

const WAIT = 200;

function lineAt(area) {
  const before = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const after = area.value.indexOf("\n", area.selectionStart);
  return [before, after < 0 ? area.value.length : after];
}

function offer(area) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${area.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  area.after(list);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);
  let asked = 0;
  let timer = 0;

  const options = () => [...list.children];
  const at = () => options().findIndex((one) => one.getAttribute("aria-selected") === "true");

  function close() {
    list.hidden = true;
    list.replaceChildren();
    area.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    for (const [number, one] of options().entries()) one.setAttribute("aria-selected", String(number === place));
    const chosen = options()[place];
    if (chosen) {
      area.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else area.removeAttribute("aria-activedescendant");
  }

  function take(one) {
    const [from, to] = lineAt(area);
    area.setRangeText(one.dataset.heading, from, to, "end");
    close();
    area.focus();
  }

  async function ask() {
    const [from, to] = lineAt(area);
    const text = area.value.slice(from, to).trim();
    const mine = ++asked;
    if (text.length < 2) {
      close();
      return;
    }
    const answer = await fetch(`${area.dataset.suggest}?${new URLSearchParams({ subject: text })}`).catch(() => null);
    if (mine !== asked || !answer?.ok) return;
    list.innerHTML = await answer.text();
    const same = list.children.length === 1 && list.firstElementChild.dataset.heading === text;
    list.hidden = !list.children.length || same;
    choose(-1);
  }

  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const many = list.children.length;
    if (event.key === "ArrowDown") choose((at() + 1) % many);
    else if (event.key === "ArrowUp") choose((at() <= 0 ? many : at()) - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && at() >= 0) take(options()[at()]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  // Before the field loses the focus.
  list.addEventListener("mousedown", (event) => {
    const one = event.target.closest("[role=option]");
    if (!one) return;
    event.preventDefault();
    take(one);
  });
  area.addEventListener("blur", () => {
    asked += 1;
    clearTimeout(timer);
    close();
  });
}

for (const area of document.querySelectorAll("textarea[data-suggest]")) offer(area);
