/**
 * Cuts IBM Plex Sans Arabic to the letters of documents. Run it after changing the letters below or the font package:
 * `npx node scripts/cut-document-letters.ts`.
 *
 * Documents have letters of their own, without ligatures: what is copied out of a PDF whose ligatures stand for two letters
 * comes out in the wrong order (the font keeps them in `rlig`, and among them some that Arabic does not need). Without them lam
 * and alef are two glyphs that join.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const source = new URL('../node_modules/@expo-google-fonts/ibm-plex-sans-arabic/', import.meta.url);
const target = new URL('../src/platform/typeset/letters/', import.meta.url);

const weights = [
  { from: '400Regular/IBMPlexSansArabic_400Regular.ttf', to: 'regular.ttf' },
  { from: '600SemiBold/IBMPlexSansArabic_600SemiBold.ttf', to: 'semibold.ttf' },
];

const range = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');

// As `letters.ts` of the typesetter says: a letter that is not here cannot stand on a document.
const letters = [
  range(0x20, 0x7e),
  range(0xa0, 0x17f),
  range(0x0621, 0x063a),
  range(0x0641, 0x064a),
  range(0x0660, 0x0669),
  range(0x06f0, 0x06f9),
  'پچژگکیڤ،؛؟٪٫٬–—…•‘’“”',
].join('');

const features = ['init', 'medi', 'fina', 'ccmp', 'locl', 'mark', 'mkmk', 'kern'];

/** "Plex" is a reserved name: see cut-fonts.ts. The new names have the same length, so they are written in place. */
function rename(font: Buffer): Buffer {
  let renamed = font.toString('latin1');
  for (const [before, after] of [
    ['IBM Plex Sans Arabic', 'Tajdeed Document Let'],
    ['IBMPlexSansArabic', 'TajdeedDocumentLe'],
  ] as const) {
    const utf16 = (text: string): string => [...text].map((letter) => `\0${letter}`).join('');
    renamed = renamed.replaceAll(utf16(before), utf16(after)).replaceAll(before, after);
  }
  return Buffer.from(renamed, 'latin1');
}

await mkdir(target, { recursive: true });
for (const { from, to } of weights) {
  const whole = rename(await readFile(new URL(from, source)));
  const cut = await subsetFont(whole, letters, { targetFormat: 'truetype', keepFeatures: features });
  await writeFile(new URL(to, target), cut);
  console.log(`${to}: ${whole.length} -> ${cut.length} bytes`);
}
await writeFile(new URL('OFL.txt', target), await readFile(new URL('LICENSE_FONT', source)));
