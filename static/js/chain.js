// Mending a chain without loading the page anew: the server draws the list, this puts it in place and keeps the focus.
// Without it every button loads the page.
import { enhanceLookup } from "./lookup.js";

document.documentElement.classList.add("with-script");

function enhance() {
  for (const lookup of document.querySelectorAll("[data-lookup]")) enhanceLookup(lookup);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.id !== "chain-form" || !button || button.value === "save") return;
  event.preventDefault();
  const sent = new URLSearchParams(new FormData(form, button));
  try {
    const response = await fetch(form.action, { method: "POST", body: sent });
    if (response.redirected || !response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    document.getElementById("chain-page").replaceWith(page.getElementById("chain-page"));
    enhance();
    (document.querySelector("#chain-page [autofocus]") ?? document.getElementById("find-add-party-text"))?.focus();
  } catch (problem) {
    console.warn(problem);
    HTMLFormElement.prototype.submit.call(form);
  }
});

// Enter in a search field does not save by accident.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("#chain-form input:not([type=checkbox])")) event.preventDefault();
});

enhance();
