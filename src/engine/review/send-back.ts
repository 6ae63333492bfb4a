import { cleanText } from '../../platform/i18n/fold.ts';
import { record, staffOrigin } from '../audit/record.ts';
import { holdPreparation } from './hold-preparation.ts';
import { insertInternalEvent, setPreparedBy } from './preparations.store.ts';
import { mostNoteCharacters } from './write-note.ts';
import type { Context } from '../context.ts';
import type { Actor } from './actor.ts';
import type { NotHeld } from './hold-preparation.ts';

/** What sending a prepared decision back ends in. */
export type SendBackResult =
  { kind: 'sent-back' } | { kind: 'invalid'; words: 'empty' | 'too-long' } | NotHeld;

/**
 * Gives a prepared decision back to the office instead of confirming it, with words that only the office reads: the
 * application is under review again, at its old place in the queue and in nobody's hand.
 */
export async function sendBack(
  ctx: Context,
  actor: Actor,
  applicationId: number,
  typed: string,
): Promise<SendBackResult> {
  const words = cleanText(typed, { lines: true });
  if (words === '') return { kind: 'invalid', words: 'empty' };
  if (words.length > mostNoteCharacters) return { kind: 'invalid', words: 'too-long' };
  return ctx.db.query.transaction().execute(async (trx): Promise<SendBackResult> => {
    const held = await holdPreparation(trx, actor, 'send-back', applicationId);
    if (held.kind !== 'held') return held;
    await insertInternalEvent(trx, applicationId, 'sent-back', held.by, { words });
    await setPreparedBy(trx, applicationId, null);
    await record(trx, {
      ...staffOrigin(actor),
      action: 'application.sent-back',
      subject: `application:${applicationId}`,
      data: {
        preparedBy: held.preparation.by.id,
        ...(held.lent && { delegation: held.lent.delegation }),
      },
    });
    return { kind: 'sent-back' };
  });
}
