// Keeps what is typed into the form for adding: sent to the server within five seconds of typing, for this person alone.
// Nothing is stored in the browser. Without this script the form works as before, and nothing is kept until it is sent.

const WAIT = 5000;
const STALE = 403; // somebody signed in anew in another window: the page has to ask for a fresh token
const form = document.getElementById("add-claim");
const told = document.getElementById("kept");
let timer = null;
let sending = false;
let leaving = false;

function filled() {
  const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  body.delete("act");
  return body;
}

async function freshToken() {
  const response = await fetch(`${form.action}?empty=yes`);
  if (response.redirected || !response.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector("#add-claim [name=csrfmiddlewaretoken]");
  if (fresh) form.elements.csrfmiddlewaretoken.value = fresh.value;
  return Boolean(fresh);
}

function say(words, isProblem) {
  told.textContent = words;
  told.classList.toggle("field-error", isProblem);
  if (isProblem) told.setAttribute("role", "alert");
  else told.removeAttribute("role");
}

async function keep({ again = true } = {}) {
  timer = null;
  if (sending || leaving) return later();
  sending = true;
  try {
    const response = await fetch(told.dataset.keepAt, { method: "POST", body: filled() });
    if (response.status === STALE && again && (await freshToken())) {
      sending = false;
      return keep({ again: false });
    }
    const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
    say(answer?.sentence ?? answer?.problem ?? told.dataset.signedOut, !response.ok);
    if (!response.ok && response.status !== 413) later();
  } catch {
    say(told.dataset.offline, true);
    later();
  } finally {
    sending = false;
  }
}

function later() {
  if (!leaving) timer ??= setTimeout(keep, WAIT);
}

form.addEventListener("input", later);
form.addEventListener("change", later);
// A button that add-claim.js answers by itself leaves nothing: what it changed is kept as well.
form.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return later();
  leaving = true;
  clearTimeout(timer);
  timer = null;
});

// A tab that is closed sends what was typed last.
addEventListener("pagehide", () => {
  if (timer === null || leaving) return;
  clearTimeout(timer);
  fetch(told.dataset.keepAt, { method: "POST", body: filled(), keepalive: true }).catch(() => {});
});
addEventListener("pageshow", () => (leaving = false));
