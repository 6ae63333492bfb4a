import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractorPermitRenewal } from '../../services/contractor-permit-renewal/service.ts';
import { ar } from '../../services/contractor-permit-renewal/text.ar.ts';
import { en } from '../../services/contractor-permit-renewal/text.en.ts';
import { ask, lookUp } from './journey.ts';
import { register } from './register.ts';
import type { Text } from '../../services/contractor-permit-renewal/text.ar.ts';
import type { ServiceText } from './text.ts';

// Each `@ts-expect-error` is itself an error for the compiler when the line after it has none: that English may lack
// nothing that Arabic has is proven when the types are checked. The test only keeps the values alive.

const { declaration, ...withoutDeclaration } = en;
// @ts-expect-error A missing sentence does not compile.
const lacksSentence: Text = withoutDeclaration;

const { reason, ...otherAnswers } = en.answers;
// @ts-expect-error A missing question does not compile.
const lacksQuestion: Text = { ...en, answers: otherAnswers };

const { suspended, ...otherRefusals } = en.refusals;
// @ts-expect-error A missing refusal does not compile.
const lacksRefusal: Text = { ...en, refusals: otherRefusals };

// @ts-expect-error A word too many does not compile either.
const saysMore: Text = { ...en, motto: 'Dig safely' };

// @ts-expect-error A service whose answer has no words does not compile.
const unknownAnswer: ServiceText<'reason' | 'colour'>['answers'] = en.answers;

// @ts-expect-error A register may only refuse with codes that have words.
const unknownCode: ServiceText<string, string, string, 'withdrawn' | 'stolen'>['refusals'] = ar.refusals;

// @ts-expect-error A choice of the step is made of names, not numbers.
const wrongStep = ask('renewal', [1]);

const wrongRegister = register({
  source: 'permits',
  refuse: () => null,
  // @ts-expect-error What a row means has a subject: one open application for each.
  read: () => ({ name: '', label: '', phone: null, shown: {} }),
});

test('both languages have the same words, and the types say so', () => {
  const wrong = [lacksSentence, lacksQuestion, lacksRefusal, saysMore, unknownAnswer, unknownCode, wrongStep];
  assert.equal(wrong.filter(Boolean).length, 7);
  assert.ok(declaration && reason && suspended);
  assert.equal(lookUp('x', { by: [], in: wrongRegister }).kind, 'lookUp');
  assert.deepEqual(shapeOf(en), shapeOf(ar));
  assert.equal(contractorPermitRenewal.text.ar, ar);
});

/** Every key of an object, also within it; lists may differ in their length. */
function shapeOf(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([name, each]: [string, unknown]) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? shapeOf(each, `${path}${name}.`)
      : [path + name],
  );
}
