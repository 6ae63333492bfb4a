// Solves the proof of work of a form in the background and puts the answer into its hidden field:
//
//   <input type="hidden" name="work" autocomplete="off" data-challenge="{…}">
//   <p data-work-status data-words-working="…" data-words-done="…" aria-live="polite"></p>
//
// The form can be sent at any time, with the answer or without; what an answer is worth the server decides.
// There is no worker: the browser derives the keys off the main thread by itself. Over plain http (other than
// localhost) there is no crypto.subtle; then nothing happens and the status stays empty.

const MOST_TRIES = 10_000;

for (const input of document.querySelectorAll('input[data-challenge]')) {
  if (globalThis.crypto?.subtle) void work(input);
}

async function work(input) {
  const status = input.form?.querySelector('[data-work-status]');
  const say = (words) => {
    if (status) status.textContent = words ?? '';
  };
  let answer = '';
  const write = () => {
    input.value = answer;
  };
  // Some browsers bring back, after a reload, the answer to the challenge of the page before.
  write();
  addEventListener('pageshow', write);

  say(status?.dataset.wordsWorking);
  try {
    const challenge = JSON.parse(input.dataset.challenge);
    const solution = await solve(challenge.parameters);
    answer = JSON.stringify({ challenge, solution });
    write();
    say(status?.dataset.wordsDone);
  } catch (error) {
    say('');
    console.warn('The proof of work was not solved:', error);
  }
}

/** Tries counters until the key derived from nonce and counter begins as the challenge asks (altcha, version 2). */
async function solve({ algorithm, cost, keyLength, keyPrefix, nonce, salt }) {
  const [kind, hash] = algorithm.split('/');
  const nonceBytes = fromHex(nonce);
  const derivation = { name: kind, hash, salt: fromHex(salt), iterations: cost };
  const password = new Uint8Array(nonceBytes.length + 4);
  password.set(nonceBytes);
  const view = new DataView(password.buffer);
  for (let counter = 0; counter < MOST_TRIES; counter++) {
    view.setUint32(nonceBytes.length, counter);
    const key = await crypto.subtle.importKey('raw', password, kind, false, ['deriveBits']);
    const derivedKey = toHex(await crypto.subtle.deriveBits(derivation, key, keyLength * 8));
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey };
  }
  throw new Error('no counter fits');
}

function fromHex(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}

function toHex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
