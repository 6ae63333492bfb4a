/**
 * Cuts IBM Plex Sans Arabic to the letters that the portal can show, so that two weights weigh less than one as
 * shipped. Run it after changing the letters below or the font package: `npx node scripts/cut-fonts.ts`.
 *
 * The whole fonts come from the npm package of Google Fonts for Expo because it alone has Arabic and Latin in one
 * file: every page shows both (numbers are Latin digits), so one file a weight means one request a weight.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const source = new URL('../node_modules/@expo-google-fonts/ibm-plex-sans-arabic/', import.meta.url);
const target = new URL('../src/client/fonts/', import.meta.url);

const weights = [
  { from: '400Regular/IBMPlexSansArabic_400Regular.ttf', to: 'plex-400.woff2' },
  { from: '600SemiBold/IBMPlexSansArabic_600SemiBold.ttf', to: 'plex-600.woff2' },
];

/** The largest a cut file may be, in bytes: a page's first view has to stay under 60 kB with both. */
const limit = 23_000;

const range = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');

// Direction marks (U+200E, U+200F, U+2066–2069) have no glyph in the font: the browser obeys and draws none.
const letters = [
  range(0x20, 0x7e), // Basic Latin
  range(0x0621, 0x063a), // Arabic letters
  range(0x0640, 0x0652), // tatweel, the other letters, tashkeel
  range(0x0660, 0x0669), // Arabic-Indic digits
  range(0x06f0, 0x06f9), // Persian digits
  'پچژگکی', // in the names of firms and families
  '،؛؟٪٫٬',
  '\u00a0«»–—…·•×−‘’“”←→',
].join('');

// Joining, marks and kerning. The rest (alternates, fractions, superiors) would bring 150 glyphs nobody asks for.
// The digits are of one width by default in this family: no `tnum` exists or is needed.
const features = ['init', 'medi', 'fina', 'rlig', 'liga', 'calt', 'ccmp', 'locl', 'mark', 'mkmk', 'kern'];

/**
 * "Plex" is a reserved name: the font licence lets nobody give it to a changed font. The new names have the same
 * length, so they are written in place; the notice of copyright is left as it is.
 */
function rename(font: Buffer): Buffer {
  let renamed = font.toString('latin1');
  for (const [before, after] of [
    ['IBM Plex Sans Arabic', 'Tajdeed Sans Letters'],
    ['IBMPlexSansArabic', 'TajdeedSansLetter'],
  ] as const) {
    const utf16 = (text: string): string => [...text].map((letter) => `\0${letter}`).join('');
    renamed = renamed.replaceAll(utf16(before), utf16(after));
  }
  return Buffer.from(renamed, 'latin1');
}

await mkdir(target, { recursive: true });
for (const { from, to } of weights) {
  const whole = rename(await readFile(new URL(from, source)));
  const cut = await subsetFont(whole, letters, {
    targetFormat: 'woff2',
    keepFeatures: features,
    noHinting: true, // screens of today draw without it; it is a quarter of the file
  });
  if (cut.length > limit) throw new Error(`${to} has ${cut.length} bytes, more than ${limit}`);
  await writeFile(new URL(to, target), cut);
  console.log(`${to}: ${whole.length} -> ${cut.length} bytes`);
}
await writeFile(new URL('OFL.txt', target), await readFile(new URL('LICENSE_FONT', source)));
