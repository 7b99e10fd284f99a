// Words selected in a preserved text start a statement: the form opens with the words, what stands on each side of
// them, the page, the copy, and where they begin in it.
//
// Places are counted in characters as the server counts them (code points, not JavaScript's halves of them). Each
// .text-words holds its part of the text, character by character, and says in data-start where that begins; the numbers
// before marks are drawn, not text.

const CONTEXT = 40;
// Servers refuse longer addresses.
const LONGEST_ADDRESS = 3800;

const text = document.getElementById("preserved-text");
const bar = document.getElementById("select-bar");
const float = document.getElementById("select-float");
const start = document.getElementById("select-start");
const known = document.getElementById("select-known");
const said = document.getElementById("select-words");
const quote = document.getElementById("select-quote");
const help = document.getElementById("select-help");
const tooLong = document.getElementById("select-too-long");

const blocks = [...text.querySelectorAll(".text-words")];
const whole = blocks.map((block) => block.textContent).join("");
const first = blocks.length ? Number(blocks[0].dataset.start) : 0;

const length = (words) => [...words].length;

/** The selected words and their place in `whole`, in JavaScript's own count; null where none are selected. */
function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  let from = null;
  let to = 0;
  let passed = 0;
  for (const block of blocks) {
    const size = block.textContent.length;
    if (range.intersectsNode(block)) {
      const part = document.createRange();
      part.selectNodeContents(block);
      if (block.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
      const end = passed + part.toString().length;
      if (block.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
      from ??= end - part.toString().length;
      to = end;
    }
    passed += size;
  }
  return from === null ? null : trimmed(from, to);
}

/** Without white space at the ends, and never with half a character. */
function trimmed(from, to) {
  const half = (at) => /[\uDC00-\uDFFF]/.test(whole[at] ?? "") && /[\uD800-\uDBFF]/.test(whole[at - 1] ?? "");
  if (half(from)) from -= 1;
  if (half(to)) to += 1;
  while (from < to && /\s/.test(whole[from])) from += 1;
  while (to > from && /\s/.test(whole[to - 1])) to -= 1;
  return from < to ? { from, to, words: whole.slice(from, to) } : null;
}

const tidy = (words) => words.replace(/\s+/g, " ").trim();

/** About forty characters before a place, from the beginning of a word. */
function before(place) {
  const characters = [...whole.slice(Math.max(0, place - 4 * CONTEXT), place)];
  const kept = characters.slice(-CONTEXT).join("");
  const cutInside = characters.length > CONTEXT && /\S/.test(characters.at(-CONTEXT - 1));
  return tidy(cutInside && /\s\S/.test(kept) ? kept.replace(/^\S+\s/, "") : kept);
}

/** About forty characters after a place, to the end of a word. */
function after(place) {
  const characters = [...whole.slice(place, place + 4 * CONTEXT)];
  const kept = characters.slice(0, CONTEXT).join("");
  const cutInside = characters.length > CONTEXT && /\S/.test(characters[CONTEXT]);
  return tidy(cutInside && /\S\s/.test(kept) ? kept.replace(/\s\S+$/, "") : kept);
}

function address(found) {
  const at = first + length(whole.slice(0, found.from));
  const asked = new URLSearchParams({ source: text.dataset.source, quote: found.words });
  const context = { prefix: before(found.from), suffix: after(found.to) };
  for (const [name, words] of Object.entries(context)) if (words) asked.set(name, words);
  if (text.dataset.page) {
    asked.set("locator_label", "page");
    asked.set("page", text.dataset.page);
  }
  asked.set("capture", text.dataset.capture);
  asked.set("at", at);
  return `${text.dataset.new}?${asked}`;
}

/** The passage that holds exactly these words already. */
function citedAlready(found) {
  const at = first + length(whole.slice(0, found.from));
  const span = `${at}-${at + length(found.words)}`;
  return text.querySelector(`.mark-number[data-span="${span}"]`)?.id.replace("mark-", "");
}

function place(range) {
  const box = [...range.getClientRects()].at(-1);
  if (!box) return;
  float.hidden = false;
  const left = Math.min(box.right, document.documentElement.clientWidth - float.offsetWidth - 16);
  float.style.left = `${Math.max(8, left) + window.scrollX}px`;
  float.style.top = `${box.bottom + window.scrollY + 6}px`;
}

function show() {
  const found = selected();
  const link = found && address(found);
  const fits = Boolean(link) && link.length <= LONGEST_ADDRESS;
  said.hidden = start.hidden = float.hidden = !fits;
  tooLong.hidden = !found || fits;
  help.hidden = Boolean(found);
  known.hidden = true;
  if (!fits) return;
  quote.textContent = tidy(found.words);
  quote.dir = "auto";
  start.href = float.href = link;
  const key = citedAlready(found);
  if (key) {
    known.href = `${text.dataset.new}?citation=${key}`;
    known.hidden = false;
  }
  place(document.getSelection().getRangeAt(0));
}

/** The arrows choose words while the text itself is in focus; with Shift they add words, with Control single characters. */
function chooseByKeyboard(event) {
  const forward = { ArrowRight: true, ArrowLeft: false }[event.key];
  if (event.target !== text || forward === undefined || event.altKey || event.metaKey) return;
  event.preventDefault();
  const selection = document.getSelection();
  if (!selection.rangeCount || !text.contains(selection.anchorNode)) {
    const top = blocks.find((block) => block.getBoundingClientRect().bottom > 0) ?? blocks[0];
    if (!top) return;
    selection.collapse(top, 0);
    selection.modify("extend", "forward", "word");
    return;
  }
  const by = event.ctrlKey ? "character" : "word";
  const way = getComputedStyle(selection.focusNode.parentElement ?? text).direction === "rtl" ? !forward : forward;
  const direction = way ? "forward" : "backward";
  if (event.shiftKey) {
    selection.modify("extend", direction, by);
    return;
  }
  if (way) selection.collapseToEnd();
  else selection.collapseToStart();
  selection.modify("move", direction, by);
  selection.modify("extend", way ? "backward" : "forward", by);
}

if (text && bar) {
  bar.hidden = false;
  let waiting;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  text.addEventListener("keydown", chooseByKeyboard);
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "Enter") return;
    const found = selected();
    if (!found) return;
    event.preventDefault();
    show();
    if (!start.hidden) start.click();
  });
}
