/** The letters of GSM 03.38, each seven bits; those of the extension take two places. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('\f^{}\\[~]|€');

/** How an SMS is cut: what it is written in, how many places it takes, how many a part has, and how many parts there are. */
export type SmsParts = { encoding: 'GSM-7' | 'UCS-2'; units: number; perPart: number; parts: number };

/**
 * Counts the parts of an SMS as networks do, each of which is paid for. One letter outside GSM-7, also one that is not
 * seen, like what isolates a number in Arabic, makes the whole message UCS-2. No character is cut in two at a seam.
 */
export function countParts(text: string): SmsParts {
  const { encoding, units, perPart, parts } = splitParts(text);
  return { encoding, units, perPart, parts: parts.length };
}

/** The same with the parts themselves, for a gateway that leaves the cutting to us. Together they are the text. */
export function splitParts(text: string): Omit<SmsParts, 'parts'> & { parts: string[] } {
  const letters = [...text];
  if (letters.every((letter) => basic.has(letter) || extension.has(letter)))
    return cut('GSM-7', letters, (letter) => (extension.has(letter) ? 2 : 1), 160, 153);
  return cut('UCS-2', letters, (letter) => letter.length, 70, 67);
}

function cut(
  encoding: SmsParts['encoding'],
  letters: readonly string[],
  widthOf: (letter: string) => number,
  alone: number,
  joined: number,
): ReturnType<typeof splitParts> {
  const units = letters.reduce((sum, letter) => sum + widthOf(letter), 0);
  if (units <= alone) return { encoding, units, perPart: alone, parts: [letters.join('')] };
  const parts: string[] = [];
  let part: string[] = [];
  let filled = 0;
  for (const letter of letters) {
    if (filled + widthOf(letter) > joined) {
      parts.push(part.join(''));
      part = [];
      filled = 0;
    }
    part.push(letter);
    filled += widthOf(letter);
  }
  return { encoding, units, perPart: joined, parts: [...parts, part.join('')] };
}
