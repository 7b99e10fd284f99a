// Marks in the page's own navigation which part is being read.
const links = new Map();
for (const link of document.querySelectorAll(".page-nav a[href^='#']")) {
  const part = document.getElementById(link.hash.slice(1));
  if (part) links.set(part, link);
}

const inSight = new Set();

function mark() {
  const parts = [...links.keys()].filter((part) => inSight.has(part));
  const current = links.get(parts.at(-1));
  for (const link of links.values()) {
    if (link === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) inSight.add(target);
      else inSight.delete(target);
    }
    mark();
  },
  { rootMargin: "-15% 0px -80% 0px" },
);
for (const part of links.keys()) observer.observe(part);
