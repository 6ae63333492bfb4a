import { record, staffOrigin } from '../audit/record.ts';
import { cleanText } from '../../platform/i18n/fold.ts';
import { setAside } from '../applications/close-application.ts';
import { whyNotAllowed } from './allowed.ts';
import { lockCase } from './cases.store.ts';
import { deleteLease, extendLease, findLease } from './leases.store.ts';
import { insertNote } from './notes.store.ts';
import type { Context } from '../context.ts';
import type { Actor } from './actor.ts';
import type { NotAllowed } from './allowed.ts';
import type { Held } from './take-application.ts';

/** How long a note may be. */
export const mostNoteCharacters = 4000;

/** How far a note may set an application aside, in days. */
const mostDaysAside = 366;

/** What writing a note ends in. `invalid`: what of it cannot be. */
export type NoteResult =
  | { kind: 'noted'; id: number }
  | {
      kind: 'invalid';
      words: 'empty' | 'too-long' | null;
      bringForwardOn: 'not-a-day' | 'not-later' | 'too-far' | null;
    }
  | { kind: 'not-found' }
  | Held
  | NotAllowed;

/**
 * Writes a note that only the office reads. One with a day also takes the application off the queue until the morning of
 * that day, gives it back, and stands in its row then; the promised day stays what it was.
 */
export async function writeNote(
  ctx: Context,
  actor: Actor,
  applicationId: number,
  note: { words: string; bringForwardOn: string | null },
): Promise<NoteResult> {
  const { today } = await ctx.settings.now();
  const words = cleanText(note.words, { lines: true });
  const day = note.bringForwardOn === null ? null : readDay(note.bringForwardOn, today);
  const wrong = {
    words:
      words === '' ? ('empty' as const) : words.length > mostNoteCharacters ? ('too-long' as const) : null,
    bringForwardOn: typeof day === 'string' ? day : null,
  };
  if (wrong.words !== null || typeof day === 'string') return { kind: 'invalid', ...wrong };
  return ctx.db.query.transaction().execute(async (trx): Promise<NoteResult> => {
    const application = await lockCase(trx, applicationId);
    if (application === null) return { kind: 'not-found' };
    const not = whyNotAllowed(actor, day === null ? 'note' : 'bring-forward', application);
    if (not !== null) return not;
    const lease = await findLease(trx, applicationId);
    if (day !== null) {
      // Who works on it must not find it gone from the queue.
      if (lease !== null && lease.by.id !== actor.id)
        return { kind: 'held', by: lease.by.name, until: lease.until };
      await setAside(trx, applicationId, day);
      await deleteLease(trx, applicationId, actor);
    } else await extendLease(trx, actor, applicationId);
    const id = await insertNote(trx, actor, applicationId, {
      words,
      bringForwardOn: day?.toString() ?? null,
    });
    await record(trx, {
      ...staffOrigin(actor),
      action: 'application.noted',
      subject: `application:${applicationId}`,
      data: { note: id, bringForwardOn: day?.toString() ?? null },
    });
    return { kind: 'noted', id };
  });
}

function readDay(
  text: string,
  today: Temporal.PlainDate,
): Temporal.PlainDate | 'not-a-day' | 'not-later' | 'too-far' {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'not-a-day';
  let day: Temporal.PlainDate;
  try {
    day = Temporal.PlainDate.from(text);
  } catch {
    return 'not-a-day';
  }
  if (Temporal.PlainDate.compare(day, today) <= 0) return 'not-later';
  return Temporal.PlainDate.compare(day, today.add({ days: mostDaysAside })) > 0 ? 'too-far' : day;
}
