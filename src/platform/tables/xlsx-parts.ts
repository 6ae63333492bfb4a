import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { TABLE_LIMITS } from './table.ts';
import { TableError } from './table-error.ts';

/** The parts of an XLSX file, which is a zip archive. */
export type XlsxParts = {
  has(name: string): boolean;
  names(): string[];
  /** The inflated bytes of a part, piece by piece; nothing when there is no such part. */
  read(name: string): AsyncGenerator<Buffer, void, undefined>;
  /** Compressed bytes read so far, of all parts. */
  bytesRead(): number;
  close(): void;
};

/**
 * Opens the archive and reads its directory. What the directory says is held against what really comes: sizes by yauzl,
 * sums here. Names are compared without regard to case, as the format has it.
 *
 * @throws {TableError} not-xlsx, damaged, encrypted, too-many-parts; reading throws bomb, lying-size, damaged too
 */
export async function openParts(path: string): Promise<XlsxParts> {
  const zip = await openPromise(path, { autoClose: false }).catch(refuse);
  const entries = await readDirectory(zip).catch((error: unknown) => {
    zip.close();
    return refuse(error);
  });
  const spent = { compressed: 0, inflated: 0 };
  return {
    has: (name) => entries.has(name.toLowerCase()),
    names: () => [...entries.keys()],
    bytesRead: () => spent.compressed,
    close: () => zip.close(),
    read: (name) => readPart(zip, entries.get(name.toLowerCase()), spent),
  };
}

async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > TABLE_LIMITS.parts)
    throw new TableError('too-many-parts', `the archive has ${zip.entryCount} parts`, {
      limit: TABLE_LIMITS.parts,
    });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase();
    if (entry.isEncrypted()) throw new TableError('encrypted', 'the archive has a password', { part: name });
    // Programs would differ in which of the two they read.
    if (entries.has(name)) throw new TableError('damaged', 'the archive has a part twice', { part: name });
    entries.set(name, entry);
  }
  return entries;
}

async function* readPart(
  zip: ZipFile,
  entry: Entry | undefined,
  spent: { compressed: number; inflated: number },
): AsyncGenerator<Buffer, void, undefined> {
  if (!entry) return;
  refuseBomb(entry, entry.uncompressedSize, spent.inflated);
  const before = { ...spent };
  let whole = false;
  let inflated = 0;
  let sum = 0;
  const stream = await zip
    .openReadStreamPromise(entry)
    .catch((error: unknown) => refuse(error, entry.fileName));
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      inflated += piece.length;
      spent.inflated += piece.length;
      refuseBomb(entry, inflated, spent.inflated - inflated);
      sum = crc32(piece, sum);
      const share = Math.min(1, inflated / Math.max(1, entry.uncompressedSize));
      spent.compressed = before.compressed + Math.round(entry.compressedSize * share);
      yield piece;
    }
    whole = true;
  } catch (error) {
    refuse(error, entry.fileName);
  } finally {
    letGo(stream);
    // Who only looked at the beginning has not read.
    if (!whole) Object.assign(spent, before);
  }
  if (sum !== entry.crc32)
    throw new TableError('damaged', 'a part of the archive is not what it was', { part: entry.fileName });
}

/** yauzl's stream tells its inner ones by `destroy`; what they still have to say interests nobody. */
function letGo(stream: Readable): void {
  stream.on('error', () => undefined);
  stream.destroy();
}

function refuseBomb(entry: Entry, inflated: number, before: number): void {
  const { unsuspicious, ratio } = TABLE_LIMITS;
  const suspicious = inflated > unsuspicious && inflated > entry.compressedSize * ratio;
  if (!suspicious && before + inflated <= TABLE_LIMITS.inflated) return;
  throw new TableError('bomb', 'a part of the archive inflates beyond measure', {
    part: entry.fileName,
    limit: suspicious ? ratio : TABLE_LIMITS.inflated,
  });
}

/** Tells what yauzl and zlib say in words of ours. What the system says of a file is passed on. */
function refuse(error: unknown, part = ''): never {
  if (error instanceof TableError || !(error instanceof Error)) throw error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith('E') && !code.startsWith('ERR_')) throw error;
  const facts: Record<string, string> = part === '' ? {} : { part };
  if (/bytes in the stream|size mismatch|overflows file bounds/.test(message))
    throw new TableError('lying-size', `the archive lies about a size: ${message}`, facts);
  if (message.includes('encrypt')) throw new TableError('encrypted', 'the archive has a password', facts);
  throw new TableError('damaged', `the archive is damaged: ${message}`, facts);
}
