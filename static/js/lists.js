// Lists with filters: after a part was swapped, keep the reader's place; on wide screens the filters stand open.

const wide = window.matchMedia("(min-width: 60rem)");

function openFilters() {
  for (const fold of document.querySelectorAll(".filters-fold")) {
    fold.open = wide.matches;
  }
}

document.body.addEventListener("htmx:afterSettle", () => {
  openFilters();
  if (document.activeElement === document.body || document.activeElement === null) {
    document.getElementById("list-number")?.focus({ preventScroll: true });
  }
});
wide.addEventListener("change", openFilters);
openFilters();
