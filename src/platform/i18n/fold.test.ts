import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cleanText, foldDigits, foldForSearch, foldNumberText } from './fold.ts';

/** Text with what hurts: any code unit, Arabic letters and marks, invisible characters, spaces of all kinds. */
const nasty = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0x10000, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0x600, max: 0x6ff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        ...'\u200f \u2066 \u2069 \u200c \u0640 \u00ad \ufeff \ufe0f \u0344 \u0301 \u0316 \u064e \u0653 \u0654 ﷺ ﻻ İ K ｆ'.split(
          ' ',
        ),
      ),
      fc.constantFrom(
        ' ',
        '\u00a0',
        '\t',
        '\n',
        '\r\n',
        '\x85',
        '\u2028',
        '\u3000',
        '\u2800',
        '\ud83d',
        '\ude00',
      ),
      fc.constantFrom('\u0301', '\u0344', '\u0316\u0301').map((marks) => `a${marks.repeat(40)}`),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

const folds: Record<string, (text: string) => string> = {
  foldDigits,
  cleanText: (text) => cleanText(text),
  'cleanText with lines': (text) => cleanText(text, { lines: true }),
  foldNumberText,
  foldForSearch,
};

describe('every fold', () => {
  for (const [name, fold] of Object.entries(folds)) {
    it(`${name} is idempotent`, () => {
      fc.assert(
        fc.property(nasty, (text) => {
          const once = fold(text);
          assert.equal(fold(once), once);
        }),
        { numRuns: 1500 },
      );
    });
  }

  it('takes hostile text of 100 kB in its stride', () => {
    const hostile = [
      ' '.repeat(100_000) + 'x',
      ' \n'.repeat(50_000),
      'a' + '\u0301\u0316'.repeat(50_000),
      '\u064e\u0651'.repeat(50_000),
      '\u200f \u0640'.repeat(33_000),
      'ﷺ'.repeat(33_000),
      '\ud800'.repeat(100_000),
      '٠'.repeat(100_000),
      '\r'.repeat(100_000),
    ];
    for (const text of hostile) {
      for (const [name, fold] of Object.entries(folds)) {
        const start = process.cpuUsage();
        fold(text);
        const { user, system } = process.cpuUsage(start);
        const took = (user + system) / 1000;
        // Time of the processor, not of the clock: linear work takes a few milliseconds, quadratic work seconds.
        assert.ok(took < 500, `${name} took ${took.toFixed(0)} ms on ${JSON.stringify(text.slice(0, 4))}…`);
      }
    }
  });
});

describe('foldDigits', () => {
  it('knows Arabic-Indic, Persian and fullwidth digits', () => {
    assert.equal(
      foldDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ０１２３４５６７８９'),
      '0123456789 0123456789 0123456789',
    );
  });

  it('leaves the rest alone', () => {
    assert.equal(foldDigits('تصريح 12/A ½ ²'), 'تصريح 12/A ½ ²');
  });
});

describe('cleanText', () => {
  it('removes what cannot be seen', () => {
    const marks = '\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069';
    const others = '\u200b\u200c\u200d\u2060\ufeff\u00ad\u0640\ufe0e\ufe0f\u{e0101}\0\x07\x1b\x7f\x9f';
    for (const char of [...(marks + others), '\ud800', '\udc00'])
      assert.equal(cleanText(`أ${char}ب`), 'أب', `U+${char.codePointAt(0)?.toString(16)}`);
    assert.equal(cleanText('شـــركة'), 'شركة');
    assert.equal(cleanText('a\ud800b\udc00c'), 'abc');
  });

  it('makes every kind of space one space, and trims', () => {
    for (const space of [
      ' ',
      '\t',
      '\n',
      '\r\n',
      '\v',
      '\f',
      '\x85',
      '\u00a0',
      '\u2003',
      '\u2028',
      '\u202f',
      '\u3000',
      '\u2800',
    ])
      assert.equal(cleanText(`${space}a${space} ${space}b${space}`), 'a b', JSON.stringify(space));
  });

  it('keeps lines when asked, each one trimmed', () => {
    assert.equal(
      cleanText(' one \r\n two\t2 \r\r three\u2028four \n', { lines: true }),
      'one\ntwo 2\n\nthree\nfour',
    );
  });

  it('composes', () => {
    assert.equal(cleanText('ا\u0654حمد'), 'أحمد');
    assert.equal(cleanText('ا\u0640\u0654حمد'), 'أحمد');
  });

  it('keeps tashkeel, emoji and ordinary signs', () => {
    assert.equal(cleanText('مُقاوِل 😀 (a-b) 50٪'), 'مُقاوِل 😀 (a-b) 50٪');
  });

  it('limits the marks on one letter', () => {
    assert.equal(cleanText('x' + '\u0316'.repeat(1000) + 'y'), 'x' + '\u0316'.repeat(30) + 'y');
  });
});

describe('foldNumberText', () => {
  it('reads a number as it is pasted out of an Arabic page', () => {
    assert.equal(foldNumberText('\u2067 ١٢\u00a0٣٤ \u200f٥\u2069'), '12345');
    assert.equal(foldNumberText('۲۰۲۶'), '2026');
  });

  it('does not hide what is not a number', () => {
    assert.equal(foldNumberText('12a-3'), '12a-3');
  });

  it('never leaves a space or a foreign digit', () => {
    fc.assert(fc.property(nasty, (text) => assert.doesNotMatch(foldNumberText(text), /[\s٠-٩۰-۹]/)));
  });
});

describe('foldForSearch', () => {
  const same: [string, string][] = [
    ['أحمد', 'احمد'],
    ['إبراهيم', 'ابراهيم'],
    ['آمنة', 'امنه'],
    ['ٱلله', 'الله'],
    ['مُؤسَّسةُ البِناءِ', 'موسسه البناء'],
    ['رائد', 'رايد'],
    ['مصطفى', 'مصطفي'],
    ['شرکة علی', 'شركه علي'],
    ['شـركة', 'شركه'],
    ['ﻻﻣﻊ', 'لامع'],
    ['ACME Co', 'acme co'],
    ['شارع ١٢', 'شارع 12'],
  ];
  for (const [written, folded] of same) {
    it(`${written} is ${folded}`, () => assert.equal(foldForSearch(written), folded));
  }

  it('keeps the article and the bare hamza', () => {
    assert.notEqual(foldForSearch('البناء'), foldForSearch('بناء'));
    assert.equal(foldForSearch('بناء'), 'بناء');
  });
});
