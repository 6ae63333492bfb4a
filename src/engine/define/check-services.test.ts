import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dogLicence } from '../../../test/support/toy-service.ts';
import { services as ours } from '../../services/index.ts';
import { choice, digits, fromSettings, longText } from './answers.ts';
import { checkServices, DefinitionError } from './check-services.ts';
import { ask, prove, readBack } from './journey.ts';
import type { Service } from './define-service.ts';
import type { ServiceText } from './text.ts';

const sources = ['permits', 'dogs'];
const dog = dogLicence;
const [which, where, you, proof, lookOver] = dog.journey;
if (!which || !where || !you || !proof || !lookOver) throw new Error('The toy has five steps');

/** The toy with other words in one language. */
function saying(lang: 'ar' | 'en', change: (text: ServiceText) => void): Service {
  const text = structuredClone(dog.text);
  change(text[lang]);
  return { ...dog, text };
}

const without = <T extends object>(object: T, key: keyof T): void => void Reflect.deleteProperty(object, key);

/** What is wrong, the definition, and what the message must name after the folder. */
const mistakes: [string, Service | Service[], RegExp][] = [
  ['slug with capitals', { ...dog, slug: 'Dog Walk' }, /Dog Walk: slug: small letters/],
  ['slug twice', [dog, dog], /dog-walk: slug: used by another/],
  [
    'step asks for what is not declared',
    { ...dog, journey: [which, ask('where', ['walk', 'colour']), you, proof, lookOver] },
    /dog-walk: journey\.where: asks for «colour»/,
  ],
  [
    'answer asked twice',
    { ...dog, journey: [which, where, ask('you', ['walk', 'why', 'ownerPhone']), proof, lookOver] },
    /dog-walk: journey\.you: asks for «walk» again/,
  ],
  [
    'answer that no step asks for',
    { ...dog, answers: { ...dog.answers, colour: digits({ max: 3 }) } },
    /dog-walk: answers\.colour: no step/,
  ],
  [
    'a name of the portal for an answer',
    { ...dog, answers: { ...dog.answers, draft: digits({ max: 3 }) } },
    /dog-walk: answers\.draft: .*taken/,
  ],
  [
    'two steps of one name',
    { ...dog, journey: [which, where, you, proof, { ...lookOver, name: 'you' }] },
    /journey\.you: two steps/,
  ],
  [
    'a name of the portal for a step',
    { ...dog, journey: [which, where, you, proof, readBack('done')] },
    /journey\.done: .*taken/,
  ],
  [
    'prove before the phone is asked for',
    { ...dog, journey: [which, proof, where, you, lookOver] },
    /journey\.proof: «ownerPhone» is asked for after/,
  ],
  [
    'prove of what is no phone',
    { ...dog, journey: [which, where, you, prove('proof', { phone: 'tag' }), lookOver] },
    /journey\.proof: «tag» is no mobile/,
  ],
  ['no prove', { ...dog, journey: [which, where, you, lookOver] }, /dog-walk: journey: no step proves/],
  [
    'readBack not last',
    { ...dog, journey: [which, where, lookOver, you, proof] },
    /journey\.look-over: a journey ends[^]*journey\.proof: a journey ends/,
  ],
  ['no look-up', { ...dog, journey: [where, you, proof, lookOver] }, /dog-walk: journey: a journey begins/],
  [
    'look-up later',
    { ...dog, journey: [where, which, you, proof, lookOver] },
    /journey\.which-dog: a journey begins/,
  ],
  [
    'words needed by a choice that comes later',
    { ...dog, journey: [which, ask('you', ['why', 'ownerPhone']), ask('where', ['walk']), proof, lookOver] },
    /journey\.you: «walk» is asked for after «why»/,
  ],
  [
    'words needed by no choice',
    { ...dog, answers: { ...dog.answers, why: longText({ max: 9, neededBy: 'tag' }) } },
    /answers\.why: «tag» is no choice/,
  ],
  [
    'unknown setting of a choice',
    { ...dog, answers: { ...dog.answers, walk: choice(fromSettings('places')) } },
    /answers\.walk: there is no setting «places»/,
  ],
  [
    'a setting that is no list',
    { ...dog, answers: { ...dog.answers, walk: choice(fromSettings('fee')) } },
    /answers\.walk: the setting «fee» holds no choices/,
  ],
  [
    'demo setting that does not fit',
    { ...dog, demo: { ...dog.demo, settings: { ...dog.demo.settings, fee: -1 } } },
    /dog-walk: demo\.settings\.fee/,
  ],
  [
    'demo setting missing',
    { ...dog, demo: { ...dog.demo, settings: { ...dog.demo.settings, 'code-policy': undefined } } },
    /demo\.settings\.code-policy/,
  ],
  [
    'no Arabic label',
    saying('ar', (text) => without(text.answers, 'tag')),
    /dog-walk: text\.ar\.answers\.tag: is missing/,
  ],
  [
    'no English title',
    saying('en', (text) => without(text.steps, 'you')),
    /text\.en\.steps\.you: is missing/,
  ],
  [
    'no Arabic fact',
    saying('ar', (text) => without(text.facts, 'price')),
    /text\.ar\.facts\.price: is missing/,
  ],
  [
    'no English refusal',
    saying('en', (text) => without(text.refusals, 'impounded')),
    /text\.en\.refusals\.impounded: is missing/,
  ],
  [
    'no Arabic way out',
    saying('ar', (text) => without(text.alreadyOpen, 'wayOut')),
    /text\.ar\.alreadyOpen\.wayOut: is missing/,
  ],
  ['empty text', saying('ar', (text) => (text.declaration = ' ')), /text\.ar\.declaration: is empty/],
  [
    'empty line of a list',
    saying('en', (text) => (text.about.steps = ['go', ''])),
    /text\.en\.about\.steps\.1: is empty/,
  ],
  [
    'SMS without reference',
    saying('ar', (text) => (text.submittedSms = 'by {promised}')),
    /text\.ar\.submittedSms: .*\{reference\}/,
  ],
];

for (const [what, wrong, named] of mistakes)
  test(`a mistake in a definition stops the start, and is named: ${what}`, () => {
    assert.throws(
      () => checkServices(Array.isArray(wrong) ? wrong : [wrong], sources),
      (error) => error instanceof DefinitionError && named.test(error.message),
    );
  });

test('a source that is not connected is named', () => {
  assert.throws(() => checkServices([dog], ['permits']), /dog-walk: journey\.which-dog: .*«dogs»/);
});

test('all mistakes are told at once, and right definitions pass', () => {
  const wrong = saying('ar', (text) => {
    text.name = '';
    text.summary = '';
  });
  assert.throws(
    () => checkServices([wrong], ['permits']),
    /ar\.name[^]*ar\.summary|dogs[^]*ar\.name[^]*ar\.summary/,
  );
  checkServices([...ours, dog], sources);
  const empty = saying('en', (text) => {
    for (const step of Object.values(text.steps)) step.intro = '';
  });
  checkServices([empty], sources);
});
