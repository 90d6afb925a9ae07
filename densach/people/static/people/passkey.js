// Asks the browser for a passkey and sends its answer with the form. Where there are none, the page says so.
const bytes = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0),
);

const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const described = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function made(options) {
  const asked = { ...options, challenge: bytes(options.challenge), excludeCredentials: described(options.excludeCredentials) };
  asked.user = { ...options.user, id: bytes(options.user.id) };
  const key = await navigator.credentials.create({ publicKey: asked });
  return {
    id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: {},
    response: {
      clientDataJSON: text(key.response.clientDataJSON),
      attestationObject: text(key.response.attestationObject),
    },
  };
}

async function shown(options) {
  const asked = { ...options, challenge: bytes(options.challenge), allowCredentials: described(options.allowCredentials) };
  const key = await navigator.credentials.get({ publicKey: asked });
  return {
    id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: {},
    response: {
      clientDataJSON: text(key.response.clientDataJSON),
      authenticatorData: text(key.response.authenticatorData),
      signature: text(key.response.signature),
      userHandle: key.response.userHandle ? text(key.response.userHandle) : null,
    },
  };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button");
  const failed = form.querySelector("[data-passkey-failed]");
  if (!window.PublicKeyCredential || !window.isSecureContext) {
    form.querySelector("[data-passkey-absent]").hidden = false;
    button.disabled = true;
    continue;
  }
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    failed.hidden = true;
    try {
      const options = JSON.parse(form.dataset.options).publicKey;
      const answer = form.dataset.passkey === "add" ? await made(options) : await shown(options);
      form.elements.answer.value = JSON.stringify(answer);
      form.requestSubmit();
    } catch {
      failed.hidden = false;
    }
  });
}
