// Keeps the reader's choice of light or dark. Runs before the page is drawn, so that it does not flash.
(() => {
  const KEY = "theme";
  const root = document.documentElement;
  let kept = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // Storage is refused: the page follows the system.
  }
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;

  document.addEventListener("DOMContentLoaded", () => {
    const current = document.getElementById(`theme-${root.dataset.theme ?? "system"}`);
    if (current) current.checked = true;
  });

  document.addEventListener("change", ({ target }) => {
    if (target.name !== "theme") return;
    if (target.value === "system") delete root.dataset.theme;
    else root.dataset.theme = target.value;
    try {
      if (target.value === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, target.value);
    } catch {
      // It holds for this page only.
    }
  });
})();
