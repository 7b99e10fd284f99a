// What went wrong with a passkey is said on the page, in words; the library that talks to the browser only throws it.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const sentence = document.getElementById("passkey-problem");
  sentence.hidden = false;
  sentence.scrollIntoView({ block: "nearest" });
});
