import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { checkServices } from '../../src/engine/define/check-services.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { openCase } from '../../src/engine/review/open-case.ts';
import { previewDecision } from '../../src/engine/review/preview-decision.ts';
import { services as ours } from '../../src/services/index.ts';
import { openPortal } from '../support/portal.ts';
import { dogLicence, openDogRegister } from '../support/toy-service.ts';
import { firstPermit, freshPhone, newestCode, walkToDone } from '../support/walk.ts';
import type { Portal } from '../support/portal.ts';

const dog = (tag: string, more = {}) => ({
  tag,
  name: `Rex ${tag}`,
  vaccinatedUntil: '2999-01-01',
  impounded: false,
  ...more,
});
const dogs = openDogRegister([
  dog('71'),
  dog('72'),
  dog('73'),
  dog('74'),
  dog('75'),
  dog('76'),
  dog('80', { impounded: true }),
  dog('81', { vaccinatedUntil: '2001-02-03' }),
]);
const services = [...ours, dogLicence];
let portal: Portal;
before(async () => {
  portal = await openPortal({ services, sources: { dogs } });
});
after(() => portal.close());

const room = (lang: string) => `/${lang}/services/dog-walk`;

test('the toy is a right definition, beside ours', () => {
  checkServices(services, ['permits', 'dogs']);
});

for (const [lang, tag] of [
  ['ar', '71'],
  ['en', '72'],
] as const)
  test(`the whole journey of a service that the engine has never seen, ${lang}`, async () => {
    const browser = portal.browser();
    const phone = freshPhone();
    const list = await browser.open(`/${lang}/services`);
    assert.ok(list.text.includes(`dog licence (${lang})`), 'it is in the list');
    const about = await browser.open(room(lang));
    assert.ok(about.text.includes(`it costs`), 'its own page tells its fee');

    let page = await browser.open(`${room(lang)}/start`);
    assert.equal(page.path, `${room(lang)}/which-dog`);
    page = await browser.submit(page, { tag });
    assert.equal(page.path, `${room(lang)}/where`);
    assert.ok(page.text.includes(`Rex ${tag}`));
    page = await browser.submit(page, { walk: 'elsewhere' });
    assert.equal(page.path, `${room(lang)}/you`);

    // The words are needed because of the choice of another step.
    page = await browser.submit(page, { why: ' ', ownerPhone: phone.typed });
    assert.equal(page.status, 422);
    assert.ok(page.text.includes(`give why there (${lang})`));
    page = await browser.submit(page, { why: 'قرب البيت', ownerPhone: phone.typed });
    assert.equal(page.path, `${room(lang)}/proof`);
    page = await browser.submit(page, { code: await newestCode(portal, phone.e164) });
    assert.equal(page.path, `${room(lang)}/look-over`);
    for (const word of [
      `Rex ${tag}`,
      'قرب البيت',
      lang === 'ar' ? 'مكان آخر' : 'Elsewhere',
      `it is my dog (${lang})`,
    ])
      assert.ok(page.text.includes(word), word);

    page = await browser.submit(page, {});
    assert.equal(page.path, `${room(lang)}/done`);
    assert.ok(page.text.includes(`licence asked for (${lang})`));
    const [sms] = await portal.messages(phone.e164, 2);
    assert.match(sms?.text ?? '', /^dog /);
    const other = lang === 'ar' ? '(en)' : '(ar)';
    assert.ok(!page.text.includes(other), 'no word of the other language');

    const status = await browser.open(`/${lang}/track/status`);
    assert.ok(status.text.includes(`dog licence (${lang})`));
    assert.doesNotMatch(`${page.text} ${status.text}`, /تصريح|permit/i, 'no word of ours');
  });

test('a choice that makes words needed leads back to the step that left them empty', async () => {
  const browser = portal.browser();
  const phone = freshPhone();
  let page = await browser.submit(await browser.open(`${room('en')}/start`), { tag: '73' });
  page = await browser.submit(page, { walk: 'park' });
  page = await browser.submit(page, { why: '', ownerPhone: phone.typed });
  assert.equal(page.path, `${room('en')}/proof`);
  page = await browser.submit(page, { code: await newestCode(portal, phone.e164) });
  assert.equal(page.path, `${room('en')}/look-over`);
  page = await browser.submit(await browser.open(`${room('en')}/where`), { walk: 'elsewhere' });
  assert.equal(page.path, `${room('en')}/you`);
  assert.equal((await browser.open(`${room('en')}/look-over`)).path, `${room('en')}/you`);
});

test('its refusals and misses are told in its own words', async () => {
  const browser = portal.browser();
  const say = async (tag: string) =>
    (await browser.submit(await browser.open(`${room('en')}/which-dog?new`), { tag })).text;
  assert.match(await say('80'), /dog impounded.*Rex 80 sits in the kennel/);
  assert.match(await say('81'), /not vaccinated.*03-02-2001/);
  assert.match(await say('99'), /no such dog/);
});

test(
  'a register that is down or hangs: an honest page, soon, and what was typed is kept',
  { timeout: 15_000 },
  async () => {
    const browser = portal.browser();
    for (const state of ['down', 'hangs'] as const) {
      dogs.state = state;
      const began = performance.now();
      const page = await browser.submit(await browser.open(`${room('en')}/start`), { tag: '74' });
      dogs.state = 'up';
      assert.ok(performance.now() - began < 6000, 'within its patience');
      assert.match(page.text, /The register does not answer now/);
      assert.doesNotMatch(page.text, /permit/i);
      assert.match(page.html, /value="74"/);
      assert.ok(portal.log.some((line) => line.includes('register.down')));
      const again = await browser.submit(page, { tag: '74' });
      assert.equal(again.path, `${room('en')}/where`);
    }
  },
);

test('a register that goes down before submitting: the application is taken, with what was found', async () => {
  for (const [state, tag] of [
    ['down', '75'],
    ['hangs', '76'],
  ] as const) {
    const browser = portal.browser();
    const phone = freshPhone();
    let page = await browser.submit(await browser.open(`${room('en')}/start`), { tag });
    page = await browser.submit(page, { walk: 'park' });
    page = await browser.submit(page, { why: '', ownerPhone: phone.typed });
    page = await browser.submit(page, { code: await newestCode(portal, phone.e164) });
    dogs.state = state;
    page = await browser.submit(page, {});
    dogs.state = 'up';
    assert.equal(page.path, `${room('en')}/done`, state);
    assert.match(page.text, /We will check your application when the register answers/);
    assert.match(page.text, new RegExp(`Rex ${tag}`));
  }
});

test('ours goes on as before beside it', async () => {
  const done = await walkToDone(portal, portal.browser(), firstPermit());
  assert.match(done.text, /استلمنا طلبك/);
});

test('the office decides it: an approval adds no term', async () => {
  const { rows } = await sql<{ id: number }>`select application_id as id from open_applications
    where service = 'dog-walk' and not waiting order by id`.execute(portal.db.query);
  const clerk = { id: 5, name: 'Pat', role: 'clerk', place: 'test' } as const;
  const [first, second] = rows.map(({ id }) => id);
  assert.ok(first !== undefined && second !== undefined);
  const found = await openCase(portal.ctx, clerk, first);
  assert.ok(found?.register.kind === 'row');
  assert.deepEqual(Object.keys(found.register.facts), ['dogName']);
  assert.deepEqual(found.terms, []);
  const approved = await decide(portal.ctx, clerk, { id: first, revision: found.revision, kind: 'approve' });
  assert.ok(approved.kind === 'decided' && approved.term === null);
  const other = await openCase(portal.ctx, clerk, second);
  const wanted = { id: second, revision: other?.revision ?? '', reason: 'bites', words: '' };
  assert.equal((await decide(portal.ctx, clerk, { ...wanted, kind: 'refuse' })).kind, 'decided');
  const preview = await previewDecision(portal.ctx, first, { kind: 'approve' });
  assert.ok(preview.kind === 'preview' && preview.sms.startsWith('good dog'));
});
