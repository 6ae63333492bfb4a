import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareGuides } from '../scripts/guide/compare.ts';
import type { KeptGuide, KeptScene } from '../src/web/guide/kept-guide.ts';

const picture = (y = 100) => ({
  width: 585,
  height: 900,
  boxes: [
    [20, 50, 300, 70],
    [20, y, 300, 70],
  ],
});
const scene = (given: Partial<KeptScene> = {}): KeptScene => ({
  heading: 'Which permit?',
  controls: ['textbox: Permit number', 'button: Continue'],
  marks: ['textbox: Permit number', 'button: Continue'],
  phone: picture(),
  desktop: picture(),
  ...given,
});
const guide = (words: string[], scenes: Record<string, KeptScene>): KeptGuide => ({
  ar: { words, scenes },
  en: { words: [], scenes: {} },
});
const kept = guide(['# Guide', 'one', 'two', 'three'], { permit: scene() });

const found = (words: string[], scenes: Record<string, KeptScene>) =>
  compareGuides(kept, guide(words, scenes));
const same = ['# Guide', 'one', 'two', 'three'];
const where = 'ar, page «Which permit?» (permit)';

test('a guide is what it was', () => {
  assert.deepEqual(found(same, { permit: scene() }), { differences: [], warnings: [] });
});

test('every difference is named, and nothing else', () => {
  const cases: [string[], KeptScene, string[]][] = [
    [
      same,
      scene({ controls: ['textbox: Number', 'button: Continue'] }),
      [`${where}, fields and buttons: was «textbox: Permit number», is «textbox: Number»`],
    ],
    [
      same,
      scene({ controls: ['textbox: Permit number', 'textbox: Year', 'button: Continue'] }),
      [`${where}, fields and buttons: new: «textbox: Year»`],
    ],
    [same, scene({ marks: ['textbox: Permit number'] }), [`${where}, marks: gone: «button: Continue»`]],
    [
      same,
      scene({ marks: ['button: Continue', 'textbox: Permit number'] }),
      [`${where}, marks: gone: «textbox: Permit number»`, `${where}, marks: new: «textbox: Permit number»`],
    ],
    [['# Guide', 'one', '2', 'three'], scene(), ['ar, words: was «two», is «2»']],
    [['# Guide', 'two', 'three', 'four'], scene(), ['ar, words: gone: «one»', 'ar, words: new: «four»']],
  ];
  for (const [words, changed, differences] of cases)
    assert.deepEqual(found(words, { permit: changed }).differences, differences);
  assert.deepEqual(found(same, { permit: scene({ heading: 'Which one?' }) }).differences, [
    'ar, page «Which one?» (permit), heading: was «Which permit?», is «Which one?»',
  ]);
});

test('a page that came and one that went are named', () => {
  assert.deepEqual(found(same, { code: scene({ heading: 'Code' }) }).differences, [
    `${where} is gone`,
    'ar, page «Code» (code) is new',
  ]);
});

test('what only moved is a warning, and only when it moved far', () => {
  assert.deepEqual(found(same, { permit: scene({ phone: picture(116) }) }).warnings, []);
  assert.deepEqual(found(same, { permit: scene({ phone: picture(117) }) }), {
    differences: [],
    warnings: [`${where}, phone: mark 2 (button: Continue) moved`],
  });
});
