// The two search fields search as one types. Without this their buttons load the page.
import { enhanceLookup } from "./lookup.js";

document.documentElement.classList.add("with-script");
for (const lookup of document.querySelectorAll("[data-lookup]")) enhanceLookup(lookup);
