// Makes a passkey, or asks one to sign, for the form that says so. Without it, or where the browser knows no passkeys, the form
// stays hidden and the other ways are there.
const form = document.querySelector('form[data-passkey]');
if (form && globalThis.PublicKeyCredential && navigator.credentials) {
  form.hidden = false;
  for (const element of document.querySelectorAll('[data-without-passkeys]')) element.hidden = true;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void answer();
  });
}

async function answer() {
  const { passkey, ask, options, wordsFailed, wordsLimited } = form.dataset;
  const button = form.querySelector('button');
  const status = form.querySelector('[role=status]');
  button.disabled = true;
  status.textContent = '';
  try {
    const wanted = options ? JSON.parse(options) : await fetchOptions(ask);
    if (wanted === null) {
      status.textContent = wordsLimited;
      return;
    }
    const given =
      passkey === 'create'
        ? await navigator.credentials.create({ publicKey: readCreation(wanted) })
        : await navigator.credentials.get({ publicKey: readRequest(wanted) });
    form.elements.namedItem('credential').value = JSON.stringify(write(given));
    form.submit();
  } catch (error) {
    // Closed by the person, not in time, or not possible here: browsers do not say which.
    status.textContent = wordsFailed;
    console.info('No passkey:', error?.name);
  } finally {
    button.disabled = false;
  }
}

/** What the portal asks to be signed; null: too often. Where it leads elsewhere, the sign-in has ended: so does this page. */
async function fetchOptions(ask) {
  const response = await fetch(ask, { method: 'POST', redirect: 'error' });
  if (response.status === 429) return null;
  if (!response.ok) throw new Error('not asked');
  return response.json();
}

// Newer browsers read and write JSON themselves; for the others it is done by hand.
function readCreation(wanted) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON)
    return PublicKeyCredential.parseCreationOptionsFromJSON(wanted);
  return {
    ...wanted,
    challenge: bytes(wanted.challenge),
    user: { ...wanted.user, id: bytes(wanted.user.id) },
    excludeCredentials: wanted.excludeCredentials.map((each) => ({ ...each, id: bytes(each.id) })),
  };
}

function readRequest(wanted) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON)
    return PublicKeyCredential.parseRequestOptionsFromJSON(wanted);
  return {
    ...wanted,
    challenge: bytes(wanted.challenge),
    allowCredentials: wanted.allowCredentials.map((each) => ({ ...each, id: bytes(each.id) })),
  };
}

function write(given) {
  const { id, type, response } = given;
  const written = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    written.attestationObject = text(response.attestationObject);
    written.transports = response.getTransports?.() ?? [];
  } else {
    written.authenticatorData = text(response.authenticatorData);
    written.signature = text(response.signature);
    if (response.userHandle) written.userHandle = text(response.userHandle);
  }
  return { id, rawId: id, type, response: written };
}

function bytes(base64url) {
  const base64 = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
