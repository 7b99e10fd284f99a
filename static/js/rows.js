// Rows: the links “Copy as footnote” and “Copy as image” copy at once where the browser can; without JavaScript they lead
// to the row's own page, where both stand. Choosing what is shown swaps the rows (htmx).

// The address of a row's page with another ending: /countries/it/rows/existence/?side=host → …/existence.txt?side=host
function besides(link, ending) {
  const address = new URL(link.href);
  address.pathname = address.pathname.replace(/\/$/, ending);
  address.hash = "";
  return address;
}

// Who does not see the words of a link change is told them.
const told = document.createElement("p");
told.className = "visually-hidden";
told.setAttribute("role", "status");
document.body.append(told);

function say(link, words) {
  told.textContent = words;
  const before = link.textContent;
  link.textContent = words;
  setTimeout(() => (link.textContent = before, told.textContent = ""), 2000);
}

async function fetched(address, type) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  return new Blob([await answer.arrayBuffer()], { type });
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy-footnote], a[data-copy-image], a[data-copy-text]");
  const mayCopy = navigator.clipboard && typeof ClipboardItem !== "undefined";
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !mayCopy) return;
  event.preventDefault();
  const itself = "copyText" in link.dataset; // a footnote of one statement: the link leads to the text itself
  const [ending, type] = "copyImage" in link.dataset ? [".png", "image/png"] : [".txt", "text/plain"];
  try {
    await navigator.clipboard.write([new ClipboardItem({ [type]: fetched(itself ? link.href : besides(link, ending), type) })]);
    say(link, link.dataset.copied);
  } catch {
    location.href = link.href; // the browser refused: the row's page offers both by hand
  }
});

// After a choice, the page's own navigation names only the rows that are left.
document.body.addEventListener("htmx:afterSettle", () => {
  for (const link of document.querySelectorAll(".page-nav a[href^='#']")) {
    link.parentElement.hidden = !document.getElementById(link.hash.slice(1));
  }
});
