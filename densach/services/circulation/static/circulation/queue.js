// What was scanned waits here in order, one sent after the other, and is not lost when the network is.
//
// Each entry carries its own key: sent twice, it is the same act. The waiting ones are kept in the tab, so that a
// reload brings them back.

const KEPT = "densach-desk-queue";
const WAIT = 2500;
const LONGEST = 15000;

export class Queue {
  // `send(entry, signal)` answers a promise; it rejects with a Trouble when the entry has to wait.
  constructor(send, tell) {
    this.send = send;
    this.tell = tell;
    this.waiting = this.#kept();
    this.busy = false;
    this.timer = 0;
  }

  add(entry) {
    this.waiting.push(entry);
    this.#keep();
    this.pump();
  }

  // Forgets what was not sent: the person decides it, never the program.
  drop() {
    this.waiting.shift();
    this.#keep();
    this.tell(null, this.waiting.length);
    this.pump();
  }

  get length() {
    return this.waiting.length;
  }

  async pump() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    while (this.waiting.length) {
      const entry = this.waiting[0];
      const giveUp = new AbortController();
      const clock = setTimeout(() => giveUp.abort(), LONGEST);
      try {
        await this.send(entry, giveUp.signal);
      } catch (trouble) {
        this.tell(trouble, this.waiting.length);
        this.timer = setTimeout(() => this.pump(), WAIT);
        break;
      } finally {
        clearTimeout(clock);
      }
      this.waiting.shift();
      this.#keep();
      this.tell(null, this.waiting.length);
    }
    this.busy = false;
  }

  #keep() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(this.waiting));
    } catch {
      // A browser that keeps nothing still scans.
    }
  }

  #kept() {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
    } catch {
      return [];
    }
  }
}
