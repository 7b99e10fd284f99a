// Keys for the list of what waits for review. Each moves a mark, follows a link or ticks a box that stands on the page.

const keys = document.getElementById("keys");
const on = document.getElementById("keys-on");
const lines = [...document.querySelectorAll("[data-line]")];
let at = -1;

function mark(next) {
  if (!lines.length) return;
  lines[at]?.classList.remove("is-marked");
  at = Math.min(Math.max(next, 0), lines.length - 1);
  lines[at].classList.add("is-marked");
  lines[at].querySelector("[data-opens]").focus({ preventScroll: true });
  lines[at].scrollIntoView({ block: "nearest" });
}

const acts = {
  j: () => mark(at + 1),
  k: () => mark(at - 1),
  o: () => lines[at]?.querySelector("[data-opens]").click(),
  x: () => lines[at]?.querySelector("input:not(:disabled)")?.click(),
  "?": () => (keys.open = !keys.open),
};

document.addEventListener("keydown", (event) => {
  if (!on.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(event.target instanceof Element) || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (!(event.key in acts)) return;
  event.preventDefault();
  acts[event.key]();
});

keys.hidden = false;
