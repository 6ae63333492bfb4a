// Checks what a scanned code left behind the # of the address: its signature, with the published keys. Nothing of it is sent
// anywhere. When it is right, the document's code is put into the form and sent, to learn where the document stands today.
const place = document.querySelector('[data-verify]');
const form = document.querySelector('form[action$="/verify/answer"]');

const show = (name) => {
  for (const each of place.querySelectorAll('[data-verdict]')) each.hidden = each.dataset.verdict !== name;
};

const fromText = (text) => {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
  // The last letter has bits that say nothing: only zeros are ours.
  if (toText(bytes) !== text) throw new Error('another form');
  return bytes;
};
const toText = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Reads one value of CBOR at a place: [value, where it ends]. Maps are lists of pairs. */
function read(bytes, at) {
  const first = bytes[at];
  if (first === undefined) throw new Error('cut');
  const kind = first >> 5;
  let number = first & 31;
  let end = at + 1;
  if (number > 23) {
    const size = 2 ** (number - 24);
    if (size > 8 || end + size > bytes.length) throw new Error('cut');
    number = 0;
    for (let n = 0; n < size; n += 1) number = number * 256 + bytes[end + n];
    end += size;
  }
  if (kind === 0) return [number, end];
  if (kind === 1) return [-1 - number, end];
  if (kind === 2 || kind === 3) {
    if (end + number > bytes.length) throw new Error('cut');
    const content = bytes.slice(end, end + number);
    return [kind === 2 ? content : new TextDecoder().decode(content), end + number];
  }
  if (kind === 6) {
    const [value, after] = read(bytes, end);
    return [{ tag: number, value }, after];
  }
  if (kind !== 4 && kind !== 5) throw new Error('of another kind');
  const items = [];
  for (let n = 0; n < number * (kind === 5 ? 2 : 1); n += 1) {
    const [item, after] = read(bytes, end);
    items.push(item);
    end = after;
  }
  return [items, end];
}

const whole = (bytes) => {
  const [value, end] = read(bytes, 0);
  if (end !== bytes.length) throw new Error('longer');
  return value;
};
const claim = (pairs, label) =>
  pairs[pairs.findIndex((each, index) => index % 2 === 0 && each === label) + 1];

/** Bytes with the head of a byte string before them. */
const headed = (bytes) => {
  const head =
    bytes.length < 24
      ? [64 + bytes.length]
      : bytes.length < 256
        ? [88, bytes.length]
        : [89, bytes.length >> 8, bytes.length & 255];
  return [...head, ...bytes];
};

async function keyOf(id) {
  // A key that is newer than what the browser kept of the list is asked for once more.
  for (const cache of ['default', 'reload']) {
    const { keys } = await (await fetch('/.well-known/tajdeed-keys.json', { cache })).json();
    const found = keys.find((each) => each.kid === id);
    if (found) return found;
  }
  return null;
}

/** 'altered', 'not-ours', or the document's code when all is right. Throws when this browser cannot check. */
async function check(text) {
  let header, payload, signature, id;
  try {
    const bytes = fromText(text);
    [header, , payload, signature] = whole(bytes).value;
    // One message has one form: the same parts written otherwise are not ours.
    const again = [210, 132, ...headed(header), 160, ...headed(payload), ...headed(signature)];
    if (toText(again) !== text) throw new Error('another form');
    const named = whole(header);
    if (claim(named, 1) !== -8) throw new Error('of another kind');
    id = toText(claim(named, 4));
  } catch {
    return { verdict: 'altered' };
  }
  const jwk = await keyOf(id);
  if (jwk === null) return { verdict: 'not-ours' };
  const key = await crypto.subtle.importKey(
    'jwk',
    { kty: jwk.kty, crv: jwk.crv, x: jwk.x },
    'Ed25519',
    false,
    ['verify'],
  );
  const said = new Uint8Array([
    132,
    106,
    ...new TextEncoder().encode('Signature1'),
    ...headed(header),
    64,
    ...headed(payload),
  ]);
  if (!(await crypto.subtle.verify('Ed25519', key, signature, said))) return { verdict: 'altered' };
  return { code: claim(whole(payload), -70001) };
}

async function start() {
  const text = location.hash.slice(1);
  if (text === '' || text === 'main') return;
  show('checking');
  try {
    const { verdict, code } = await check(text);
    if (verdict) return show(verdict);
    form.elements.code.value = code;
    form.submit();
  } catch {
    show('cannot');
  }
}

if (place && form) {
  addEventListener('hashchange', () => void start());
  void start();
}
