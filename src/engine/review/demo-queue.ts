import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { cityZone, isWorkingDay } from '../../platform/clock/calendar.ts';
import { makeApplication } from '../applications/make-application.ts';
import { emptyDraft } from '../journey/draft.ts';
import { openFields } from '../journey/open-fields.ts';
import { lookUpOf } from '../journey/walk.ts';
import { sendMessageQueue } from '../notifications/queue.ts';
import { findRow, registerDown } from '../registers/look-up.ts';
import { calendarOf } from '../settings/calendars.ts';
import { demoActors } from '../staff/demo-people.ts';
import { lockCase } from './cases.store.ts';
import { openCase } from './open-case.ts';
import { prepareDecision } from './prepare-decision.ts';
import { returnApplication } from './return-application.ts';
import { take } from './take-application.ts';
import { writeNote } from './write-note.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { Answers } from '../define/answers.ts';
import type { Service } from '../define/define-service.ts';
import type { DemoWaiting } from '../define/history.ts';
import type { FoundRow } from '../define/register.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { Actor } from './actor.ts';

/** An application that was made, and what the office did with it. */
type Made = { id: number; since: DemoWaiting['since'] };

/** What is to be submitted, with what the register says of it. */
type ToSubmit = { service: Service; waiting: DemoWaiting; answers: Answers; found: FoundRow };

/** How many days from its end a permit may be to be asked for, at most. */
const nearDays = 60;

/**
 * Gives the demo's office a day's work: applications in every state that a queue can hold, so that whoever looks at it sees
 * what it is for. Once, in a demo in which nobody applied yet (those of its past have no holder). Each is submitted as any
 * other, at a moment of the last days, and taken, returned, set aside or prepared as the office does it.
 */
export async function seedQueue(ctx: Context): Promise<void> {
  const db = ctx.db.query;
  if (await wasUsed(db)) return;
  const settings = await ctx.settings.now();
  const people = await demoActors(db);
  const [clerk, supervisor] = [people.get('clerk'), people.get('supervisor')];
  if (!clerk || !supervisor) return;
  // Asked before the transaction: a register elsewhere remembers on its own.
  const waiting = await Promise.all(ctx.services.map((service) => findRenewable(ctx, service, settings)));
  const made = await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('tajdeed demo'))`.execute(trx);
    if (await wasUsed(trx)) return [];
    return submitAll(ctx, trx, waiting.flat(), settings);
  });
  if (made.length === 0) return;
  ctx.jobs.nudge(sendMessageQueue);
  for (const each of made) await goOn(ctx, each, { clerk, supervisor });
}

/** Has anybody applied in this demo? */
async function wasUsed(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from applications where holder <> '') as used`.execute(db);
  return rows[0]?.used !== false;
}

/** Submits them, each at its moment: the clock of the demo is put back within the transaction, where nobody else reads it. */
async function submitAll(
  ctx: Context,
  trx: Transaction<Schema>,
  toSubmit: readonly ToSubmit[],
  settings: SettingsToday,
): Promise<Made[]> {
  const { rows: clocks } = await sql<{ shift: string; now: Date }>`
    select shift::text as shift, moment() as now from clock`.execute(trx);
  const [clock] = clocks;
  if (!clock) throw new Error('There is no clock');
  const made: Made[] = [];
  for (const { service, waiting, answers, found } of toSubmit) {
    const at = momentOf(waiting, settings, clock.now);
    await sql`update clock set shift = shift + (${at}::timestamptz - moment())`.execute(trx);
    const draft = { ...emptyDraft(randomUUID(), service, 'ar'), answers, found };
    const visitor = { holder: randomBytes(32), address: '' };
    const refused = await makeApplication(ctx, trx, visitor, service, draft, false, settings, at);
    if (refused !== null) continue;
    const { rows } = await sql<{ id: number }>`select max(id) as id from applications`.execute(trx);
    made.push({ id: rows[0]?.id ?? 0, since: waiting.since });
  }
  await sql`update clock set shift = ${clock.shift}::interval`.execute(trx);
  return made;
}

/** What the office did with it since: by its own use cases, one after the other. */
async function goOn(
  ctx: Context,
  { id, since }: Made,
  { clerk, supervisor }: { clerk: Actor; supervisor: Actor },
): Promise<void> {
  switch (since.kind) {
    case 'nothing':
      return;
    case 'taken':
      await take(ctx, supervisor, id);
      return;
    case 'set-aside': {
      const { today } = await ctx.settings.now();
      const bringForwardOn = today.add({ days: since.days }).toString();
      await writeNote(ctx, clerk, id, { words: since.words, bringForwardOn });
      return;
    }
    case 'returned': {
      const found = await openCase(ctx, clerk, id);
      if (found === null) return;
      const fields = openFields(found.service).filter(
        (name) => found.service.answers[name]?.kind === 'longText',
      );
      await returnApplication(ctx, clerk, { id, revision: found.revision, fields, words: since.words });
      return;
    }
    case 'prepared': {
      // The demo decides alone, so that whoever tries it sees a decision at once; these wait as where two decide.
      const found = await openCase(ctx, clerk, id);
      if (found?.register.kind !== 'row') return;
      const { term } = found.register;
      await ctx.db.query.transaction().execute(async (trx) => {
        await lockCase(trx, id);
        await prepareDecision(trx, clerk, id, { kind: 'approved', term });
      });
    }
  }
}

/** The moment of submitting: so many working days ago, at a minute of the day in Amman; never one to come. */
function momentOf({ workingDaysAgo, minute }: DemoWaiting, settings: SettingsToday, now: Date): Date {
  const { time } = calendarOf(settings);
  let day = settings.today;
  for (let left = workingDaysAgo; left > 0;) {
    day = day.subtract({ days: 1 });
    if (isWorkingDay(day, time)) left -= 1;
  }
  const { epochMilliseconds } = day.toZonedDateTime({ timeZone: cityZone }).add({ minutes: minute });
  const before = now.getTime() - (24 * 60 - minute) * 1000;
  return new Date(Math.min(epochMilliseconds, before));
}

/** The last permits of the demo that can be renewed today, so that the first ones are left to visitors. */
async function findRenewable(ctx: Context, service: Service, settings: SettingsToday): Promise<ToSubmit[]> {
  const step = lookUpOf(service);
  const rule = { today: settings.today, settings: settings.of(service) };
  const left = (service.demo.waiting ?? []).toReversed();
  const toSubmit: ToSubmit[] = [];
  for (const permit of service.demo.permits(settings.today).toReversed()) {
    const waiting = left.at(-1);
    if (waiting === undefined) break;
    // Hundreds are over, or far from their end: only the others are asked for.
    if (Math.abs(settings.today.until(Temporal.PlainDate.from(permit.validUntil)).days) > nearDays) continue;
    const { contractorNumber, permitNumber, permitYear } = permit;
    const numbers = Object.entries({ contractorNumber, permitNumber, permitYear });
    const answers = {
      ...Object.fromEntries(numbers.map(([name, value]) => [name, String(value)])),
      ...waiting.answers,
    };
    const answer = await findRow(ctx, step, answers, ctx.db.query, { hold: false });
    if (answer === registerDown) break;
    if (answer.row === null || step.register.refuse(answer.row, rule) !== null) continue;
    toSubmit.push({ service, waiting, answers, found: step.register.read(answer.row, rule) });
    left.pop();
  }
  return toSubmit;
}
