import { SaxesParser } from 'saxes';
import { TABLE_LIMITS } from './table.ts';
import { TableError } from './table-error.ts';

/** What is heard of a part. Names come without their prefix, which is each program's own. */
export type XmlListener = {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
};

/** Deeper than any part of a spreadsheet goes. */
const DEPTH = 64;

/**
 * Reads a part of XML as it comes; yields after each piece, so that what was heard can be handed on before more is read.
 *
 * @throws {TableError} doctype (no part of a spreadsheet has one, and entities are how XML attacks), broken-xml
 */
export async function* heardPieces(
  bytes: AsyncIterable<Buffer>,
  part: string,
  listener: XmlListener,
): AsyncGenerator<void, void, undefined> {
  const parser = new SaxesParser({ position: false, xmlns: false });
  let decoder: TextDecoder | undefined;
  let depth = 0;
  let silence = 0;
  parser.on('doctype', () => {
    throw new TableError('doctype', 'a part of the workbook declares a document type', { part });
  });
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0;
    if (++depth > DEPTH) throw broken(part, 'too deep');
    listener.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    silence = 0;
    depth--;
    listener.close?.(localName(name));
  });
  if (listener.text) parser.on('text', (text) => listener.text?.(text));

  const hear = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (error instanceof TableError) throw error;
      throw broken(part, error instanceof Error ? error.message : String(error));
    }
  };
  for await (const piece of bytes) {
    const decode = (decoder ??= new TextDecoder(encodingOf(piece), { fatal: true }));
    silence += piece.length;
    hear(() => parser.write(decode.decode(piece, { stream: true })));
    // The parser keeps a text, a comment or an attribute until its end, however far that is.
    if (silence > TABLE_LIMITS.recordLength) throw broken(part, 'too long without a tag');
    yield;
  }
  hear(() => {
    parser.write(decoder?.decode() ?? '');
    parser.close();
  });
}

/** Reads a part to its end. */
export async function hearXml(
  bytes: AsyncIterable<Buffer>,
  part: string,
  listener: XmlListener,
): Promise<void> {
  const pieces = heardPieces(bytes, part, listener);
  while ((await pieces.next()).done !== true);
}

function encodingOf(start: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export function broken(part: string, reason: string): TableError {
  return new TableError('broken-xml', `${part} cannot be read: ${reason}`, { part });
}
