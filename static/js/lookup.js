// A search field as an ARIA combobox with a list box: type, arrow keys, Enter to choose, Escape to close.
const PAUSE = 150;
let lists = 0;

export function enhanceLookup(field) {
  const { lookup: name, find: address, nothing, remove, count: countWord } = field.dataset;
  const several = "several" in field.dataset;
  const input = field.querySelector("input[type=search]");
  const bar = field.querySelector(".lookup-bar");
  const chosen = field.querySelector(".lookup-chosen");
  field.querySelector(".lookup-results")?.remove();

  const list = document.createElement("ul");
  list.id = `lookup-list-${++lists}`;
  list.className = "lookup-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent.trim());
  list.hidden = true;
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  bar.append(list, said);
  for (const [key, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) {
    input.setAttribute(key, value);
  }
  decorate();

  let rows = [];
  let at = -1;
  let timer = 0;
  let asked = null;

  input.addEventListener("input", () => {
    mark(-1); // what is listed answers what was typed before
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  input.addEventListener("focus", () => input.value.trim() && search());
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) search();
      else move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      event.stopPropagation();
      if (!list.hidden && at >= 0) choose(rows[at]);
      else search();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose(rows[Number(option.dataset.at)]);
  });
  chosen.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    button.closest("li").remove();
    changed();
    input.focus();
  });
  chosen.addEventListener("change", ({ target }) => {
    if (!target.matches("input") || target.checked) return;
    target.closest("li").remove();
    changed();
    input.focus();
  });

  async function search() {
    const text = input.value.trim();
    if (!text) return close();
    asked?.abort();
    asked = new AbortController();
    try {
      const response = await fetch(`${address}?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (!response.ok || response.redirected) return;
      show((await response.json()).found);
    } catch (problem) {
      if (problem.name !== "AbortError") console.warn(problem);
    }
  }

  function show(found) {
    if (document.activeElement !== input) return;
    const taken = new Set([...chosen.querySelectorAll("input")].map(({ value }) => value));
    rows = found.filter(({ value }) => !taken.has(value));
    list.replaceChildren(...rows.map(option));
    if (!rows.length) {
      const empty = document.createElement("li");
      empty.className = "lookup-nothing";
      empty.textContent = nothing;
      list.append(empty);
    }
    said.textContent = rows.length ? `${rows.length} ${countWord}` : nothing;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(rows.length ? 0 : -1);
    list.scrollIntoView({ block: "nearest" });
  }

  function option(row, index) {
    const line = document.createElement("li");
    line.id = `${list.id}-${index}`;
    line.dataset.at = index;
    line.setAttribute("role", "option");
    line.append(...words(row));
    return line;
  }

  function words({ label, detail }) {
    const main = document.createElement("span");
    main.className = "lookup-label";
    main.textContent = label;
    const more = document.createElement("span");
    more.className = "lookup-detail";
    more.textContent = detail;
    return detail ? [main, " ", more] : [main];
  }

  function move(step) {
    if (rows.length) mark((at + step + rows.length) % rows.length);
  }

  function mark(index) {
    at = index;
    for (const line of list.querySelectorAll("[role=option]")) {
      line.setAttribute("aria-selected", String(Number(line.dataset.at) === index));
    }
    if (index >= 0) {
      input.setAttribute("aria-activedescendant", `${list.id}-${index}`);
      list.children[index].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(row) {
    if (!several) chosen.replaceChildren();
    const line = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name, value: row.value, checked: true });
    const text = document.createElement("span");
    text.append(...words(row));
    label.append(box, " ", text);
    line.append(label);
    chosen.append(line);
    decorate();
    input.value = "";
    close();
    field.classList.remove("field-invalid");
    field.querySelector(".field-error")?.remove();
    changed();
    said.textContent = row.label;
  }

  // Each chosen row can be taken out by button as well as by its box.
  function decorate() {
    for (const line of chosen.children) {
      line.querySelector("button")?.remove();
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button-link";
      button.textContent = remove;
      const of = line.querySelector(".lookup-label")?.textContent ?? "";
      button.setAttribute("aria-label", `${remove}: ${of}`);
      line.append(button);
    }
  }

  function changed() {
    decorate();
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
