import { todayAt } from '../../platform/clock/calendar.ts';
import { lookUpOf } from '../journey/walk.ts';
import { findRow, registerDown } from '../registers/look-up.ts';
import { printOf } from './revision.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { OnDocument } from '../define/document.ts';
import type { TermGiven } from '../applications/application.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Facts, FoundRow, Refusal, RuleContext } from '../define/register.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { OfficeApplication } from './cases.store.ts';

/** What the register says of an application now, and what that means. */
export type Judgement =
  | { kind: 'down' }
  | { kind: 'miss' }
  | {
      kind: 'row';
      /** The row as the office sees it. */
      facts: Facts;
      found: FoundRow;
      /** The register does not answer; this is what it said then. */
      learntAt: Date | null;
      /** What the rules say today, and what they say by the day of submitting. */
      refusal: { today: Refusal | null; thatDay: Refusal | null };
      /** The rule that stands in the way of an approval: one that refuses by both days. */
      stands: Refusal | null;
      /** The term that an approval would add, by the settings of the day of submitting. */
      term: TermGiven | null;
      /** What would stand on the document that an approval issues. */
      document: OnDocument | null;
    };

/** The settings of today, and those of the day on which an application was submitted. */
export type BothDays = { today: SettingsToday; thatDay: SettingsToday };

/** Reads the settings that an application is judged by. Not within a transaction: it asks on its own. */
export async function settingsOfBothDays(ctx: Context, application: OfficeApplication): Promise<BothDays> {
  return {
    today: await ctx.settings.now(),
    thatDay: await ctx.settings.on(todayAt(application.submittedAt)),
  };
}

/**
 * Asks the register about an application again. Who asked in time is not late because the office took its time: the
 * rules and the term are those of the day of submitting, which the contractor was shown.
 */
export async function askRegister(
  ctx: Context,
  service: Service,
  application: OfficeApplication,
  days: BothDays,
  db: Kysely<Schema>,
  options: { hold: boolean },
): Promise<Judgement> {
  const step = lookUpOf(service);
  const answer = await findRow(ctx, step, application.answers, db, options);
  if (answer === registerDown) return { kind: 'down' };
  const { row, learntAt } = answer;
  if (row === null) return { kind: 'miss' };
  const on = (settings: SettingsToday): RuleContext => ({
    today: settings.today,
    settings: settings.of(service),
  });
  const [today, thatDay] = [on(days.today), on(days.thatDay)];
  const refusal = { today: step.register.refuse(row, today), thatDay: step.register.refuse(row, thatDay) };
  const term = service.review.approval(row, thatDay);
  return {
    kind: 'row',
    facts: service.review.row(row, today),
    found: step.register.read(row, today),
    learntAt,
    refusal,
    stands: refusal.thatDay === null ? null : refusal.today,
    document: (term && service.issues?.read(row, term, today)) ?? null,
    term: term && { ordinal: term.ordinal, from: term.from.toString(), until: term.until.toString() },
  };
}

/** What a revision keeps of a judgement. */
export function seenOf(judgement: Judgement): { register: string; until: string } {
  if (judgement.kind !== 'row') return { register: judgement.kind, until: 'none' };
  return {
    register: printOf(judgement.facts, judgement.stands),
    until: judgement.term?.until ?? 'none',
  };
}
