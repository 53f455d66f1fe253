// Passkeys: a form with data-passkey asks the browser for one, or to make one, and sends what it gives.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  const { passkey, optionsAt, copies, refused, impossible } = form.dataset;
  const says = form.querySelector("[data-says]");
  form.querySelector("[data-without]").hidden = true;
  form.querySelector("button").hidden = false;

  async function options() {
    if (!optionsAt) return JSON.parse(document.getElementById("passkey-options").textContent);
    const answer = await fetch(optionsAt, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    says.textContent = "";
    try {
      const given = await options();
      const credential =
        passkey === "create"
          ? await webauthnJSON.create(given.creation_options)
          : await webauthnJSON.get(given.request_options);
      form.elements.credential.value = JSON.stringify(credential);
      if (copies) form.elements.shared.value = document.getElementById(copies).checked ? "on" : "";
      form.submit();
    } catch (why) {
      says.textContent = why.name === "SecurityError" ? impossible : refused;
    }
  });
}
