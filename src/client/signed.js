// Reads what the municipality signed: the square of a permit, and the list of documents that are no longer good. Both are
// COSE_Sign1 messages (docs/verify-a-permit.md). Nothing of what one says is looked at before its signature is right.

/** What the signature of the list says beside it. */
const listPurpose = 'tajdeed-withdrawal-list';

export const toText = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const fromText = (text) => {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
  // The last letter has bits that say nothing: only zeros are ours.
  if (toText(bytes) !== text) throw new Error('another form');
  return bytes;
};

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
function headed(bytes) {
  const { length } = bytes;
  const size = length < 24 ? 0 : length < 0x100 ? 1 : length < 0x1_0000 ? 2 : 4;
  const head = size === 0 ? [64 + length] : [88 + Math.log2(size)];
  for (let n = size - 1; n >= 0; n -= 1) head.push((length >>> (8 * n)) & 255);
  return joined([head, bytes]);
}

function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The parts of a message. Throws when it is not written as we write. */
function partsOf(bytes) {
  const [header, , payload, signature] = whole(bytes).value;
  // One message has one form: the same parts written otherwise are not ours.
  const again = joined([[210, 132], headed(header), [160], headed(payload), headed(signature)]);
  if (again.length !== bytes.length || again.some((byte, at) => byte !== bytes[at]))
    throw new Error('another form');
  const named = whole(header);
  if (claim(named, 1) !== -8) throw new Error('of another kind');
  return { header, payload, signature, keyId: toText(claim(named, 4)) };
}

async function isSigned({ header, payload, signature }, jwk, purpose) {
  const given = { kty: jwk.kty, crv: jwk.crv, x: jwk.x };
  const key = await crypto.subtle.importKey('jwk', given, 'Ed25519', false, ['verify']);
  const letters = (text) => new TextEncoder().encode(text);
  const said = [[132, 106], letters('Signature1'), headed(header), headed(letters(purpose)), headed(payload)];
  return crypto.subtle.verify('Ed25519', key, signature, joined(said));
}

/**
 * What a square says: `{ kind: 'altered' }`, `{ kind: 'unknown-key' }`, or `{ kind: 'good', permit }`. `keyOf` gives a key by its
 * id, or null. Throws when this browser cannot check.
 */
export async function readPermit(text, keyOf) {
  let parts;
  try {
    parts = partsOf(fromText(text));
  } catch {
    return { kind: 'altered' };
  }
  const jwk = await keyOf(parts.keyId);
  if (jwk === null) return { kind: 'unknown-key' };
  if (!(await isSigned(parts, jwk, ''))) return { kind: 'altered' };
  const claims = whole(parts.payload);
  const [number, year] = claim(claims, -70002);
  const [holderNumber, holder] = claim(claims, -70003);
  const [from, until] = claim(claims, -70005);
  const permit = {
    id: toText(claim(claims, 7)),
    endsAt: claim(claims, 4) * 1000,
    code: claim(claims, -70001),
    permit: `${number} / ${year}`,
    holder,
    holderNumber,
    term: String(claim(claims, -70004)),
    from,
    until,
  };
  return { kind: 'good', permit };
}

/**
 * The list of documents that are no longer good, by their ids; null when it is not signed with one of the keys. `issuedAt` is in
 * milliseconds.
 */
export async function readList(bytes, keyOf) {
  try {
    const parts = partsOf(bytes);
    const jwk = await keyOf(parts.keyId);
    if (jwk === null || !(await isSigned(parts, jwk, listPurpose))) return null;
    const claims = whole(parts.payload);
    return {
      issuedAt: claim(claims, 6) * 1000,
      withdrawn: new Map(claim(claims, -70006).map(([id, on]) => [toText(id), on])),
      superseded: new Map(
        claim(claims, -70007).map(([id, term, from, until]) => [
          toText(id),
          { term: String(term), from, until },
        ]),
      ),
    };
  } catch {
    return null;
  }
}
