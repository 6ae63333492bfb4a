import { cityZone } from '../../platform/clock/calendar.ts';
import { promisedDay } from '../applications/service-clock.ts';
import { lookUpOf } from '../journey/walk.ts';
import { calendarOf } from '../settings/calendars.ts';
import { serviceLevel } from '../settings/of-service.ts';
import type { Service } from '../define/define-service.ts';
import type { Facts, Refusal, RuleContext } from '../define/register.ts';
import type { SettingsToday } from '../settings/settings.ts';

/** What the rules say of an application on the day it was submitted, by one set of settings. */
export type Outcome = {
  /** The code of the rule that refuses; null: it is allowed. */
  refused: string | null;
  /** The last day of the term that an approval adds; null: none is added, or it is refused. */
  until: string | null;
  /** All fees shown, in fils. */
  fee: number;
  promisedOn: string;
};

/** What is kept of applications that are alike to the rules. */
export type Alike = { day: string; shown: Partial<Facts>; refusal: Refusal | null };

/** Judges by the settings of a day. Null: of the register's row too little is kept to say it. */
export function judge(
  service: Service,
  { shown, refusal }: Alike,
  settings: SettingsToday,
  promisedOn: string,
): Outcome | null {
  const row = service.review.rehearse?.row(shown, refusal) ?? null;
  if (row === null) return null;
  const { register } = lookUpOf(service);
  const context: RuleContext = { today: settings.today, settings: settings.of(service) };
  const refused = register.refuse(row, context)?.code ?? null;
  const facts = Object.values(register.read(row, context).shown);
  return {
    refused,
    until: refused === null ? (service.review.approval(row, context)?.until.toString() ?? null) : null,
    fee: facts.reduce((sum, fact) => sum + (fact.kind === 'money' ? fact.fils : 0), 0),
    promisedOn,
  };
}

/** The day that an application of this day, submitted at this time of it in Amman, is promised. */
export function promisedOn(service: Service, settings: SettingsToday, time: string): string {
  const plainTime = Temporal.PlainTime.from(time);
  const submitted = settings.today.toZonedDateTime({ timeZone: cityZone, plainTime });
  const clock = {
    submittedAt: new Date(submitted.epochMilliseconds),
    level: serviceLevel(settings, service),
    pauses: [],
  };
  return promisedDay(clock, [calendarOf(settings)]).toString();
}

/** How one application would have gone otherwise. */
export type Difference =
  'now-allowed' | 'now-refused' | 'other-end' | 'other-fee' | 'other-promise' | 'choice-gone';

/** What is different: of who is refused, or would be, only that. */
export function differences(before: Outcome, after: Outcome): Difference[] {
  if (before.refused !== null || after.refused !== null) {
    if (before.refused !== null && after.refused === null) return ['now-allowed'];
    return before.refused === null ? ['now-refused'] : [];
  }
  return [
    ...(before.until === after.until ? [] : ['other-end' as const]),
    ...(before.fee === after.fee ? [] : ['other-fee' as const]),
    ...(before.promisedOn === after.promisedOn ? [] : ['other-promise' as const]),
  ];
}
