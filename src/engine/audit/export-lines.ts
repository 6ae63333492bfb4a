import { createReadStream } from 'node:fs';

/** No line of an export is longer: a hostile file shall not fill the memory. */
const longestLine = 4_000_000;

/**
 * The lines of an export, without their ends. Only a line feed ends one, since a text may hold any other separator. What is not
 * UTF-8, or too long, comes as a line that cannot be read.
 */
export async function* exportLines(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const chunk of createReadStream(file)) {
    try {
      rest += decoder.decode(chunk as Buffer, { stream: true });
    } catch {
      rest = '\ufffd';
      break;
    }
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > longestLine) break;
  }
  try {
    rest += decoder.decode();
  } catch {
    rest = '\ufffd';
  }
  if (rest !== '') yield rest;
}
