import { choice, digits, fromSettings, longText, mobile } from '../../src/engine/define/answers.ts';
import { defineService } from '../../src/engine/define/define-service.ts';
import { ask, lookUp, prove, readBack } from '../../src/engine/define/journey.ts';
import { register } from '../../src/engine/define/register.ts';
import { review } from '../../src/engine/define/review.ts';
import {
  choices,
  codePolicy,
  fils,
  officeDays,
  hours,
  twoPairs,
  workingDays,
} from '../../src/engine/define/settings.ts';
import type { RuleContext } from '../../src/engine/define/register.ts';
import type { SettingsOf } from '../../src/engine/define/settings.ts';
import type { ServiceText } from '../../src/engine/define/text.ts';
import type { RegisterSource } from '../../src/engine/registers/register-source.ts';

/** A row of the register of dogs. */
export type DogRow = { tag: string; name: string; vaccinatedUntil: string; impounded: boolean };

/** A register that is nowhere: rows in memory, and switches for what may go wrong. */
export type DogRegister = RegisterSource & {
  rows: DogRow[];
  /** `down`: it throws. `hangs`: it never answers. */
  state: 'up' | 'down' | 'hangs';
};

/** Opens a register of dogs of its own for one test. */
export function openDogRegister(rows: DogRow[]): DogRegister {
  const dogs: DogRegister = {
    rows,
    state: 'up',
    find: async (answers) => {
      if (dogs.state === 'down') throw new Error('The kennel does not answer');
      if (dogs.state === 'hangs') await new Promise(() => {});
      return { row: dogs.rows.find((row) => row.tag === answers['tag']) ?? null, learntAt: null };
    },
  };
  return dogs;
}

/** Words in both languages, each marked with its own. */
const say = (words: string) => ({ ar: `${words} (ar)`, en: `${words} (en)` });

const settings = {
  walks: choices(say('walks'), say('where a dog may be walked')),
  fee: fils(say('fee'), say('fee of the licence')),
  'refusal-reasons': choices(say('refusals'), say('why a licence is refused')),
  'service-level': workingDays(say('level'), say('working days until a decision is promised')),
  'completion-days': officeDays(say('completion'), say('days to complete what was returned')),
  'completion-grace': officeDays(say('grace'), say('days until it ends')),
  'completion-warning': officeDays(say('warning'), say('days before it ends')),
  'objection-days': officeDays(say('objection'), say('days to object')),
  'phone-change-hours': hours(say('hours'), say('hours that another phone waits')),
  'code-policy': codePolicy(say('code'), say('verification code')),
  'two-pairs-of-eyes': twoPairs(say('pairs'), say('who confirms')),
};

const dogs = register({
  source: 'dogs',
  refuse: (dog: DogRow, { today }: RuleContext<SettingsOf<typeof settings>>) => {
    if (dog.impounded)
      return { code: 'impounded' as const, facts: { dog: { kind: 'text', text: dog.name } } };
    if (dog.vaccinatedUntil < today.toString())
      return {
        code: 'not-vaccinated' as const,
        facts: { until: { kind: 'date', date: dog.vaccinatedUntil } },
      };
    return null;
  },
  read: (dog, { settings: { fee } }) => ({
    subject: `dog ${dog.tag}`,
    name: dog.name,
    label: dog.tag,
    phone: null,
    shown: {
      dogName: { kind: 'text', text: dog.name },
      vaccinatedUntil: { kind: 'date', date: dog.vaccinatedUntil },
      price: { kind: 'money', fils: fee.value },
    },
  }),
});

type DogText = ServiceText<
  'tag' | 'walk' | 'why' | 'ownerPhone',
  'which-dog' | 'where' | 'you' | 'proof' | 'look-over',
  'dogName' | 'vaccinatedUntil' | 'price',
  'impounded' | 'not-vaccinated',
  'dogName'
>;

/** Words of a language, each marked with it, so that a test sees which words a page took, and from where. */
function wordsIn(lang: string): DogText {
  const say = (words: string) => `${words} (${lang})`;
  const answer = (words: string) => ({ label: say(words), hint: '', required: say(`give ${words}`) });
  const step = (words: string) => ({ title: say(words), short: say(words), intro: '', button: say('woof') });
  const refusal = (title: string, rule: string) => ({
    title: say(title),
    rule: say(rule),
    since: say('always so'),
    wayOut: say('see a vet'),
  });
  return {
    name: say('dog licence'),
    summary: say('renew it'),
    teaser: say('one tag'),
    keywords: ['dog'],
    about: {
      what: [say('a licence')],
      who: say('owners'),
      needs: [say('the tag')],
      howLong: say('soon'),
      howMuch: say('it costs {price}'),
      free: say('free'),
      steps: [say('walk')],
      after: [say('wait')],
    },
    answers: {
      tag: answer('tag of the dog'),
      walk: answer('walking place'),
      why: answer('why there'),
      ownerPhone: answer('phone of the owner'),
    },
    steps: {
      'which-dog': step('which dog'),
      where: step('where to'),
      you: step('about you'),
      proof: step('prove it'),
      'look-over': step('look it over'),
    },
    facts: {
      dogName: say('name of the dog'),
      vaccinatedUntil: say('vaccinated until'),
      price: say('price of the licence'),
    },
    found: { label: say('tag number'), tag: say('good dog') },
    miss: { title: say('no such dog'), check: [say('look at the collar')] },
    refusals: {
      impounded: refusal('dog impounded', '{dog} sits in the kennel'),
      'not-vaccinated': refusal('not vaccinated', 'the vaccination ended {until}'),
    },
    alreadyOpen: refusal('asked for already', 'one at a time, since {since}'),
    phonePurpose: say('for barking'),
    declaration: say('it is my dog'),
    receipt: { title: say('licence asked for'), next: [say('we sniff at it')] },
    submittedSms: 'dog {reference} by {promised}',
    approvedSms: 'good dog {reference}',
    refusedSms: 'bad dog {reference}',
    approved: say('the dog may walk'),
    refused: say('train the dog'),
    row: { dogName: say('called') },
  };
}

/** A service that has nothing in common with ours: other steps, answers, facts, settings, and another register. */
export const dogLicence = defineService({
  slug: 'dog-walk',
  version: 1,
  text: { ar: wordsIn('ar'), en: wordsIn('en') },
  answers: {
    tag: digits({ max: 15 }),
    walk: choice(fromSettings('walks')),
    why: longText({ max: 40, neededBy: 'walk' }),
    ownerPhone: mobile(),
  },
  settings,
  tells: ({ fee }) => ({ price: { kind: 'money', fils: fee.value } }),
  journey: [
    lookUp('which-dog', { by: ['tag'], in: dogs }),
    ask('where', ['walk']),
    ask('you', ['why', 'ownerPhone']),
    prove('proof', { phone: 'ownerPhone' }),
    readBack('look-over'),
  ],
  review: review({
    reason: 'walk',
    row: (dog: DogRow) => ({ dogName: { kind: 'text', text: dog.name } }),
    approval: () => null,
    rehearse: {
      facts: ['dogName', 'vaccinatedUntil'],
      row: ({ dogName, vaccinatedUntil }) =>
        dogName?.kind === 'text' && vaccinatedUntil?.kind === 'date'
          ? { tag: '', name: dogName.text, vaccinatedUntil: vaccinatedUntil.date, impounded: false }
          : null,
    },
  }),
  person: 'tag',
  keep: { draft: 2, application: 30, document: 60 },
  demo: {
    settings: {
      walks: [
        { code: 'park', ar: 'حديقة', en: 'Park', needsWords: false },
        { code: 'elsewhere', ar: 'مكان آخر', en: 'Elsewhere', needsWords: true },
      ],
      fee: 2500,
      'refusal-reasons': [{ code: 'bites', ar: 'يعض', en: 'It bites', needsWords: false }],
      'service-level': 3,
      'completion-days': 7,
      'completion-grace': 3,
      'completion-warning': 2,
      'objection-days': 10,
      'phone-change-hours': 24,
      'code-policy': 'sms',
      'two-pairs-of-eyes': 'off',
    },
    permits: () => [],
    answers: () => ({ tag: '77', walk: 'park', why: '', ownerPhone: '0790000077' }),
  },
});
