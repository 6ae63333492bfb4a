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
  const letters = [...text];
  if (letters.every((letter) => basic.has(letter) || extension.has(letter)))
    return cut(
      'GSM-7',
      letters.map((letter) => (extension.has(letter) ? 2 : 1)),
      160,
      153,
    );
  return cut(
    'UCS-2',
    letters.map((letter) => letter.length),
    70,
    67,
  );
}

function cut(encoding: SmsParts['encoding'], widths: number[], alone: number, joined: number): SmsParts {
  const units = widths.reduce((sum, width) => sum + width, 0);
  if (units <= alone) return { encoding, units, perPart: alone, parts: 1 };
  let parts = 1;
  let filled = 0;
  for (const width of widths) {
    if (filled + width > joined) {
      parts += 1;
      filled = 0;
    }
    filled += width;
  }
  return { encoding, units, perPart: joined, parts };
}
