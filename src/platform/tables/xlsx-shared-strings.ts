import { TABLE_LIMITS } from './table.ts';
import { TableError } from './table-error.ts';
import type { XlsxParts } from './xlsx-parts.ts';
import { hearXml } from './xlsx-xml.ts';
import { unescapedText } from './xlsx-values.ts';

/** The texts that cells share, by number. */
export type SharedStrings = { at(index: number): string | undefined };

const BLOCK = 1024 * 1024;
/** An end takes four bytes. */
const ENDS_IN_BLOCK = BLOCK / 4;

/**
 * Reads the shared strings and keeps them as bytes in blocks outside the heap: a million texts as strings would take
 * several times as much.
 *
 * @throws {TableError} too-much-text
 */
export async function readSharedStrings(parts: XlsxParts, part: string | undefined): Promise<SharedStrings> {
  const texts = textStore();
  if (part === undefined) return texts;
  let text = '';
  let phonetic = 0;
  let inText = false;
  await hearXml(parts.read(part), part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') inText = phonetic === 0;
    },
    close(name) {
      if (name === 'si') texts.add(unescapedText(text));
      else if (name === 'rPh') phonetic--;
      else if (name === 't') inText = false;
    },
    text(more) {
      if (inText) text += more;
    },
  });
  return texts;
}

function textStore(): SharedStrings & { add(text: string): void } {
  const blocks: Buffer[] = [];
  const ends: Uint32Array[] = [];
  let count = 0;
  let size = 0;

  const endOf = (index: number): number =>
    index < 0 ? 0 : (ends[Math.floor(index / ENDS_IN_BLOCK)]?.[index % ENDS_IN_BLOCK] ?? 0);

  return {
    add(text) {
      let bytes = Buffer.from(text);
      if (size + bytes.length + 4 * count > TABLE_LIMITS.sharedText)
        throw new TableError('too-much-text', 'the workbook shares too much text', {
          limit: TABLE_LIMITS.sharedText,
        });
      while (bytes.length > 0) {
        const block = (blocks[Math.floor(size / BLOCK)] ??= Buffer.allocUnsafeSlow(BLOCK));
        const copied = bytes.copy(block, size % BLOCK);
        size += copied;
        bytes = bytes.subarray(copied);
      }
      const block = (ends[Math.floor(count / ENDS_IN_BLOCK)] ??= new Uint32Array(ENDS_IN_BLOCK));
      block[count % ENDS_IN_BLOCK] = size;
      count++;
    },
    at(index) {
      if (!(index >= 0 && index < count)) return undefined;
      const from = endOf(index - 1);
      const to = endOf(index);
      const first = Math.floor(from / BLOCK);
      const start = first * BLOCK;
      if (to - start <= BLOCK) return blocks[first]?.toString('utf8', from - start, to - start) ?? '';
      // A text that runs over the edge of a block.
      const pieces = blocks.slice(first, Math.ceil(to / BLOCK));
      return Buffer.concat(pieces).toString('utf8', from - start, to - start);
    },
  };
}
