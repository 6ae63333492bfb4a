import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareGuides, readKept } from '../../scripts/guide/compare.ts';
import { makeServiceGuide } from '../../scripts/guide/make-service-guide.ts';
import { services } from '../../src/services/index.ts';
import { paperFile, pictureFile, views } from '../../src/web/guide/kept-guide.ts';
import type { Service } from '../../src/engine/define/define-service.ts';
import type { Lang } from '../../src/platform/i18n/lang.ts';

const withGuide = services.filter(({ guide }) => guide !== null);

for (const service of withGuide) {
  const folder = service.guide ?? '';
  const kept = readKept(folder);

  test(`the guide of ${service.slug} is what the portal is now`, { timeout: 100_000 }, async (t) => {
    const [ar, en] = await Promise.all([
      makeServiceGuide(service, 'ar', null),
      makeServiceGuide(service, 'en', null),
    ]);
    const { differences, warnings } = compareGuides(kept, { ar: ar.kept, en: en.kept });
    for (const warning of warnings) t.diagnostic(warning);
    assert.deepEqual(differences, [], 'make the guide anew: npm run guide');
  });

  test(`the guide of ${service.slug} has every picture`, () => {
    let pictures = 0;
    for (const lang of ['ar', 'en'] as const)
      for (const name of Object.keys(kept[lang]?.scenes ?? {}))
        for (const file of [...views.map((view) => pictureFile(lang, name, view)), paperFile(lang, name)]) {
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
