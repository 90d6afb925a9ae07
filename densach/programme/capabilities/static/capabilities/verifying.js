// Opening "Return" goes straight to its remark, so that R, the words and Enter return an answer.
// The toggle event does not bubble, hence the capturing listener.
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.open) event.target.querySelector("input[name=remark]")?.focus();
  },
  true,
);
