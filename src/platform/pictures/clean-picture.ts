import { crc32 } from 'node:zlib';

/** A picture without anything but the picture. */
export type CleanPicture = { kind: 'jpeg' | 'png'; bytes: Buffer };

/**
 * Rewrites a JPEG or PNG so that only what draws it is left: where and with what it was taken (EXIF), comments, small copies and
 * whatever was hung behind its end are gone. Null: it is neither, or broken. What a file is called is not looked at.
 */
export function cleanPicture(bytes: Buffer): CleanPicture | null {
  const jpeg = cleanJpeg(bytes);
  if (jpeg !== null) return { kind: 'jpeg', bytes: jpeg };
  const png = cleanPng(bytes);
  return png === null ? null : { kind: 'png', bytes: png };
}

// JPEG (ITU T.81): a marker is 0xff and its number; those of a segment are followed by its length.
const start = 0xd8;
const end = 0xd9;
const scan = 0xda;
/** Tables, frames and restart intervals: what decoding needs. */
const draws = (marker: number) => (marker >= 0xc0 && marker <= 0xcf) || [0xdb, 0xdc, 0xdd].includes(marker);
/** JFIF, and what Adobe says of the colours: they change how it is drawn. */
const colours = (marker: number) => marker === 0xe0 || marker === 0xee;

function cleanJpeg(bytes: Buffer): Buffer | null {
  if (bytes[0] !== 0xff || bytes[1] !== start) return null;
  const kept: Buffer[] = [Buffer.of(0xff, start)];
  let at = 2;
  let drawn = false;
  for (;;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1];
    if (marker === undefined) return null;
    if (marker === end) return drawn ? Buffer.concat([...kept, Buffer.of(0xff, end)]) : null;
    if (at + 4 > bytes.length) return null;
    const length = bytes.readUInt16BE(at + 2);
    const next = at + 2 + length;
    if (length < 2 || next > bytes.length) return null;
    if (marker === scan) {
      const after = endOfScan(bytes, next);
      if (after === null) return null;
      kept.push(bytes.subarray(at, after));
      drawn = true;
      at = after;
      continue;
    }
    if (draws(marker)) kept.push(bytes.subarray(at, next));
    // Of JFIF its own fourteen bytes: behind them there may be a small copy.
    else if (colours(marker)) kept.push(marker === 0xe0 ? jfif(bytes, at, next) : bytes.subarray(at, next));
    else if ((marker < 0xe0 || marker > 0xef) && marker !== 0xfe) return null;
    at = next;
  }
}

/** The compressed data of a scan ends at the first marker that is no restart and no stuffed byte. */
function endOfScan(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 2)) {
    const marker = bytes[at + 1];
    if (marker === undefined) return null;
    if (marker !== 0 && (marker < 0xd0 || marker > 0xd7)) return at;
  }
  return null;
}

function jfif(bytes: Buffer, at: number, next: number): Buffer {
  const isJfif = next - at >= 18 && bytes.toString('latin1', at + 4, at + 9) === 'JFIF\0';
  if (!isJfif) return Buffer.alloc(0);
  const own = Buffer.from(bytes.subarray(at, at + 18));
  own.writeUInt16BE(16, 2);
  own[16] = 0;
  own[17] = 0;
  return own;
}

// PNG (ISO 15948): a signature, then chunks of length, name, data and check.
const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const chunks = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB']);

function cleanPng(bytes: Buffer): Buffer | null {
  if (!bytes.subarray(0, 8).equals(signature)) return null;
  const kept: Buffer[] = [signature];
  let at = 8;
  let drawn = false;
  while (at + 12 <= bytes.length) {
    const next = at + 12 + bytes.readUInt32BE(at);
    if (next > bytes.length) return null;
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (at === 8 && name !== 'IHDR') return null;
    if (crc32(bytes.subarray(at + 4, next - 4)) !== bytes.readUInt32BE(next - 4)) return null;
    if (chunks.has(name)) kept.push(bytes.subarray(at, next));
    // A large first letter: it cannot be drawn without it, and we do not know it.
    else if (/^[A-Z]/.test(name)) return null;
    drawn ||= name === 'IDAT';
    if (name === 'IEND') return drawn ? Buffer.concat(kept) : null;
    at = next;
  }
  return null;
}
