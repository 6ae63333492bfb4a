import { findOpenSince, findRow, registerDown, uncheckedSubject } from '../registers/look-up.ts';
import { lookUpOf } from '../journey/walk.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { Answers } from '../define/answers.ts';
import type { Service } from '../define/define-service.ts';
import type { FoundRow } from '../define/register.ts';
import type { SettingsToday } from '../settings/settings.ts';

/** Whether somebody is to be reminded of something now. */
export type Renewal =
  { kind: 'may'; found: FoundRow; endsOn: Temporal.PlainDate } | { kind: 'may-not' } | { kind: 'down' };

/**
 * Could it be renewed now? By the register and the service's own rules, and by whether an application is open already. What is
 * only remembered of a register that does not answer is too little to write to somebody.
 */
export async function judgeRenewal(
  ctx: Context,
  service: Service,
  answers: Answers,
  settings: SettingsToday,
): Promise<Renewal> {
  const step = lookUpOf(service);
  const answer = await findRow(ctx, step, answers, ctx.db.query, { hold: false });
  if (answer === registerDown || answer.learntAt !== null) return { kind: 'down' };
  const { row } = answer;
  const context = { today: settings.today, settings: settings.of(service) };
  if (service.reminds === null || row === null || step.register.refuse(row, context))
    return { kind: 'may-not' };
  const found = step.register.read(row, context);
  if (await isOpen(ctx.db.query, service, found.subject, answers)) return { kind: 'may-not' };
  return { kind: 'may', found, endsOn: Temporal.PlainDate.from(service.reminds.endsOn(row)) };
}

/** Is there an open application about it? */
export async function isOpen(
  db: Kysely<Schema>,
  service: Service,
  subject: string,
  answers: Answers,
): Promise<boolean> {
  const subjects = [subject, uncheckedSubject(lookUpOf(service), answers)];
  return (await findOpenSince(db, service, subjects)) !== undefined;
}
