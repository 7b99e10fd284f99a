// Keys for the fact-checker's queue. Every key presses a button or follows a link that stands on the page, so that
// nothing here can be done that cannot be done with the mouse, or without this script.

const OFF = "checking-keys-off";
const PLACE = "checking-place";
const SAME = { ArrowRight: "j", ArrowLeft: "k" };
const keys = document.getElementById("keys");
const on = document.getElementById("keys-on");
const work = document.querySelector(".work");

function remembered(store, name) {
  try {
    return store.getItem(name);
  } catch {
    return null;
  }
}

function remember(store, name, value) {
  try {
    store.setItem(name, value);
  } catch {
    // Where nothing may be kept, nothing is.
  }
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

function isScrolling(event) {
  return event.key.startsWith("Arrow") && event.target.closest(".copy-text, .theme-switch, details img") !== null;
}

document.addEventListener("keydown", (event) => {
  if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (!(event.target instanceof Element) || isTyping(event.target) || isScrolling(event)) return;
  if (event.key === "?") {
    keys.open = !keys.open;
    return;
  }
  const pressed = document.querySelector(`[data-key="${CSS.escape(SAME[event.key] ?? event.key)}"]`);
  if (pressed) {
    event.preventDefault();
    pressed.click();
  }
});

// After a tick the page comes back where it was, unless another statement is in hand.
for (const form of document.querySelectorAll(".work form")) {
  form.addEventListener("submit", (event) => {
    remember(sessionStorage, PLACE, JSON.stringify([work.dataset.ref, scrollX, scrollY]));
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}

if (work) {
  const [ref, x, y] = JSON.parse(remembered(sessionStorage, PLACE) ?? "[]");
  if (ref === work.dataset.ref) scrollTo({ left: x, top: y, behavior: "instant" });
  remember(sessionStorage, PLACE, "[]");
}

// The passage is what is wanted of the copy's text.
for (const text of document.querySelectorAll(".copy-text")) {
  const mark = text.querySelector("mark");
  if (!mark) continue;
  const below = mark.offsetTop - text.offsetTop - text.clientHeight / 3;
  if (mark.offsetTop + mark.offsetHeight > text.offsetTop + text.clientHeight) text.scrollTop = below;
}

keys.hidden = false;
on.checked = remembered(localStorage, OFF) === null;
on.addEventListener("change", () => {
  if (on.checked) localStorage.removeItem(OFF);
  else remember(localStorage, OFF, "yes");
});

// On wide screens the filters stand open, as on every list.
const wide = matchMedia("(min-width: 60rem)");
const unfold = () => document.querySelectorAll(".filters-fold").forEach((fold) => (fold.open = wide.matches));
wide.addEventListener("change", unfold);
unfold();
