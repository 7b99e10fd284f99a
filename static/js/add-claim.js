// The form for a sourced claim, made quicker: search as you type, answers that follow the question, a live preview.
// Everything here also works without it, by the buttons that it hides.
import { enhanceLookup } from "./lookup.js";
import { enhanceDropZone } from "./preserve.js";

const PAUSE = 400;
const STALE = 403; // somebody signed in anew in another window: the page that comes has a fresh token
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
  try {
    const page = await drawn("show", waiting.signal);
    for (const id of asked) put(page?.getElementById(id), document.getElementById(id));
    if (page) asked.clear();
  } catch (problem) {
    if (problem.name !== "AbortError") console.warn(problem);
  }
}

// The page as the server draws it after a button; null when somebody is signed out meanwhile. A file that is chosen
// stays here: static/js/preserve.js has sent it by itself.
async function drawn(act, signal, { again = true } = {}) {
  const filled = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  filled.set("act", act);
  const response = await fetch(form.action, { method: "POST", body: filled, signal });
  if (response.redirected || !(response.ok || response.status === STALE)) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (response.ok) return page;
  const fresh = page.querySelector("#add-claim [name=csrfmiddlewaretoken]");
  if (!fresh || !again) return null;
  form.elements.csrfmiddlewaretoken.value = fresh.value;
  return drawn(act, signal, { again: false });
}

// What is typed stays; where a part is drawn anew by a button (`sent`), what was typed since that was pressed.
const TYPED = "textarea[id], input[id]:not([type=radio], [type=checkbox], [type=file], [type=hidden])";
function put(fresh, old, { sent = null } = {}) {
  if (!fresh || !old) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const again = focused && { id: focused.id, name: focused.name, value: focused.value };
  for (const typed of old.querySelectorAll(TYPED)) {
    const same = fresh.querySelector(`#${CSS.escape(typed.id)}`);
    if (same && typed.value !== sent?.get(typed.id)) same.value = typed.value;
  }
  // A file that is chosen or on its way stays so.
  const zone = old.querySelector("[data-drop-zone]");
  if (zone) fresh.querySelector("[data-drop-zone]")?.replaceWith(zone);
  // What is read out when it changes stays in the page: its words are changed. They are copied, because a part around
  // them may be put in place next.
  if (old.matches("[role=status]")) old.replaceChildren(...fresh.cloneNode(true).childNodes);
  else old.replaceWith(fresh);
  const { opens } = fresh.dataset;
  if (opens) document.getElementById(opens).open = true;
  for (const lookup of fresh.querySelectorAll("[data-lookup]")) enhanceLookup(lookup);
  for (const each of fresh.querySelectorAll("[data-drop-zone]")) enhanceDropZone(each);
  if (!again) return;
  const same = again.id
    ? document.getElementById(again.id)
    : [...fresh.querySelectorAll(`[name="${CSS.escape(again.name)}"]`)].find(({ value }) => value === again.value);
  same?.focus();
}

// A button that names parts of the page has them drawn anew, and says where the focus goes then.
const BUSY = "aria-disabled";
async function press(button) {
  if (form.querySelector(`button[${BUSY}]`)) return;
  const { swaps, focus = "", busy } = button.dataset;
  const said = busy && button.parentElement.querySelector("[data-busy-said]");
  waiting?.abort();
  clearTimeout(timer);
  const ids = new Set([...asked, ...due, ...swaps.split(" ")]);
  asked.clear();
  due.clear();
  button.setAttribute(BUSY, "true");
  if (said) said.textContent = busy;
  const sent = new Map([...form.querySelectorAll(TYPED)].map(({ id, value }) => [id, value]));
  try {
    const page = await drawn(button.value);
    if (!page) throw new Error("no page");
    for (const id of ids) put(page.getElementById(id), document.getElementById(id), { sent: swaps.includes(id) ? sent : null });
    focus.split(" ").map((id) => document.getElementById(id)).find(Boolean)?.focus();
  } catch (problem) {
    console.warn(problem);
    button.removeAttribute(BUSY);
    button.dataset.failed = "yes";
    form.requestSubmit(button); // the page that comes says what is wrong
  }
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
  if (target.type === "search" || target.type === "file") return;
  const around = target.closest("[data-refreshes]");
  soon(around ? around.dataset.refreshes.split(" ") : ["preview"], 0);
});

form.addEventListener("input", ({ target }) => {
  if (!target.matches("textarea, input:not([type=radio], [type=checkbox], [type=search], [type=file])")) return;
  const typing = target.closest("[data-typing]")?.dataset.typing.split(" ") ?? [];
  soon([...typing, "preview"], PAUSE);
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
  if (event.submitter?.dataset.swaps && !event.submitter.dataset.failed) {
    event.preventDefault();
    press(event.submitter);
  }
  if (event.submitter?.value === "save") form.dataset.sent = "yes";
});
addEventListener("pageshow", () => delete form.dataset.sent);

// A file that was chosen or dropped is held at once: its key goes into the form.
form.addEventListener("preserved", (event) => {
  event.preventDefault();
  form.elements.pending.value = event.detail.key;
  form.querySelector("[data-drop-zone] input").value = "";
  refresh(["copy-part", "title-part", "check-said", "check-nearest"]).then(() => document.getElementById("held")?.focus());
});

// What is being fetched in the background is looked for again, without taking the focus from what is typed.
const LOOK_AGAIN = 1000;
async function lookAgain() {
  const fetching = document.getElementById("being-fetched");
  if (fetching && !document.hidden && !form.querySelector(`button[${BUSY}]`)) {
    const wasThere = fetching.contains(document.activeElement);
    await refresh(fetching.dataset.looksAgain.split(" "));
    if (wasThere) (document.getElementById("held") ?? document.getElementById("fetch-copy"))?.focus();
  }
  setTimeout(lookAgain, LOOK_AGAIN);
}
setTimeout(lookAgain, LOOK_AGAIN);

for (const lookup of form.querySelectorAll("[data-lookup]")) enhanceLookup(lookup);
document.getElementById("problems")?.focus();
