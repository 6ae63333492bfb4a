/**
 * Makes the user guides from the running portal: `npm run guide`. It walks through each service on the demo's data, takes
 * the pictures, and writes what the guides say and mean beside them. `npm run guide -- --check` writes nothing, and ends
 * with 1 when what is kept is not what the portal is now. Needs Chromium, as the tests of the browser do.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openTypesetter } from '../src/platform/typeset/typesetter.ts';
import { openGuidePdfs } from '../src/web/guide/guide-pdfs.ts';
import { keptFile, loadPictures } from '../src/web/guide/kept-guide.ts';
import { services } from '../src/services/index.ts';
import { officeGuideFolder } from '../src/web/staff/guide/guide-routes.ts';
import { compareGuides, readKept } from './guide/compare.ts';
import { makeOfficeGuide } from './guide/make-office-guide.ts';
import { makeServiceGuide } from './guide/make-service-guide.ts';
import type { Lang } from '../src/platform/i18n/lang.ts';
import type { Made } from './guide/make-service-guide.ts';
import type { KeptGuide } from '../src/web/guide/kept-guide.ts';

const check = process.argv.includes('--check');
const root = join(import.meta.dirname, '..');

async function makeOne(
  folder: string,
  make: (lang: Lang, folder: string | null) => Promise<Made>,
): Promise<void> {
  const place = relative(root, folder);
  if (!check) {
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder)) if (/\.(webp|jpg|pdf)$/.test(file)) rmSync(join(folder, file));
  }
  // Each language has a portal and a browser of its own, so they need not wait for each other.
  const [ar, en] = await Promise.all([make('ar', check ? null : folder), make('en', check ? null : folder)]);
  const kept: KeptGuide = { ar: ar.kept, en: en.kept };
  const { differences, warnings } = compareGuides(readKept(folder), kept);
  for (const told of [...warnings, ...differences]) console.log(`${place}: ${told}`);
  if (check) {
    if (differences.length > 0) process.exitCode = 1;
    return;
  }
  writeFileSync(keptFile(folder), `${JSON.stringify(kept, null, 1)}\n`);
  await print(folder, 'ar', ar);
  await print(folder, 'en', en);
}

/** The guide on paper, with the demo's settings; a portal makes its own with those of its city. */
async function print(folder: string, lang: Lang, { guide, settings }: Made): Promise<void> {
  const pdf = await openGuidePdfs(typesetter)({
    name: 'guide',
    guide,
    pictures: loadPictures(folder),
    lang,
    settings,
  });
  writeFileSync(join(folder, `guide.${lang}.pdf`), pdf);
}

const typesetter = openTypesetter();
try {
  for (const service of services)
    if (service.guide !== null)
      await makeOne(service.guide, (lang, folder) => makeServiceGuide(service, lang, folder));
  await makeOne(officeGuideFolder, makeOfficeGuide);
} finally {
  await typesetter.close();
}
if (process.exitCode === 1) console.log('The guide is not what the portal is now: npm run guide');
