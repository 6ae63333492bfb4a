import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareGuides, readKept } from '../../scripts/guide/compare.ts';
import { makeOfficeGuide } from '../../scripts/guide/make-office-guide.ts';
import { makeServiceGuide } from '../../scripts/guide/make-service-guide.ts';
import { officeGuideFolder } from '../../src/web/staff/guide/guide-routes.ts';
import { services } from '../../src/services/index.ts';
import { paperFile, pictureFile, views } from '../../src/web/guide/kept-guide.ts';
import type { Service } from '../../src/engine/define/define-service.ts';
import type { Lang } from '../../src/platform/i18n/lang.ts';

/** Every guide that is kept: where, and how it is made. */
const guides = [
  ...services
    .filter(({ guide }) => guide !== null)
    .map((service) => ({
      name: service.slug,
      folder: service.guide ?? '',
      make: (lang: Lang) => makeServiceGuide(service, lang, null),
    })),
  { name: 'the office', folder: officeGuideFolder, make: (lang: Lang) => makeOfficeGuide(lang, null) },
];
const withGuide = services.filter(({ guide }) => guide !== null);

for (const { name, folder, make } of guides) {
  const kept = readKept(folder);

  test(`the guide of ${name} is what the portal is now`, { timeout: 100_000 }, async (t) => {
    const [ar, en] = await Promise.all([make('ar'), make('en')]);
    const { differences, warnings } = compareGuides(kept, { ar: ar.kept, en: en.kept });
    for (const warning of warnings) t.diagnostic(warning);
    assert.deepEqual(differences, [], 'make the guide anew: npm run guide');
  });

  test(`the guide of ${name} has every picture`, () => {
    let pictures = 0;
    for (const lang of ['ar', 'en'] as const)
      for (const scene of Object.keys(kept[lang]?.scenes ?? {}))
        for (const file of [...views.map((view) => pictureFile(lang, scene, view)), paperFile(lang, scene)]) {
          assert.ok(existsSync(join(folder, file)), file);
          pictures += 1;
        }
    assert.ok(pictures > 0);
  });
}

test('a field that gets another name makes the guide stale, and the difference is named', async () => {
  const service = withGuide[0];
  assert.ok(service);
  const step = service.journey[0];
  assert.ok(step?.kind === 'lookUp');
  const name = step.asks[0] ?? '';
  const [was, is] = [service.text.en.answers[name]?.label ?? '', 'Name of a field'];
  const scene = `step-${step.name}`;
  const made = await makeServiceGuide(renamed(service, 'en', name, is), 'en', null, scene);
  const kept = readKept(service.guide ?? '').en;
  assert.ok(kept?.scenes[scene]);
  const { differences } = compareGuides(
    { en: { ...kept, scenes: { [scene]: kept.scenes[scene] } } },
    { en: made.kept },
  );
  const page = `en, page «${made.kept.scenes[scene]?.heading}» (${scene})`;
  for (const what of ['fields and buttons', 'marks'])
    assert.ok(
      differences.includes(`${page}, ${what}: was «textbox: ${was}», is «textbox: ${is}»`),
      differences.join('\n'),
    );
  assert.ok(
    differences.some((each) => each.startsWith(`en, words: was «1. ${was}`)),
    'its words are stale too',
  );
});

function renamed(service: Service, lang: Lang, answer: string, label: string): Service {
  const text = service.text[lang];
  const answers = { ...text.answers, [answer]: { hint: '', required: '', ...text.answers[answer], label } };
  return { ...service, text: { ...service.text, [lang]: { ...text, answers } } };
}
