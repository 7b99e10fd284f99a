// Draws the list of countries on a map. The list is the record; the map only shows it.
const figure = document.querySelector(".world");
const list = document.querySelector("#country-list");
const holder = figure?.querySelector(".world-map");

// Equal Earth (Šavrič, Patterson, Jenny 2018): areas are true, no hemisphere is blown up.
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
const ROOT = Math.sqrt(3) / 2;
const RADIANS = Math.PI / 180;

function northing(t) {
  const t2 = t * t;
  const t6 = t2 * t2 * t2;
  return t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2));
}

function slope(t) {
  const t2 = t * t;
  const t6 = t2 * t2 * t2;
  return A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2);
}

function equalEarth(L) {
  const projection = {
    bounds: L.bounds([-2.71, -1.32], [2.71, 1.32]),
    project({ lat, lng }) {
      const t = Math.asin(ROOT * Math.sin(lat * RADIANS));
      return L.point((lng * RADIANS * Math.cos(t)) / (ROOT * slope(t)), northing(t));
    },
    unproject({ x, y }) {
      let t = y;
      for (let step = 0; step < 12; step += 1) t -= (northing(t) - y) / slope(t);
      const sine = Math.max(-1, Math.min(1, Math.sin(t) / ROOT));
      return L.latLng(Math.asin(sine) / RADIANS, (x * ROOT * slope(t)) / Math.cos(t) / RADIANS);
    },
  };
  return L.extend({}, L.CRS, { projection, transformation: L.transformation(0.25, 0, -0.25, 0), wrapLng: null, infinite: true });
}

function entries() {
  return new Map([...list.querySelectorAll("[data-code]")].map((row) => [row.dataset.code, row]));
}

async function draw(L) {
  const answer = await fetch(holder.dataset.shapes);
  if (!answer.ok) return;
  const shapes = await answer.json();
  const rows = entries();
  figure.hidden = false;
  const map = L.map(holder, {
    crs: equalEarth(L),
    attributionControl: false,
    dragging: !L.Browser.mobile,
    keyboard: false,
    maxZoom: 6,
    minZoom: -1,
    scrollWheelZoom: false,
    zoomSnap: 0,
    zoomDelta: 0.75,
    zoomControl: matchMedia("(min-width: 48rem)").matches,
  });
  const layer = L.geoJSON(shapes, {
    style: ({ properties }) => ({ className: shapeClass(rows.get(properties.code)), weight: 0.6 }),
    interactive: true,
    onEachFeature: ({ properties }, shape) => describe(rows.get(properties.code), shape),
  }).addTo(map);
  const fit = () => map.fitBounds([[-55, -152], [77, 172]], { animate: false, padding: [2, 2] });
  fit();
  map.on("resize", fit); // not the window's: by then the map has measured itself anew
  return layer;
}

function shapeClass(row) {
  if (!row) return "shape";
  return row.hasAttribute("data-no-record") ? "shape shape-recorded shape-no-record" : "shape shape-recorded";
}

function describe(row, shape) {
  if (!row) return;
  const link = row.querySelector("a");
  const words = document.createElement("span");
  const name = document.createElement("strong");
  name.textContent = link.textContent;
  words.append(name, document.createElement("br"), row.querySelector(".country-count").textContent);
  words.append(document.createElement("br"), row.querySelector(".country-verdict").textContent);
  shape.bindTooltip(words, { sticky: true, className: "shape-words" });
  shape.on("click", () => location.assign(link.href));
}

if (holder && list && window.L) draw(window.L);
