import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { longRecord, nulAt } from './csv-records.ts';
import { TABLE_LIMITS, type TableDelimiter, type TableEncoding } from './table.ts';

const PIECE = 1024 * 1024;
const LF = 10;
const CR = 13;

/**
 * Finds the encoding of a file: its byte order mark; else UTF-16 by where the NULs stand; else UTF-8 when every byte of
 * the file fits it; else Windows-1256. The whole file is looked at (a gigabyte takes about half a second), because a
 * register may be ASCII for megabytes before its first Arabic name.
 *
 * @throws {TableError} nul, long-record: what no reading would accept is said at once
 */
export async function findEncoding(file: FileHandle): Promise<TableEncoding> {
  const buffer = Buffer.allocUnsafe(PIECE);
  const first = buffer.subarray(0, (await file.read(buffer, 0, PIECE, 0)).bytesRead);
  return byMark(first) ?? byNuls(first) ?? ((await isAllUtf8(file, buffer)) ? 'utf-8' : 'windows-1256');
}

function byMark(start: Buffer): TableEncoding | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return undefined;
}

/**
 * Digits, delimiters and line breaks have a NUL in UTF-16, always on the same side; Arabic letters have none. Most line
 * breaks must have theirs, so that one NUL astray in a short file does not make it UTF-16.
 */
function byNuls(start: Buffer): TableEncoding | undefined {
  const sample = start.subarray(0, 65_536);
  const [little, big] = [
    { nuls: 0, breaks: 0 },
    { nuls: 0, breaks: 0 },
  ];
  let breaks = 0;
  for (const [at, byte] of sample.entries()) {
    // The high byte stands behind in little endian, before in big endian.
    const isLow = at % 2 === 0 ? little : big;
    const other = at % 2 === 0 ? sample[at + 1] : sample[at - 1];
    if (byte === 0) (at % 2 === 0 ? big : little).nuls++;
    if (byte !== LF && byte !== CR) continue;
    breaks++;
    if (other === 0) isLow.breaks++;
  }
  const fits = (one: typeof little, other: typeof little): boolean =>
    one.nuls > sample.length / 100 && other.nuls * 20 < one.nuls && one.breaks * 2 >= breaks;
  if (fits(little, big)) return 'utf-16le';
  return fits(big, little) ? 'utf-16be' : undefined;
}

async function isAllUtf8(file: FileHandle, buffer: Buffer): Promise<boolean> {
  let position = 0;
  let kept = 0;
  let lastBreak = -1;
  let fits = true;
  while (fits) {
    const { bytesRead } = await file.read(buffer, kept, buffer.length - kept, position);
    const fresh = buffer.subarray(kept, kept + bytesRead);
    const nul = fresh.indexOf(0);
    if (nul >= 0) throw nulAt(await lineAt(file, position + nul));
    const firstBreak = earliest(fresh.indexOf(LF), fresh.indexOf(CR));
    if ((firstBreak < 0 ? bytesRead : firstBreak) + position - lastBreak - 1 > TABLE_LIMITS.recordLength)
      throw longRecord(await lineAt(file, lastBreak + 1));
    const inFresh = Math.max(fresh.lastIndexOf(LF), fresh.lastIndexOf(CR));
    if (inFresh >= 0) lastBreak = position + inFresh;
    position += bytesRead;

    const all = buffer.subarray(0, kept + bytesRead);
    if (bytesRead === 0) return kept === 0;
    const whole = wholeCharacters(all);
    fits = isUtf8(all.subarray(0, whole));
    kept = all.copy(buffer, 0, whole);
  }
  return false;
}

/** The line of a byte; asked only when something is wrong with it. */
async function lineAt(file: FileHandle, position: number): Promise<number> {
  const piece = Buffer.allocUnsafe(65_536);
  let feeds = 0;
  let returns = 0;
  for (let at = 0; at < position; at += piece.length) {
    const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, position - at), at);
    for (const byte of piece.subarray(0, bytesRead))
      if (byte === LF) feeds++;
      else if (byte === CR) returns++;
  }
  return 1 + (feeds === 0 ? returns : feeds);
}

function earliest(a: number, b: number): number {
  return a < 0 ? b : b < 0 ? a : Math.min(a, b);
}

/** How many bytes there are without a character of UTF-8 that is cut off at the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (length > back) return bytes.length - back;
    if ((byte & 0xc0) !== 0x80) break;
  }
  return bytes.length;
}

/** The sign that stands most often in the first line, outside quotes; a comma when none does. */
export function findDelimiter(text: string): TableDelimiter {
  const counts: Record<TableDelimiter, number> = { ',': 0, ';': 0, '\t': 0 };
  let quoted = false;
  for (const letter of text.trimStart()) {
    if (letter === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (letter === '\n' || letter === '\r') break;
    else if (letter === ',' || letter === ';' || letter === '\t') counts[letter]++;
  }
  if (counts[';'] > counts[','] && counts[';'] >= counts['\t']) return ';';
  return counts['\t'] > counts[','] ? '\t' : ',';
}
