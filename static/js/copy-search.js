// Searches a static copy: reads the few files of the index that the words need, and nothing else.
const box = document.querySelector("#copy-search");
const results = document.querySelector("#copy-results");
const summary = document.querySelector("#copy-summary");
const root = new URL("../", document.baseURI);
const MOST = 50;
const PAGES_IN_A_FILE = 200;
const LONGEST_WORD = 40;
const kept = new Map();

function wordsOf(text) {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => {
    const signs = [...word];
    if (!/[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/u.test(word)) return [signs.slice(0, LONGEST_WORD).join("")];
    if (signs.length === 1) return [word];
    return signs.slice(0, -1).map((sign, at) => sign + signs[at + 1]);
  });
}

async function read(path, without) {
  if (!kept.has(path)) {
    kept.set(path, fetch(new URL(`search/${path}`, root)).then((answer) => (answer.ok ? answer.json() : without)));
  }
  return kept.get(path);
}

async function pagesWith(word) {
  const beginning = [...word].slice(0, 2).map((sign) => sign.codePointAt(0).toString(16)).join("-");
  const words = await read(`words/${beginning}.json`, {});
  const found = new Set();
  for (const [each, pages] of Object.entries(words)) if (each.startsWith(word)) pages.forEach((page) => found.add(page));
  return found;
}

async function search(text) {
  const words = wordsOf(text).filter((word) => [...word].length > 1);
  if (!words.length) return [];
  const [first, ...others] = await Promise.all(words.map(pagesWith));
  return [...first].filter((page) => others.every((each) => each.has(page))).sort((a, b) => a - b);
}

async function show() {
  const asked = box.value;
  const found = await search(asked);
  const shown = await Promise.all(found.slice(0, MOST).map(async (page) => {
    const pages = await read(`pages/${Math.floor(page / PAGES_IN_A_FILE)}.json`, []);
    return pages[page % PAGES_IN_A_FILE];
  }));
  if (asked !== box.value) return;
  results.replaceChildren(...shown.map(([file, kind, title]) => {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = new URL(file, root);
    link.textContent = title;
    entry.append(`${kind}: `, link);
    return entry;
  }));
  const { none, some, first } = summary.dataset;
  if (!asked.trim()) summary.textContent = "";
  else if (!found.length) summary.textContent = none;
  else summary.textContent = (found.length > MOST ? first : some).replace("{}", found.length);
}

box.disabled = false;
box.addEventListener("input", show);
box.focus();
if (box.value) show();
