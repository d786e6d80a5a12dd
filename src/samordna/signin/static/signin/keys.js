/* Passkeys and security keys: joins our buttons to allauth's WebAuthn script.
   A button names what it does (login, authenticate, add), the hidden field that takes the answer,
   and the element that holds the server's options. */
"use strict";
(() => {
  const button = document.querySelector("[data-webauthn]");
  const forms = window.allauth && window.allauth.webauthn && window.allauth.webauthn.forms;
  if (!button || !forms) return;
  const error = document.querySelector("[data-webauthn-error]");

  if (!window.PublicKeyCredential) {
    button.disabled = true;
    if (error) error.textContent = "Webbläsaren kan inte använda nycklar.";
    return;
  }
  for (const panel of document.querySelectorAll("[data-webauthn-panel]")) panel.hidden = false;

  const kind = button.dataset.webauthn;
  const ids = { [kind]: button.id, credential: button.dataset.credential };
  if (button.dataset.options) ids.data = button.dataset.options;
  if (button.dataset.passwordless) ids.passwordless = button.dataset.passwordless;

  const sentence = (name) => {
    if (name === "NotAllowedError") return "Nyckeln användes inte. Försök igen när du är redo.";
    if (name === "InvalidStateError") return "Nyckeln är redan tillagd.";
    if (name === "SecurityError") return "Nycklar fungerar bara över en säker anslutning (https).";
    return "Det gick inte att använda nyckeln. Försök igen eller använd ett annat sätt.";
  };
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    if (error) error.textContent = sentence(event.detail.exception && event.detail.exception.name);
  });
  button.addEventListener("click", () => {
    if (error) error.textContent = "";
  });
  forms[`${kind}Form`]({ ids });
})();
