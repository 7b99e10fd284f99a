// What every page gets on top of plain HTML: on paper, everything that can be opened is open.
const opened = new Set();

addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    opened.add(details);
  }
});

addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened.clear();
});

// A link to something inside a closed row opens the row.
function openAround(hash) {
  if (hash.length < 2) return;
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return;
  for (let row = target.closest("details"); row; row = row.parentElement.closest("details")) row.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", () => openAround(location.hash));
openAround(location.hash);
