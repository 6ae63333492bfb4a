import { record } from '../audit/record.ts';
import { count } from '../../platform/limits/count.ts';
import type { Context } from '../context.ts';

/** Why somebody was not let in, or not let do something. */
export type RefusalReason =
  | 'password'
  | 'disabled'
  | 'overdue'
  | 'limited'
  | 'code'
  | 'passkey'
  | 'passkey-copied'
  | 'sign-on'
  | 'no-role'
  | 'not-linked'
  | 'role';

/**
 * A refused try. `subject`: whom it was about, `null` where nobody has such a login; `by`: who is known to do it, `null` at the
 * door. `same` tells one try from another: tries that have it in common are counted together. It is kept nowhere, only hashed.
 */
export type RefusedTry = {
  subject: number | null;
  by: number | null;
  place: string;
  why: RefusalReason;
  same: string;
  data?: Readonly<Record<string, string | number>>;
};

const windowSeconds = 600;

/** So many refusals an hour are recorded of all who stand at the door together, or of one person inside; then only some. */
const mostAnHour = 100;

/** 1, 10, 100, 1000 …: a million tries make seven entries. */
function isRound(count: number): boolean {
  return /^10*$/.test(String(count));
}

/**
 * Records a refused try, so that no stranger can fill the audit with them: of tries that are the same from the same place within
 * ten minutes the first, the tenth, the hundredth …, with their count. A login that nobody has is treated like any other
 * one, or the time of an answer would tell them apart.
 */
export async function recordRefusal(ctx: Context, refused: RefusedTry): Promise<void> {
  const { subject, by, place, why, same, data } = refused;
  const [alike] = await count(ctx.db, ctx.secret, [
    { what: 'refusal', whom: `${why} ${same} ${place}`, max: 1, seconds: windowSeconds, add: 1 },
  ]);
  const times = alike?.count ?? 1;
  if (!isRound(times)) return;
  const [all] = await count(ctx.db, ctx.secret, [
    {
      what: 'refusals recorded',
      whom: by === null ? 'door' : String(by),
      max: mostAnHour,
      seconds: 3600,
      add: 1,
    },
  ]);
  if (all?.over === true && !isRound(all.count)) return;
  await record(ctx.db.query, {
    actor: by === null ? { kind: 'stranger' } : { kind: 'staff', id: by },
    place,
    action: 'staff.refused',
    subject: `staff:${subject ?? 'unknown'}`,
    data: {
      why,
      ...data,
      ...(times > 1 && { count: times }),
      ...(all?.over === true && { everywhere: all.count }),
    },
  });
}
