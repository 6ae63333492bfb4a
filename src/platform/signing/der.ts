/** Writes DER (X.690), as much of it as certificates and signatures need. Each function gives one whole value. */

function value(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 128) return Buffer.concat([Buffer.of(tag, body.length), body]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length);
  const short = size.subarray(size.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.of(tag, 0x80 | short.length), short, body]);
}

export const sequence = (...content: readonly Uint8Array[]): Buffer => value(0x30, ...content);
export const octets = (bytes: Uint8Array): Buffer => value(0x04, bytes);
export const utf8 = (text: string): Buffer => value(0x0c, Buffer.from(text));
export const nothing = (): Buffer => value(0x05);
export const truth = (): Buffer => value(0x01, Buffer.of(0xff));

/** A set, in the order of the bytes of its values, as DER wants it. */
export function setOf(...content: readonly Buffer[]): Buffer {
  return value(0x31, ...content.toSorted((a, b) => Buffer.compare(a, b)));
}

/** Whole bytes as a string of bits; `unused` of the last byte say nothing. */
export const bits = (bytes: Uint8Array, unused = 0): Buffer => value(0x03, Buffer.of(unused), bytes);

/** What stands under a number of the context; `explicit`: a whole value within. */
export const explicit = (number: number, content: Uint8Array): Buffer => value(0xa0 + number, content);

/** The same content under a number of the context, instead of its own tag. */
export function implicit(number: number, whole: Buffer): Buffer {
  return Buffer.concat([Buffer.of(0xa0 + number), whole.subarray(1)]);
}

/** A whole number, zero or more, of big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Buffer.of(0) : Buffer.from(bytes).subarray(first);
  return (short[0] ?? 0) < 0x80 ? value(0x02, short) : value(0x02, Buffer.of(0), short);
}

/** An object identifier, `1.2.840.113549.1.7.2`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const groups = [part & 0x7f];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return value(0x06, Buffer.from(bytes));
}

/** A moment as certificates have it: with two digits of the year until 2049. */
export function time(at: Date): Buffer {
  const text = at.toISOString().replace(/[-:T]|\.\d+/g, '');
  return at.getUTCFullYear() < 2050
    ? value(0x17, Buffer.from(text.slice(2)))
    : value(0x18, Buffer.from(text));
}

/** One value of DER: its tag, the whole of it, its content, and where it ends. */
export type Der = { tag: number; whole: Buffer; content: Buffer; end: number };

/** Reads the value that begins at a place. Null: there is none. */
export function readDer(bytes: Buffer, at = 0): Der | null {
  const tag = bytes[at];
  let size = bytes[at + 1];
  if (tag === undefined || size === undefined) return null;
  let from = at + 2;
  if (size >= 0x80) {
    const count = size & 0x7f;
    if (count < 1 || count > 4 || from + count > bytes.length) return null;
    size = bytes.readUIntBE(from, count);
    from += count;
  }
  const end = from + size;
  return end > bytes.length
    ? null
    : { tag, whole: bytes.subarray(at, end), content: bytes.subarray(from, end), end };
}

/** The values within a content, in their order; what follows the first bad one is left out. */
export function readAll(content: Buffer): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < content.length;) {
    const next = readDer(content, at);
    if (next === null) break;
    found.push(next);
    at = next.end;
  }
  return found;
}
