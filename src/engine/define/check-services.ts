import { messageDefinition } from './message-setting.ts';
import { definedMessage, messageKinds, wordsKey } from './messages.ts';
import { reminderSettings } from './reminders.ts';
import type { Service } from './define-service.ts';
import type { ServiceText } from './text.ts';

/** A definition that cannot work. The message names the service and the key. */
export class DefinitionError extends Error {
  override name = 'DefinitionError';
}

/**
 * Checks definitions when the process starts, so that a contractor never meets a mistake in one.
 * `sources` are the names of the register sources that are connected.
 * @throws DefinitionError listing every mistake, each with the service's folder and the key
 */
export function checkServices(services: readonly Service[], sources: readonly string[]): void {
  const mistakes: string[] = [];
  const seen = new Set<string>();
  for (const service of services) {
    const wrong = (key: string, why: string) => mistakes.push(`${service.slug}: ${key}: ${why}`);
    if (!/^[a-z][a-z0-9-]{2,60}$/.test(service.slug)) wrong('slug', 'small letters, digits and dashes only');
    if (seen.has(service.slug)) wrong('slug', 'used by another service');
    seen.add(service.slug);
    checkJourney(service, sources, wrong);
    checkAnswers(service, wrong);
    checkSettings(service, wrong);
    checkReview(service, wrong);
    checkDocument(service, wrong);
    checkKeep(service, wrong);
    checkReminders(service, wrong);
    for (const lang of ['ar', 'en'] as const) checkText(service, service.text[lang], lang, wrong);
    checkSameWords(service.text.ar, service.text.en, 'ar', wrong);
    checkSameWords(service.text.en, service.text.ar, 'en', wrong);
  }
  if (mistakes.length > 0)
    throw new DefinitionError(`Service definitions are wrong:\n  ${mistakes.join('\n  ')}`);
}

function checkKeep({ keep, person, journey }: Service, wrong: Wrong): void {
  for (const [key, days] of Object.entries(keep))
    if (!Number.isInteger(days) || days < 1) wrong(`keep.${key}`, 'whole days, one at least');
  const lookUp = journey[0];
  if (lookUp?.kind !== 'lookUp' || !lookUp.asks.includes(person))
    wrong('person', `the look-up does not ask for «${person}»`);
}

type Wrong = (key: string, why: string) => void;

function checkReminders(service: Service, wrong: Wrong): void {
  if (service.reminds === null) return;
  for (const name of Object.keys(reminderSettings))
    if (!(name in service.settings)) wrong(`settings.${name}`, 'a service that reminds needs it');
}

const reservedSteps = ['start', 'done', 'resume', 'forget'];

function checkJourney(service: Service, sources: readonly string[], wrong: Wrong): void {
  const names = new Set<string>();
  const asked = new Set<string>();
  service.journey.forEach((step, index) => {
    const key = `journey.${step.name}`;
    if (!/^[a-z][a-z-]*$/.test(step.name)) wrong(key, 'a step is named with small letters and dashes');
    if (reservedSteps.includes(step.name)) wrong(key, 'the name is taken by the portal');
    if (names.has(step.name)) wrong(key, 'two steps have this name');
    names.add(step.name);
    const last = index === service.journey.length - 1;
    if ((step.kind === 'readBack') !== last) wrong(key, 'a journey ends with its only readBack step');
    if (step.kind === 'lookUp' && index !== 0) wrong(key, 'a journey begins with its look-up');
    if (step.kind === 'lookUp' && !sources.includes(step.register.source))
      wrong(key, `there is no register source «${step.register.source}»`);
    if (step.kind === 'prove') {
      if (service.answers[step.phone]?.kind !== 'mobile') wrong(key, `«${step.phone}» is no mobile number`);
      if (!asked.has(step.phone)) wrong(key, `«${step.phone}» is asked for after it is proven`);
    }
    if (step.kind === 'lookUp' || step.kind === 'ask')
      for (const answer of step.asks) {
        if (!(answer in service.answers)) wrong(key, `asks for «${answer}», which is not declared`);
        if (asked.has(answer)) wrong(key, `asks for «${answer}» again`);
        asked.add(answer);
        const definition = service.answers[answer];
        if (
          definition?.kind === 'longText' &&
          definition.neededBy !== null &&
          !asked.has(definition.neededBy)
        )
          wrong(key, `«${definition.neededBy}» is asked for after «${answer}», which it may make needed`);
      }
  });
  if (service.journey[0]?.kind !== 'lookUp') wrong('journey', 'a journey begins with its look-up');
  if (!service.journey.some((step) => step.kind === 'prove')) wrong('journey', 'no step proves the phone');
  for (const answer of Object.keys(service.answers))
    if (!asked.has(answer)) wrong(`answers.${answer}`, 'no step asks for it');
}

function checkAnswers(service: Service, wrong: Wrong): void {
  for (const [name, answer] of Object.entries(service.answers)) {
    const key = `answers.${name}`;
    if (!/^[a-z][a-zA-Z]*$/.test(name)) wrong(key, 'an answer is named with letters only');
    if (['code', 'draft', 'action', 'reference', 'phoneEnding', 'work'].includes(name))
      wrong(key, 'the name is taken by the portal');
    if (answer.kind === 'choice' && !(answer.from in service.settings))
      wrong(key, `there is no setting «${answer.from}»`);
    else if (answer.kind === 'choice' && !Array.isArray(service.demo.settings[answer.from]))
      wrong(key, `the setting «${answer.from}» holds no choices`);
    if (
      answer.kind === 'longText' &&
      answer.neededBy !== null &&
      service.answers[answer.neededBy]?.kind !== 'choice'
    )
      wrong(key, `«${answer.neededBy}» is no choice`);
  }
}

function checkSettings(service: Service, wrong: Wrong): void {
  for (const [name, setting] of Object.entries(service.settings)) {
    const demo = setting.schema.safeParse(service.demo.settings[name]);
    if (!demo.success) wrong(`demo.settings.${name}`, demo.error.issues[0]?.message ?? 'not valid');
  }
}

function checkReview({ review, answers }: Service, wrong: Wrong): void {
  if (review.reason !== null && answers[review.reason]?.kind !== 'choice')
    wrong('review.reason', `«${review.reason}» is no choice`);
}

function checkDocument({ issues, settings, text }: Service, wrong: Wrong): void {
  for (const lang of ['ar', 'en'] as const)
    if ((text[lang].document === undefined) !== (issues === null))
      wrong(`text.${lang}.document`, issues === null ? 'no document is issued' : 'is missing');
  if (issues !== null && !(issues.conditions in settings))
    wrong('issues.conditions', `there is no setting «${issues.conditions}»`);
}

function checkText(service: Service, text: ServiceText, lang: string, wrong: Wrong): void {
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (value.trim() === '' && !/\.(hint|intro)$/.test(key)) wrong(`text.${lang}.${key}`, 'is empty');
    } else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) walk(each, `${key}${key && '.'}${name}`);
  };
  walk(text, '');
  const missing = (part: 'answers' | 'steps', names: string[]) => {
    for (const name of names) if (!(name in text[part])) wrong(`text.${lang}.${part}.${name}`, 'is missing');
  };
  missing('answers', Object.keys(service.answers));
  missing(
    'steps',
    service.journey.map((step) => step.name),
  );
  for (const kind of messageKinds) {
    const read = messageDefinition(kind).schema.safeParse(definedMessage(service.text, kind));
    for (const issue of read.error?.issues ?? [])
      if (issue.path[0] === lang) wrong(`text.${lang}.${wordsKey(kind)}`, issue.message);
  }
}

/** What one language has words for, the other must have words for. Lists may differ in their length. */
function checkSameWords(text: unknown, other: unknown, lang: string, wrong: Wrong): void {
  const walk = (mine: unknown, theirs: unknown, key: string): void => {
    if (typeof theirs !== 'object' || theirs === null || Array.isArray(theirs)) return;
    for (const [name, each] of Object.entries(theirs)) {
      const own: unknown = typeof mine === 'object' && mine !== null ? Reflect.get(mine, name) : undefined;
      const path = `${key}${key && '.'}${name}`;
      if (own === undefined) wrong(`text.${lang}.${path}`, 'is missing');
      else walk(own, each, path);
    }
  };
  walk(text, other, '');
}
