/** What is written as CBOR here: enough for COSE and CWT. A `Map` has whole numbers as keys. */
export type Cbor = number | string | Uint8Array | readonly Cbor[] | CborMap | Tagged;
export type CborMap = ReadonlyMap<number, Cbor>;

/** A value with a tag before it. */
export class Tagged {
  readonly tag: number;
  readonly value: Cbor;

  constructor(tag: number, value: Cbor) {
    this.tag = tag;
    this.value = value;
  }
}

/**
 * Writes a value as CBOR (RFC 8949) in its one deterministic form, section 4.2.1: the shortest heads, keys in the order of
 * their bytes. Numbers are whole. Throws a RangeError for any other.
 */
export function encodeCbor(value: Cbor): Buffer {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
    return value >= 0 ? head(0, value) : head(1, -1 - value);
  }
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([head(3, bytes.length), bytes]);
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Tagged) return Buffer.concat([head(6, value.tag), encodeCbor(value.value)]);
  if (value instanceof Map) {
    const entries = [...(value as CborMap)].map(
      ([key, each]) => [encodeCbor(key), encodeCbor(each)] as const,
    );
    entries.sort(([a], [b]) => Buffer.compare(a, b));
    return Buffer.concat([head(5, entries.length), ...entries.flat()]);
  }
  const items = (value as readonly Cbor[]).map(encodeCbor);
  return Buffer.concat([head(4, items.length), ...items]);
}

/** The first byte of a value, its kind, with its number behind it in as few bytes as it takes. */
function head(kind: number, number: number): Buffer {
  const first = kind << 5;
  if (number < 24) return Buffer.of(first | number);
  if (number < 0x100) return Buffer.of(first | 24, number);
  const bytes = Buffer.alloc(number < 0x1_0000 ? 3 : number < 0x1_0000_0000 ? 5 : 9);
  if (bytes.length === 3) bytes.writeUInt16BE(number, 1);
  else if (bytes.length === 5) bytes.writeUInt32BE(number, 1);
  else bytes.writeBigUInt64BE(BigInt(number), 1);
  bytes[0] = first | (24 + Math.log2(bytes.length - 1));
  return bytes;
}

/** Reads what `encodeCbor` writes. Null for anything else, also for the same value written in another form. */
export function decodeCbor(bytes: Uint8Array): Cbor | null {
  const whole = Buffer.from(bytes);
  const read = readValue(whole, 0, 0);
  if (read === null || read.end !== whole.length) return null;
  // One value has one form: what is written otherwise was not written by us.
  return encodeCbor(read.value).equals(whole) ? read.value : null;
}

type Read<Value> = { value: Value; end: number };

/** Deeper than anything of ours, and far from the end of the stack. */
const deepest = 8;

function readValue(bytes: Buffer, at: number, depth: number): Read<Cbor> | null {
  const begun = depth > deepest ? null : readHead(bytes, at);
  if (begun === null) return null;
  const { kind, number, end } = begun;
  switch (kind) {
    case 0:
      return { value: number, end };
    case 1:
      return { value: -1 - number, end };
    case 2:
    case 3: {
      if (end + number > bytes.length) return null;
      const content = bytes.subarray(end, end + number);
      return { value: kind === 2 ? content : content.toString('utf8'), end: end + number };
    }
    case 4: {
      const items = readMany(bytes, end, number, depth);
      return items && { value: items.value, end: items.end };
    }
    case 5: {
      const items = readMany(bytes, end, number * 2, depth);
      if (items === null) return null;
      const map = new Map<number, Cbor>();
      for (let n = 0; n < items.value.length; n += 2) {
        const [key, value] = items.value.slice(n, n + 2);
        if (typeof key !== 'number' || value === undefined || map.has(key)) return null;
        map.set(key, value);
      }
      return { value: map, end: items.end };
    }
    case 6: {
      const inner = readValue(bytes, end, depth + 1);
      return inner && { value: new Tagged(number, inner.value), end: inner.end };
    }
    default:
      return null;
  }
}

function readMany(bytes: Buffer, from: number, count: number, depth: number): Read<Cbor[]> | null {
  // Each takes a byte at least: a number that promises more is a lie.
  if (count > bytes.length - from) return null;
  const value: Cbor[] = [];
  let end = from;
  for (let n = 0; n < count; n++) {
    const read = readValue(bytes, end, depth + 1);
    if (read === null) return null;
    value.push(read.value);
    ({ end } = read);
  }
  return { value, end };
}

function readHead(bytes: Buffer, at: number): { kind: number; number: number; end: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  const kind = first >> 5;
  const short = first & 31;
  if (short < 24) return { kind, number: short, end: at + 1 };
  const size = short > 27 ? 0 : 2 ** (short - 24);
  const end = at + 1 + size;
  if (size === 0 || end > bytes.length) return null;
  const number = size === 8 ? Number(bytes.readBigUInt64BE(at + 1)) : bytes.readUIntBE(at + 1, size);
  return Number.isSafeInteger(number) ? { kind, number, end } : null;
}
