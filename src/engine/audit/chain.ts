import { hash } from 'node:crypto';

/**
 * An entry of the audit as it is exported. `at` is UTC with microseconds, `data` the JSON text of the database, `previous` and
 * `hash` are hexadecimal.
 */
export type ChainedEntry = {
  id: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  reason: string;
  place: string;
  data: string;
  previous: string;
  hash: string;
};

/** How far a chain reaches: so many entries, and the hash of the last one. */
export type Link = { entries: number; hash: string };

/** What stands before the first entry. */
export const firstHash = '0'.repeat(64);

/** What is wrong with a chain, and where: `id` is the first entry that is bad, as far as can be told. */
export type ChainFinding =
  /** Entry `id` is not there: `found` stands in its place. */
  | { kind: 'missing'; id: number; found: number }
  /** Entry `id` stands again, or where `expected` should. */
  | { kind: 'out-of-place'; id: number; expected: number }
  /** What entry `id` says is not what was hashed. */
  | { kind: 'altered'; id: number }
  /** Entry `id` says that another one stood before it. */
  | { kind: 'unlinked'; id: number };

/** The bytes of an entry that are hashed, after those of the hash before it. */
export function canonicalText(entry: ChainedEntry): string {
  const { id, at, actor, action, subject, reason, place, data } = entry;
  return JSON.stringify([id, at, actor, action, subject, reason, place, data]);
}

/** The hash that an entry must have. */
export function hashOf(entry: ChainedEntry): string {
  return hash(
    'sha256',
    Buffer.concat([Buffer.from(entry.previous, 'hex'), Buffer.from(canonicalText(entry))]),
    'hex',
  );
}

/** What is wrong with an entry that stands after `last`; `null`: nothing. */
export function checkEntry(last: Link, entry: ChainedEntry): ChainFinding | null {
  const expected = last.entries + 1;
  const { id } = entry;
  if (id > expected) return { kind: 'missing', id: expected, found: id };
  if (id < expected) return { kind: 'out-of-place', id, expected };
  if (hashOf(entry) !== entry.hash) return { kind: 'altered', id };
  if (entry.previous !== last.hash) return { kind: 'unlinked', id };
  return null;
}

/** An entry as a line of an export, without its end. */
export function writeEntry(entry: ChainedEntry): string {
  const { id, at, actor, action, subject, reason, place, data, previous, hash } = entry;
  return JSON.stringify({ id, at, actor, action, subject, reason, place, data, previous, hash });
}

const texts = ['at', 'actor', 'action', 'subject', 'reason', 'place', 'data'] as const;
const hashForm = /^[0-9a-f]{64}$/;

/** Reads what `writeEntry` wrote; `null` for anything else, be it one space more: no two readers then read it differently. */
export function readEntry(line: string): ChainedEntry | null {
  const given = parseObject(line);
  if (given === null) return null;
  const entry = given as ChainedEntry;
  const right =
    Number.isSafeInteger(entry.id) &&
    entry.id >= 1 &&
    texts.every((name) => typeof entry[name] === 'string') &&
    [entry.previous, entry.hash].every((each) => typeof each === 'string' && hashForm.test(each));
  return right && writeEntry(entry) === line ? entry : null;
}

/** The object that a text of JSON is, or null. */
export function parseObject(text: string): object | null {
  try {
    const given: unknown = JSON.parse(text);
    return typeof given === 'object' && given !== null && !Array.isArray(given) ? given : null;
  } catch {
    return null;
  }
}
