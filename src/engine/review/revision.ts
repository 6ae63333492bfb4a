import { hash } from 'node:crypto';
import type { Facts, Refusal } from '../define/register.ts';

/**
 * What a clerk had before their eyes when they opened a case: how many events and how many notes of others, what the
 * register said, and the last day of the term that an approval would add. A decision names it, so that nobody decides
 * on what has changed since without having seen it.
 */
export type Revision = { events: number; notes: number; register: string; until: string };

/** The revision as a form carries it. */
export function writeRevision({ events, notes, register, until }: Revision): string {
  return [events, notes, register, until].join('_');
}

/** Reads what a form carried; null when it is none. */
export function readRevision(text: string): Revision | null {
  const parts = /^(\d{1,6})_(\d{1,6})_([0-9a-f]{16}|down|miss)_(\d{4}-\d{2}-\d{2}|none)$/.exec(text);
  const [, events, notes, register, until] = parts ?? [];
  if (register === undefined || until === undefined) return null;
  return { events: Number(events), notes: Number(notes), register, until };
}

/** What the register says, short: another row, or a rule that refuses it now, gives another print. */
export function printOf(facts: Facts, refusal: Refusal | null): string {
  return hash('sha256', JSON.stringify([facts, refusal?.code ?? null])).slice(0, 16);
}
