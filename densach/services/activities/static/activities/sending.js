// Changes wait here in order until the network takes them; a reload, a lost network or a sign-out loses none.
//
// Each entry carries its own key: sent twice, it is the same act. They are kept in the browser under the session and
// the account, so that nobody sends another's. An entry that was sent once, perhaps in vain, never changes any more.
// What the server refuses is held, in words, until it is sent again or put aside.

const WAITS = [3000, 5000, 10000, 20000, 30000];
const LONGEST = 15000;
const MOST = 100;

// crypto.randomUUID is only there over HTTPS; a hall's own network may have none.
export const newKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((one) => one.toString(36)).join("-");

export class Trouble extends Error {}

export class Outbox {
  // `send(entries, signal)` answers a promise of results in the same order; `tell(trouble, results)` after each try.
  constructor(place, send, tell) {
    this.place = place;
    this.send = send;
    this.tell = tell;
    this.held = this.#kept(this.#apart);
    this.entries = this.#kept(place);
    this.busy = false;
    this.fails = 0;
    this.timer = 0;
    window.addEventListener("online", () => this.pump());
    document.addEventListener("visibilitychange", () => document.hidden || this.pump());
    // Another tab on the same session has sent, or added, something.
    window.addEventListener("storage", (event) => {
      if (![this.place, this.#apart].includes(event.key) || this.busy) return;
      this.entries = this.#kept(this.place);
      this.held = this.#kept(this.#apart);
      this.tell(null, []);
    });
  }

  get #apart() {
    return `${this.place}-refused`;
  }

  // How many changes wait: each mark is one.
  get size() {
    return this.entries.reduce((sum, one) => sum + (one.marks ? Object.keys(one.marks).length : 1), 0);
  }

  add(entry) {
    const last = this.entries.at(-1);
    this.#overtake(Object.keys(entry.marks ?? {}));
    if (entry.marks && last?.marks && !last.sent) Object.assign(last.marks, entry.marks);
    else this.entries.push({ ...entry, key: entry.key ?? newKey() });
    this.#keep();
    clearTimeout(this.soon);
    // A thumb taps faster than a network answers: what comes within a blink goes in one batch.
    this.soon = setTimeout(() => this.pump(), 600);
  }

  // Takes an entry out that was never sent. Returns whether there was one.
  drop(key) {
    const at = this.entries.findIndex((one) => one.key === key && !one.sent);
    if (at < 0) return false;
    this.entries.splice(at, 1);
    this.#keep();
    return true;
  }

  async pump() {
    if (this.busy || !this.entries.length) return;
    this.busy = true;
    clearTimeout(this.timer);
    const batch = this.entries.slice(0, MOST);
    for (const one of batch) one.sent = true;
    this.#keep();
    const giveUp = new AbortController();
    const clock = setTimeout(() => giveUp.abort(), LONGEST);
    let trouble = null;
    let results = [];
    try {
      results = await this.send(batch, giveUp.signal);
      this.#settle(batch, new Map(results.map((one) => [one.key, one])));
      this.fails = 0;
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      trouble = error;
      this.fails += 1;
    } finally {
      clearTimeout(clock);
      this.busy = false;
      this.#keep();
    }
    this.tell(trouble, results);
    const wait = trouble ? WAITS[Math.min(this.fails, WAITS.length) - 1] : 0;
    if (this.entries.length) this.timer = setTimeout(() => this.pump(), wait);
  }

  // Sends what was refused once more, with a reason where there is one.
  again(why) {
    this.entries.push(...this.held.map(({ refusal, ...entry }) => (why ? { ...entry, why } : entry)));
    this.forget();
    this.pump();
  }

  forget() {
    this.held = [];
    this.#keep();
  }

  // What was answered waits no longer; what was refused is held, of a batch of marks those that were.
  #settle(batch, answers) {
    this.entries = this.entries.filter((one) => !answers.has(one.key));
    for (const { sent, why, ...entry } of batch) {
      const said = answers.get(entry.key);
      if (said && !said.ok) this.held.push({ ...this.#left(entry, said.left ?? []), refusal: said.words });
      else if (said && entry.untap) this.held = this.held.filter((one) => one.key !== entry.untap);
    }
  }

  #left(entry, people) {
    if (!people.length) return entry;
    const marks = Object.fromEntries(people.map((one) => [one, entry.marks[one]]));
    return { ...entry, marks, key: newKey() };
  }

  // Whoever is marked anew is no longer what was refused.
  #overtake(people) {
    for (const one of this.held) for (const person of people) delete one.marks?.[person];
    this.held = this.held.filter((one) => !one.marks || Object.keys(one.marks).length);
  }

  #keep() {
    try {
      for (const [place, rows] of [[this.place, this.entries], [this.#apart, this.held]]) {
        if (rows.length) localStorage.setItem(place, JSON.stringify(rows));
        else localStorage.removeItem(place);
      }
    } catch {
      // A browser that keeps nothing still sends.
    }
  }

  #kept(place) {
    try {
      return JSON.parse(localStorage.getItem(place) ?? "[]");
    } catch {
      return [];
    }
  }
}
