import { countStates, findMessages, findMessagesOf } from './office-messages.store.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Context } from '../context.ts';
import type { MessageState } from './message.ts';
import type { MessageLine } from './office-messages.store.ts';

export type { MessageLine } from './office-messages.store.ts';

/** The parts of the list: what waits for nobody, what somebody should look at. */
export const messageParts = {
  all: null,
  waiting: ['queued', 'sending'],
  sent: ['sent'],
  delivered: ['delivered'],
  failed: ['failed'],
  unknown: ['unknown'],
} as const satisfies Record<string, readonly MessageState[] | null>;

/** A part of the list of messages. */
export type MessagePart = keyof typeof messageParts;

/** A page of the messages; `next`: the last one of it, from which the following page goes on. */
export type MessagePage = {
  lines: MessageLine[];
  next: string | null;
  counts: Record<'waiting' | 'failed' | 'unknown', number>;
};

const linesOfPage = 50;

/** Lists the messages of a part, the newest first. Whoever shows them records the read: they are of persons. */
export async function listMessages(
  ctx: Context,
  part: MessagePart,
  before: string | null,
): Promise<MessagePage> {
  const db = ctx.db.reads;
  const [found, counts] = await Promise.all([
    findMessages(db, messageParts[part], { before, limit: linesOfPage + 1 }),
    countStates(db),
  ]);
  const lines = found.slice(0, linesOfPage);
  return { lines, next: found.length > linesOfPage ? (lines.at(-1)?.id ?? null) : null, counts };
}

/** The messages of an application and what became of each, the newest first. */
export function messagesOf(db: Kysely<Schema>, applicationId: number): Promise<MessageLine[]> {
  return findMessagesOf(db, applicationId);
}

/** May it be sent again by hand? Of a code a person asks for another one; quiet hours are not to be pressed away. */
export function mayRetry({ kind, state, why }: Pick<MessageLine, 'kind' | 'state' | 'why'>): boolean {
  if (kind === 'code') return false;
  return state === 'failed' || state === 'unknown' || (state === 'queued' && why === 'not-taken');
}
