import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { maskPhone, phoneEnding, readMobile, showPhone } from './phone.ts';
import type { PhoneProblem } from './phone.ts';

const read = (raw: string) => {
  const result = readMobile(raw);
  return result.ok ? result.e164 : result.problem;
};

const national = fc
  .tuple(fc.constantFrom('77', '78', '79'), fc.integer({ min: 0, max: 9_999_999 }))
  .map(([network, rest]) => network + String(rest).padStart(7, '0'));

const scripts = ['0123456789', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹'];
const between = [
  '',
  '',
  '',
  ' ',
  '\u00a0',
  '-',
  '‑',
  '–',
  '−',
  '\u200f',
  '\u2066',
  '\u2069',
  '.',
  '/',
  '(',
  ')',
  '\u200b',
];

/** Any code units, lone surrogates among them. */
const pasted = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

describe('readMobile', () => {
  const good = [
    '0791234567',
    '791234567',
    '962791234567',
    '+962791234567',
    '00962791234567',
    '+962 (0) 79 123 4567',
    '+9620791234567',
    '(+962) 79-123-4567',
    '079/1234567',
    '٠٧٩١٢٣٤٥٦٧',
    '۰۷۹۱۲۳۴۵۶۷',
    '０７９１２３４５６７',
    '＋٩٦٢ ٧٩ ١٢٣ ٤٥٦٧',
    '\u2066+962 7 9123 4567\u2069',
    '\u202a079\u00a0123\u200f4567\u202c\n',
  ];
  for (const raw of good) it(`reads ${JSON.stringify(raw)}`, () => assert.equal(read(raw), '+962791234567'));

  it('takes the blocks that are not handed out yet', () => {
    assert.equal(read('0773000000'), '+962773000000');
    assert.equal(read('0784000000'), '+962784000000');
  });

  const bad: [string, PhoneProblem][] = [
    ['', 'empty'],
    [' \u200f\u2066\u2069\n', 'empty'],
    ['- ( )', 'empty'],
    ['my phone', 'not-a-number'],
    ['079123456x', 'not-a-number'],
    ['0791234567 ext 5', 'not-a-number'],
    ['0791234567;ext=5', 'not-a-number'],
    ['++962791234567', 'not-a-number'],
    ['079+1234567', 'not-a-number'],
    ['+', 'not-a-number'],
    ['07912345678', 'too-long'],
    ['+9627912345678', 'too-long'],
    ['0791234567 / 0781234567', 'too-long'],
    ['0'.repeat(100_000), 'too-long'],
    ['+971501234567', 'not-jordanian'],
    ['00971 50 123 4567', 'not-jordanian'],
    ['+1 202 555 0123', 'not-jordanian'],
    ['+999791234567', 'not-jordanian'],
    ['079123456', 'not-mobile'],
    ['7', 'not-mobile'],
    ['+9627', 'not-mobile'],
    ['065001234', 'not-mobile'],
    ['+96265001234', 'not-mobile'],
    ['911', 'not-mobile'],
    ...['0711234567', '0721234567', '0731234567', '0741234567', '0751234567', '0761234567', '0427123456'].map(
      (raw): [string, PhoneProblem] => [raw, 'not-mobile'],
    ),
  ];
  for (const [raw, problem] of bad) {
    it(`${JSON.stringify(raw.slice(0, 30))} is ${problem}`, () => assert.equal(read(raw), problem));
  }

  it('reads every mobile in every form and script, with anything between', () => {
    const forms = fc.constantFrom('0', '', '962', '+962', '00962', '+9620');
    fc.assert(
      fc.property(
        national,
        forms,
        fc.constantFrom(...scripts),
        fc.infiniteStream(fc.constantFrom(...between)),
        (number, prefix, script, noise) => {
          const written = [...(prefix + number)].map(
            (char) => (script[Number(char)] ?? char) + noise.next().value,
          );
          assert.equal(read(written.join('')), `+962${number}`);
        },
      ),
    );
  });

  it('agrees with the full metadata on which numbers are read, and on every mobile of 077, 078 and 079 it knows', () => {
    const prefixes = fc.constantFrom(
      '0',
      '',
      '962',
      '+962',
      '00962',
      '+',
      '00',
      '+971',
      '07',
      '+96277',
      '0079',
    );
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 12 });
    fc.assert(
      fc.property(
        fc.oneof(
          national,
          fc.tuple(prefixes, digits).map((parts) => parts.join('')),
        ),
        (raw) => {
          const full = parsePhoneNumberFromString(raw, { defaultCountry: 'JO', extract: false });
          const ours = readMobile(raw);
          if (ours.ok) assert.equal(ours.e164, full?.number);
          else
            assert.ok(
              full?.getType() !== 'MOBILE' || full.country !== 'JO' || !/^\+9627[789]/.test(full.number),
              raw,
            );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives E.164 or a problem, whatever is pasted', () => {
    fc.assert(
      fc.property(pasted, (raw) => {
        const result = readMobile(raw);
        if (result.ok) assert.match(result.e164, /^\+9627[789]\d{7}$/);
      }),
    );
  });
});

describe('a number that is shown', () => {
  it('is written as Jordan writes it, and can be read again', () => {
    assert.equal(showPhone('+962791234567'), '079 123 4567');
    fc.assert(
      fc.property(national, (number) => assert.equal(read(showPhone(`+962${number}`)), `+962${number}`)),
    );
  });

  it('is masked but for network and last two digits', () => {
    assert.equal(maskPhone('+962791234567'), '079 ••• ••67');
    assert.equal(maskPhone('+96265001234'), '••• ••34');
  });

  it('ends in four digits', () => assert.equal(phoneEnding('+962791234567'), '4567'));

  it('stays as it is when it is not a mobile of ours', () =>
    assert.equal(showPhone('+96265001234'), '+96265001234'));
});
