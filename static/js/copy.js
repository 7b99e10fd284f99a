// A button beside a text that is to be pasted elsewhere. Without JavaScript the text can be selected as it is.

// Who does not see the words of the button change is told them.
const told = document.createElement("p");
told.className = "visually-hidden";
told.setAttribute("role", "status");
document.body.append(told);

for (const button of document.querySelectorAll("button[data-copies]")) {
  const text = document.getElementById(button.dataset.copies);
  if (!text || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    const before = button.textContent;
    button.textContent = told.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = before, told.textContent = ""), 2000);
  });
}
