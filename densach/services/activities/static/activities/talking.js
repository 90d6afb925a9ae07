// What the page of attendance says to the server, and what it answers.

import { Trouble } from "./sending.js";

export class Talk {
  // `learn(sheet)` is told the session as the server has it, after each answer.
  constructor(root, learn) {
    this.words = root.dataset;
    this.token = root.querySelector("[name=csrfmiddlewaretoken]").value;
    this.learn = learn;
  }

  async send(entries, signal, again = false) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.token);
    body.set("batch", JSON.stringify(entries.map(({ sent, ...entry }) => entry)));
    const reply = await this.#ask(this.words.send, { method: "POST", body }, signal);
    if (reply.status === 403 && !again) {
      // Whoever signed in anew has another token.
      await this.stateNow(signal);
      return this.send(entries, signal, true);
    }
    const said = await this.#json(reply);
    this.learn(said.sheet);
    return said.results;
  }

  async stateNow(signal) {
    const said = await this.#json(await this.#ask(this.words.state, { headers: { Accept: "application/json" } }, signal));
    this.token = said.token;
    return said;
  }

  async #ask(url, options, signal) {
    let reply;
    try {
      reply = await fetch(url, { signal, redirect: "manual", credentials: "same-origin", cache: "no-store", ...options });
    } catch {
      throw new Trouble(this.words.offline);
    }
    if (reply.type === "opaqueredirect") throw new Trouble(this.words.signedOut);
    return reply;
  }

  async #json(reply) {
    if (reply.status === 403 || reply.status === 404) throw new Trouble(this.words.refused);
    if (!reply.ok || !reply.headers.get("Content-Type")?.startsWith("application/json")) throw new Trouble(this.words.failed);
    return reply.json();
  }
}
