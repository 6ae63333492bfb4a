import { sql } from 'kysely';
import { inOrder, togetherOf } from '../../platform/db/together.ts';
import { count } from '../../platform/limits/count.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Count } from '../../platform/limits/count.ts';
import type { Context } from '../context.ts';
import type { Answers } from '../define/answers.ts';
import type { Service } from '../define/define-service.ts';
import type { LookUpStep } from '../define/journey.ts';
import type { FoundRow } from '../define/register.ts';
import type { NotPossible } from '../journey/draft.ts';
import type { Limit } from '../settings/limit-settings.ts';
import type { SettingsToday } from '../settings/settings.ts';
import type { RegisterAnswer } from './register-source.ts';

/** What a look-up ends in. */
export type LookUpResult =
  /** `learntAt`: the register does not answer; this is what it said then. `null`: it was asked now. */
  | { kind: 'found'; found: FoundRow; learntAt: Date | null }
  | { kind: 'not'; outcome: NotPossible | { kind: 'down' } }
  /** The register is down, and the person goes on without it. */
  | { kind: 'unchecked' }
  | { kind: 'limited'; retryAfter: number };

/** How long a register may take to answer, in milliseconds, before it counts as down. */
const patience = 4000;

/**
 * Finds the row of a register and asks its rules. Misses cost: they are counted per address, per first number and in
 * all; many of them slow the answer down, too many end in `limited`. A hit and a miss run the same statements.
 * `goOn`: when the register is down, the person goes on without it. That is counted as a miss, which it may turn out
 * to be: else an outage would be the time to guess in.
 */
export async function lookUp(
  ctx: Context,
  service: Service,
  step: LookUpStep,
  answers: Answers,
  settings: SettingsToday,
  { address, goOn }: { address: string; goOn: boolean },
): Promise<LookUpResult> {
  const answer = await findRow(ctx, step, answers, ctx.db.query, { hold: false });
  if (answer === registerDown && !goOn) return { kind: 'not', outcome: { kind: 'down' } };
  const counts = await countMiss(
    ctx,
    service,
    answers[step.asks[0] ?? ''] ?? '',
    address,
    settings,
    answer === registerDown || answer.row === null,
  );
  const over = counts.find((each) => each.over && each.what !== missesInAll);
  if (over) return { kind: 'limited', retryAfter: over.anewIn };
  await slowDown(counts);
  return answer === registerDown
    ? { kind: 'unchecked' }
    : judge(ctx, service, step, answers, answer, settings);
}

/** What a row, or none, means: a miss, refused by a rule, open already, or found. */
async function judge(
  ctx: Context,
  service: Service,
  step: LookUpStep,
  answers: Answers,
  { row, learntAt }: RegisterAnswer,
  settings: SettingsToday,
): Promise<LookUpResult> {
  const not = (outcome: NotPossible): LookUpResult => ({ kind: 'not', outcome });
  const context = { today: settings.today, settings: settings.of(service) };
  const found = row === null ? null : step.register.read(row, context);
  // Asked for a miss as well, so that it takes as long as a hit.
  const subjects = [found?.subject ?? '', uncheckedSubject(step, answers)];
  const openSince = await findOpenSince(ctx.db.query, service, subjects);
  if (found === null) return not({ kind: 'miss' });
  const refusal = step.register.refuse(row, context);
  if (refusal) return not({ kind: 'refused', refusal });
  if (openSince) return not({ kind: 'already-open', since: openSince.toISOString(), subject: found.subject });
  return { kind: 'found', found, learntAt };
}

/**
 * What an application is about until the register says it: the answers themselves. Whoever has one of them wrong
 * is in nobody's way.
 */
export function uncheckedSubject(step: LookUpStep, answers: Answers): string {
  return `unchecked:${step.asks.map((name) => encodeURIComponent(answers[name] ?? '')).join('/')}`;
}

/** When the first open application for one of the subjects was submitted, if there is one. */
export async function findOpenSince(
  db: Kysely<Schema>,
  service: Service,
  subjects: readonly string[],
): Promise<Date | undefined> {
  const open = await findOpenTogether(db, { service: service.slug, subjects });
  return open?.submitted_at;
}

const findOpenTogether = togetherOf(
  async (db: Kysely<Schema>, asked: { service: string; subjects: readonly string[] }[]) => {
    // One line for each subject; `n` says which question it belongs to.
    const lines = asked.flatMap(({ service, subjects }, index) =>
      subjects.map((subject) => ({ n: index + 1, service, subject })),
    );
    const { rows } = await sql<{ n: number; submitted_at: Date }>`
      select n, min(a.submitted_at) as submitted_at
      from unnest(${lines.map(({ n }) => n)}::int[], ${lines.map(({ service }) => service)}::text[],
        ${lines.map(({ subject }) => subject)}::text[]) as asked (n, service, subject)
      join open_applications o on o.service = asked.service and o.subject = asked.subject
      join applications a on a.id = o.application_id
      group by n`.execute(db);
    return inOrder(asked, rows);
  },
);

/** What `findRow` gives when the register did not answer in time, or failed. */
export const registerDown: unique symbol = Symbol('the register is down');

/** What the register says of the answers, within our patience. What keeps a register from answering is logged. */
export async function findRow(
  ctx: Context,
  step: LookUpStep,
  answers: Answers,
  db: Kysely<Schema>,
  options: { hold: boolean },
): Promise<RegisterAnswer | typeof registerDown> {
  const source = ctx.sources[step.register.source];
  if (!source) throw new Error(`There is no register source «${step.register.source}»`);
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The register took too long')), patience);
  });
  try {
    return await Promise.race([source.find(answers, db, options), tooLong]);
  } catch (error) {
    ctx.log.error('register.down', error, { source: step.register.source });
    return registerDown;
  } finally {
    clearTimeout(timer);
  }
}

const missesInAll = 'look-up misses in all';

async function countMiss(
  ctx: Context,
  service: Service,
  number: string,
  address: string,
  settings: SettingsToday,
  missed: boolean,
): Promise<Count[]> {
  const limits = settings.portal['limits.look-up-misses'].value;
  const add = missed ? 1 : 0;
  const entry = (what: string, whom: string, limit: Limit) => ({ what, whom, ...limit, add });
  const counts = await count(ctx.db, ctx.secret, [
    entry('look-up misses of an address', address, limits.address),
    entry('look-up misses of a number', `${service.slug} ${number}`, limits.number),
    entry(missesInAll, service.slug, limits.all),
  ]);
  for (const each of counts)
    if (missed && (each.count === each.max + 1 || (each.over && each.count % each.max === 0)))
      ctx.log.warn('register.misses.alarm', { service: service.slug, what: each.what, count: each.count });
  return counts;
}

/** From a quarter of the allowance on, each further miss makes answers slower, hits and misses alike: 0.1 s to 3 s. */
async function slowDown(counts: readonly Count[]): Promise<void> {
  const excess = Math.max(...counts.map((each) => each.count - Math.floor(each.max / 4)));
  if (excess <= 0) return;
  await new Promise((resolve) => setTimeout(resolve, Math.min(3000, excess * 100)));
}
