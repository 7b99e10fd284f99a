// The form for a sourced claim, made quicker: search as you type, answers that follow the question, a live preview.
// Everything here also works without it, by the buttons that it hides.
import { enhanceLookup } from "./lookup.js";

const PAUSE = 400;
const form = document.getElementById("add-claim");
document.documentElement.classList.add("with-script");

// Parts of the page are drawn by the server from what is filled in, and put in place of the old ones. What was asked
// for stays asked for when its request is given up for a newer one.
let waiting = null;
const asked = new Set();
async function refresh(ids) {
  waiting?.abort();
  waiting = new AbortController();
  for (const id of ids) asked.add(id);
  const filled = new URLSearchParams(new FormData(form));
  filled.set("act", "show");
  try {
    const response = await fetch(form.action, { method: "POST", body: filled, signal: waiting.signal });
    if (response.redirected || !response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const id of asked) put(page.getElementById(id), document.getElementById(id));
    asked.clear();
  } catch (problem) {
    if (problem.name !== "AbortError") console.warn(problem);
  }
}

function put(fresh, old) {
  if (!fresh || !old) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const again = focused && { id: focused.id, name: focused.name, value: focused.value };
  for (const typed of old.querySelectorAll("input[id]:not([type=radio], [type=checkbox])")) {
    const same = fresh.querySelector(`#${CSS.escape(typed.id)}`);
    if (same) same.value = typed.value;
  }
  old.replaceWith(fresh);
  for (const lookup of fresh.querySelectorAll("[data-lookup]")) enhanceLookup(lookup);
  if (!again) return;
  const same = again.id
    ? document.getElementById(again.id)
    : [...fresh.querySelectorAll(`[name="${CSS.escape(again.name)}"]`)].find(({ value }) => value === again.value);
  same?.focus();
}

const due = new Set();
let timer = 0;
function soon(ids, pause) {
  for (const id of ids) due.add(id);
  clearTimeout(timer);
  timer = setTimeout(() => {
    const ids = [...due];
    due.clear();
    refresh(ids);
  }, pause);
}

form.addEventListener("change", ({ target }) => {
  if (target.type === "search") return;
  const around = target.closest("[data-refreshes]");
  soon(around ? around.dataset.refreshes.split(" ") : ["preview"], 0);
});

form.addEventListener("input", ({ target }) => {
  if (target.matches("textarea, input:not([type=radio], [type=checkbox], [type=search])")) soon(["preview"], PAUSE);
});

// Enter in a line of text does not send the form by accident; Ctrl + Enter sends it from anywhere.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("save"));
  } else if (event.target.matches("input:not([type=radio], [type=checkbox])")) {
    event.preventDefault();
  }
});

// One press of the button is enough. The server takes a second one for the first as well.
form.addEventListener("submit", (event) => {
  if (form.dataset.sent === "yes") event.preventDefault();
  if (event.submitter?.value === "save") form.dataset.sent = "yes";
});
addEventListener("pageshow", () => delete form.dataset.sent);

for (const lookup of form.querySelectorAll("[data-lookup]")) enhanceLookup(lookup);
document.getElementById("problems")?.focus();
