// A field for a file (templates/sources/_drop_zone.html), made quicker: drag and drop, progress, cancel. Without this
// script the field is sent with its form. When a copy has arrived, the zone fires "preserved" with the server's answer
// in `detail`; unless somebody stops that event, the answer's address is opened.

const QUARTERS = 25;

export function enhanceDropZone(zone) {
  if (zone.dataset.ready) return;
  zone.dataset.ready = "yes";
  const { uploadTo, maxBytes, tooLarge, one, none, sent, reading, cancelled, failed } = zone.dataset;
  const atOnce = "atOnce" in zone.dataset;
  const part = (name) => zone.querySelector(`[data-${name}]`);
  const [area, hint, problem, progress, percent, cancel, said] = ["area", "hint", "problem", "progress", "percent", "cancel", "said"].map(part);
  const bar = progress.querySelector("progress");
  const input = zone.querySelector("input[type=file]");
  const form = zone.closest("form");
  let request = null;
  hint.hidden = false;

  function tell(sentence) {
    problem.textContent = sentence;
    problem.hidden = !sentence;
    zone.classList.toggle("field-invalid", Boolean(sentence));
    if (sentence) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    if (sentence) said.textContent = "";
  }

  // What is refused on sight need not travel first.
  function isRefused() {
    const [file] = input.files;
    tell(!file ? none : file.size > Number(maxBytes) ? tooLarge : "");
    return !problem.hidden;
  }

  function send() {
    if (request || isRefused()) return;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append(input.name, input.files[0]);
    request = new XMLHttpRequest();
    request.open("POST", uploadTo);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => show((100 * loaded) / total));
    request.addEventListener("load", () => arrived(request));
    request.addEventListener("error", () => end(failed));
    request.addEventListener("abort", () => end("", cancelled));
    progress.hidden = false;
    said.textContent = "";
    show(0);
    request.send(body);
    cancel.focus();
  }

  // Seen at every step, spoken at every quarter.
  let spoken = -1;
  function show(share) {
    const whole = Math.floor(share);
    bar.value = whole;
    percent.textContent = sent.replace("PERCENT", whole);
    const quarter = Math.floor(whole / QUARTERS);
    if (quarter === spoken) return;
    spoken = quarter;
    said.textContent = whole === 100 ? reading : percent.textContent;
    said.classList.toggle("visually-hidden", whole !== 100);
  }

  function end(sentence, spokenSentence = "") {
    request = null;
    spoken = -1;
    progress.hidden = true;
    said.classList.remove("visually-hidden");
    said.textContent = spokenSentence;
    tell(sentence);
    input.focus();
  }

  function arrived({ status, responseText }) {
    const answer = parsed(responseText);
    if (answer?.token) form.elements.csrfmiddlewaretoken.value = answer.token;
    if (status >= 400 || !answer) return end(answer?.problem || failed);
    const event = new CustomEvent("preserved", { bubbles: true, cancelable: true, detail: answer });
    const open = zone.dispatchEvent(event);
    if (open && answer.new && answer.address) return go(answer.address);
    end("", answer.sentence || "");
    if (open && answer.address) said.append(" ", linkTo(answer.address));
  }

  function linkTo(address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = zone.dataset.show;
    return link;
  }

  cancel.addEventListener("click", () => request?.abort());
  input.addEventListener("change", () => {
    said.textContent = "";
    if (!isRefused() && atOnce) send();
  });
  if (!atOnce) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
  }

  let inside = 0;
  area.addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    inside += 1;
    area.classList.add("is-over");
  });
  area.addEventListener("dragleave", () => {
    inside -= 1;
    if (inside <= 0) leave();
  });
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    leave();
    const { files } = event.dataTransfer;
    if (files.length > 1) return tell(one);
    if (!files.length || request) return;
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  function leave() {
    inside = 0;
    area.classList.remove("is-over");
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// An address on this very page would only move down to it: what is new there has to be loaded.
function go(address) {
  const here = location.pathname + location.search;
  location.assign(address);
  if (new URL(address, location.href).pathname + new URL(address, location.href).search === here) location.reload();
}

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

// A file that misses the zone must not replace the page, and with it what was typed.
for (const kind of ["dragover", "drop"]) {
  addEventListener(kind, (event) => holdsFiles(event) && event.preventDefault());
}

for (const zone of document.querySelectorAll("[data-drop-zone]")) enhanceDropZone(zone);
