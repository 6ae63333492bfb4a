import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dogLicence } from '../../../../test/support/toy-service.ts';
import { checkValue } from '../../../engine/settings/check-value.ts';
import { demoPortalSettings } from '../../../engine/settings/portal-settings.ts';
import { allSettings, definedValue } from '../../../engine/settings/settings.ts';
import { services as ours } from '../../../services/index.ts';
import { cleanWords } from './clean-words.ts';
import { readHolidays, writeHolidays } from './holidays-text.ts';
import { readTyped, wrongOf } from './read-typed.ts';
import { linesOf } from './show-value.ts';
import { fieldNames, typeValue, valueName } from './typed-value.ts';

const services = [...ours, dogLicence];

/** What the demo has for each setting. */
const demo = new Map<string, unknown>([
  ...Object.entries(demoPortalSettings),
  ...services.flatMap(({ slug, demo: { settings } }) =>
    Object.entries(settings).map(([name, value]) => [`${slug}.${name}`, value] as const),
  ),
]);

for (const [key, { form, name, hint }] of allSettings(services)) {
  const value = demo.get(key) ?? definedValue(services, key);
  test(`${key} goes through its form and comes back as it was`, () => {
    const typed = typeValue(form, value, valueName);
    const names = new Set(fieldNames(form, valueName));
    for (const field of Object.keys(typed)) assert.ok(names.has(field), `${field} is a field of the form`);
    const read = readTyped(form, typed, valueName);
    assert.deepEqual(read.wrong, []);
    const checked = checkValue(services, key, read.value);
    assert.ok(checked.kind === 'fits', JSON.stringify(checked));
    assert.deepEqual(checked.value, value);
    assert.deepEqual(read.typed, typed, 'and stands in the same fields');
  });

  test(`${key} is told in words of both languages`, () => {
    for (const lang of ['ar', 'en'] as const) {
      assert.ok(name[lang].length > 2 && hint[lang].length > 2);
      const lines = linesOf(form, value, lang).map(String);
      assert.ok(lines.length > 0);
      for (const line of lines) assert.doesNotMatch(line, /undefined|null|NaN|\[object/);
    }
  });

  test(`${key}: an empty form is refused at its fields, or means that there is none`, () => {
    const read = readTyped(form, {}, valueName);
    const checked = checkValue(services, key, read.value);
    if (checked.kind === 'fits') return;
    assert.ok(checked.kind === 'invalid');
    const wrong = wrongOf(form, checked.problems, valueName);
    assert.ok(wrong.length > 0);
    const names = new Set([...fieldNames(form, valueName), valueName]);
    for (const { name: at, text } of wrong) {
      assert.ok(names.has(at), at);
      assert.doesNotMatch(text.ar + text.en, /\{\w+\}|undefined/);
    }
  });
}

const form = (key: string) => {
  const definition = allSettings(services).get(key);
  assert.ok(definition);
  return definition.form;
};

/** What is said where, of what was typed. */
function saidOf(key: string, typed: Record<string, string>): [string, string][] {
  const read = readTyped(form(key), typed, valueName);
  const checked = checkValue(services, key, read.value);
  const problems = checked.kind === 'invalid' ? checked.problems : [];
  return [...read.wrong, ...wrongOf(form(key), problems, valueName)].map(({ name, text }) => [name, text.en]);
}

const fee = 'contractor-permit-renewal.fee';

test('money is read in dinars, in every writing of digits', () => {
  const filsOf = (text: string) => readTyped(form(fee), { value: text }, valueName).value;
  for (const [text, fils] of [
    ['12.500', 12_500],
    ['12.5', 12_500],
    ['12', 12_000],
    ['٠٫٠٠٥', 5],
    [' 1,25 ', 1250],
  ] as const)
    assert.equal(filsOf(text), fils, text);
  for (const text of ['', '-1', '1.2345', 'كثير', '1e3', '9999999999'])
    assert.match(
      saidOf(fee, { value: text })[0]?.[1] ?? '',
      /^Write the amount in dinars.*1000000\.000$/,
      text,
    );
});

test('office hours are read in every writing of digits, and may not end before they begin', () => {
  const key = 'calendar.hours';
  const typed = (from: string, to: string) => ({ 'value-from': from, 'value-to': to });
  assert.deepEqual(readTyped(form(key), typed('٨:٠٠', ' 15:30 '), valueName).value, {
    from: '08:00',
    to: '15:30',
  });
  assert.match(saidOf(key, typed('15:00', '08:00')).join(' '), /^value,The hours end before they begin/);
  assert.match(saidOf(key, typed('8', '25:00')).join(' '), /^value-from,Write hours.*value-to,Write hours/);
});

test('too many rows are refused as too many', () => {
  const key = 'contractor-permit-renewal.permit-conditions';
  const rows = Array.from({ length: 13 }, (_, index) => [
    [`value-${index}-ar`, 'شرط'],
    [`value-${index}-en`, 'Condition'],
  ]).flat();
  const said = saidOf(key, Object.fromEntries(rows) as Record<string, string>);
  assert.deepEqual(said, [['value', 'Too many rows: 12 at most']]);
});

test('rows come in the order of their numbers, without those that were emptied', () => {
  const key = 'contractor-permit-renewal.renewal-reasons';
  const row = (index: number, code: string, order: string) => ({
    [`value-${index}-code`]: code,
    [`value-${index}-ar`]: code && 'سبب',
    [`value-${index}-en`]: code && 'Reason',
    [`value-${index}-order`]: order,
  });
  const typed = {
    ...row(0, 'third', '3'),
    ...row(1, '', '1'),
    ...row(2, 'first', '1'),
    ...row(9, 'last', ''),
  };
  const { value } = readTyped(form(key), typed, valueName);
  assert.deepEqual(
    (value as { code: string }[]).map(({ code }) => code),
    ['first', 'third', 'last'],
  );
  const wrong = saidOf(key, { ...row(0, 'one', '2'), ...row(1, 'Not A Code', '1') });
  assert.match(wrong[0]?.[0] ?? '', /^value-0-code$/, 'at the row where it stands now');
  const twice = saidOf(key, { ...row(0, 'one', '2'), ...row(1, 'one', '1') });
  assert.deepEqual(twice, [['value', 'Two rows have one code: each needs its own']]);
});

test('a message says which name it does not know, and which it lacks', () => {
  const key = 'contractor-permit-renewal.sms-approved';
  const said = saidOf(key, { 'value-ar': 'طلب {reference} {promised}', 'value-en': 'It ends {until' });
  assert.deepEqual(
    said.map(([name, text]) => [name, text.replace(/[\u2066-\u2069]/g, '')]),
    [
      ['value-ar', '{promised} is not filled in in this message'],
      ['value-en', 'The text must hold {reference}'],
    ],
  );
});

test('an emblem that is not harmless is refused with what is not allowed in it', () => {
  const said = (inside: string) =>
    saidOf('portal.emblem', { value: `<svg viewBox="0 0 9 9">${inside}</svg>` })[0]?.[1] ?? '';
  for (const [inside, named] of [
    ['<script>1</script>', '<script'],
    ['<foreignObject/>', '<foreignObject'],
    ['<path onload="x"/>', 'onload'],
    ['<path xlink:href="x"/>', 'xlink:href'],
    ['<path fill="url(https://x.example)"/>', 'url(https://x.example'],
    ['<path d="&#60;"/>', '&#'],
  ] as const)
    assert.ok(said(inside).includes(named), `${inside}: ${said(inside)}`);
  assert.match(saidOf('portal.emblem', { value: 'none' })[0]?.[1] ?? '', /Paste a whole SVG/);
  assert.equal(said('<g><path d="M0 0" fill="url(#a)"/></g>'), '');
});

test('words keep what was meant in them, and lose what cannot be seen', () => {
  assert.equal(cleanWords(' يبدأ بـ\u200f \u2066077\u2069،\n\tجُدّد '), 'يبدأ بـ 077، جُدّد');
});

test('a list of holidays says line by line what is wrong', () => {
  const pasted =
    '٢٠٢٧-٠٥-٠١ عيد العمال | Labour Day\r\n\r\n2027-02-30 خطأ | Wrong\n2027-05-01 مكرر | Twice\nعطلة\n2026-12-25 الميلاد|Christmas';
  const { holidays, wrong } = readHolidays(pasted);
  assert.deepEqual(holidays, [
    { day: '2026-12-25', name: { ar: 'الميلاد', en: 'Christmas' } },
    { day: '2027-05-01', name: { ar: 'عيد العمال', en: 'Labour Day' } },
  ]);
  const lines = wrong.map(({ en }) => /^Line (\d+)/.exec(en)?.[1]);
  assert.deepEqual(lines, ['3', '4', '5']);
});

test('whatever holidays there are: written and read again they are the same', () => {
  const word = fc.stringMatching(
    /^[\u0627-\u064aA-Za-z][\u0627-\u064aA-Za-z’() -]{0,30}[\u0627-\u064aA-Za-z]$/,
  );
  const one = fc.record({
    day: fc
      .integer({ min: 0, max: 9000 })
      .map((days) => Temporal.PlainDate.from('2020-01-01').add({ days }).toString()),
    name: fc.record({ ar: word, en: word }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(one, { selector: ({ day }) => day, maxLength: 40 }), (list) => {
      // Runs of spaces are one space, as everywhere.
      const clean = list.map(({ day, name }) => ({
        day,
        name: { ar: cleanWords(name.ar), en: cleanWords(name.en) },
      }));
      const read = readHolidays(writeHolidays(clean));
      assert.deepEqual(read.wrong, []);
      assert.deepEqual(
        read.holidays,
        clean.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      );
    }),
  );
});
