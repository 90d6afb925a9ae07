// The page of a session that is closed or called off: changes from before it was, still kept in this browser, are sent,
// and those refused are told, so that none is lost by it.

import { Refused } from "./refused.js";
import { Outbox } from "./sending.js";
import { Talk } from "./talking.js";

const root = document.querySelector("#attend");
const line = document.querySelector("#waiting");
const talk = new Talk(root, () => {});

const outbox = new Outbox(`densach-attend-${root.dataset.session}-${root.dataset.user}`, (...told) => talk.send(...told), (trouble, results) => {
  draw(trouble);
  if (results.some((one) => one.ok) && !outbox.size && !outbox.held.length) location.reload();
});
const refused = new Refused(root, outbox);

function draw(trouble = null) {
  refused.draw();
  if (!line) return;
  line.hidden = !outbox.size;
  const waits = root.dataset.waits.replace("#", String(outbox.size));
  line.querySelector("span").textContent = trouble ? `${trouble.message} ${waits}` : waits;
  line.querySelector("a").hidden = trouble?.message !== root.dataset.signedOut;
}

draw();
outbox.pump();
