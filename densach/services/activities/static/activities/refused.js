// What the server refused stays in the browser, told one by one, until it is sent again, with a reason where the session
// was closed meanwhile, or is put aside.

export class Refused {
  constructor(root, outbox) {
    this.root = root;
    this.outbox = outbox;
    this.box = document.querySelector("#refused");
    this.box.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      outbox.again(this.box.elements.why.value.trim());
      this.draw();
    }, true);
    this.box.querySelector("[data-forget]").addEventListener("click", () => {
      outbox.forget();
      this.draw();
    });
  }

  draw() {
    const held = this.outbox.held;
    this.box.hidden = !held.length;
    this.box.querySelector("[data-words]").textContent = [...new Set(held.map((one) => one.refusal))].join(" ");
    this.box.querySelector("ul").replaceChildren(...held.flatMap((one) => this.#told(one)).map((words) => {
      const line = document.createElement("li");
      line.textContent = words;
      return line;
    }));
  }

  #told(entry) {
    if (entry.marks) return Object.entries(entry.marks).map(([id, status]) => `${this.#name(id)}: ${this.#state(status)}`);
    if (entry.person) return [entry.person.name];
    if (entry.tap) return [`${entry.tap.words} +${entry.tap.quantity}`];
    return [this.root.dataset.undo];
  }

  #name(id) {
    const row = this.root.querySelector(`.learner[data-id="${CSS.escape(id)}"] .learner-name`);
    return row?.textContent.trim() ?? `#${id}`;
  }

  #state(status) {
    return this.root.querySelector(`template[data-state="${status}"]`).content.textContent.trim();
  }
}
