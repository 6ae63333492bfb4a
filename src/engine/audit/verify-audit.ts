import { checkEntry, firstHash, readEntry } from './chain.ts';
import { isSigned, readClosing } from './checkpoint.ts';
import type { KeyObject } from 'node:crypto';
import type { ChainFinding, Link } from './chain.ts';
import type { Checkpoint } from './checkpoint.ts';

/** What is wrong with an export. `id` is the first entry that is bad, as far as can be told. */
export type AuditFinding =
  | ChainFinding
  /** A line that no export has. */
  | { kind: 'unreadable'; line: number; id: number }
  /** Entries hang together, but are not those that were signed: the first bad one is from `id` to `signed`. */
  | { kind: 'not-as-signed'; id: number; signed: number }
  /** A checkpoint says that there were more entries. */
  | { kind: 'cut-off'; id: number; signed: number }
  /** The signed last line is missing, or speaks of fewer entries: from this one on nothing vouches for what there was. */
  | { kind: 'unsigned'; id: number }
  /** A checkpoint is not signed by this key; `id`: how many entries it speaks of. */
  | { kind: 'badly-signed'; id: number; key: string };

/** What verifying ends in. */
export type Verdict =
  { kind: 'good'; entries: number; checkpoints: number } | { kind: 'bad'; finding: AuditFinding };

/** Follows an export line by line. After the first finding nothing more is to be asked of it. */
export type Verifier = {
  take: (line: string) => AuditFinding | null;
  end: () => Verdict;
};

/**
 * Begins to verify an export against a public key, and checkpoints that were kept elsewhere. Every entry must follow from the
 * one before, and the last line must be a checkpoint of the end.
 */
export function openVerifier(publicKey: KeyObject, checkpoints: readonly Checkpoint[]): Verifier {
  let last: Link = { entries: 0, hash: firstHash };
  let lines = 0;
  /** Up to here the entries are those that were signed. */
  let signed = 0;
  let agreed = 0;
  const waiting = checkpoints.toSorted((a, b) => a.entries - b.entries);
  const forged = waiting.find((each) => !isSigned(each, publicKey));

  /** Holds the checkpoints that speak of the last entry against it. */
  function compare(): AuditFinding | null {
    while (waiting[0]?.entries === last.entries) {
      const checkpoint = waiting.shift();
      if (checkpoint?.hash !== last.hash)
        return { kind: 'not-as-signed', id: signed + 1, signed: last.entries };
      agreed += 1;
      signed = last.entries;
    }
    return null;
  }

  function close(checkpoint: Checkpoint): AuditFinding | null {
    if (!isSigned(checkpoint, publicKey))
      return { kind: 'badly-signed', id: checkpoint.entries, key: checkpoint.key };
    if (checkpoint.entries < last.entries) return { kind: 'unsigned', id: checkpoint.entries + 1 };
    waiting.unshift(checkpoint);
    waiting.sort((a, b) => a.entries - b.entries);
    return compare();
  }

  let ended = false;
  return {
    take: (line) => {
      if (forged) return { kind: 'badly-signed', id: forged.entries, key: forged.key };
      if (lines === 0) {
        const atOnce = compare();
        if (atOnce) return atOnce;
      }
      lines += 1;
      const closing = ended ? null : readClosing(line);
      if (closing !== null) {
        ended = true;
        return close(closing);
      }
      const entry = ended ? null : readEntry(line);
      if (entry === null) return { kind: 'unreadable', line: lines, id: last.entries + 1 };
      const finding = checkEntry(last, entry);
      if (finding) return finding;
      last = { entries: entry.id, hash: entry.hash };
      return compare();
    },
    end: () => {
      const bad = (finding: AuditFinding): Verdict => ({ kind: 'bad', finding });
      if (forged) return bad({ kind: 'badly-signed', id: forged.entries, key: forged.key });
      const late = compare();
      if (late) return bad(late);
      const more = waiting.at(-1);
      if (more) return bad({ kind: 'cut-off', id: last.entries + 1, signed: more.entries });
      if (!ended) return bad({ kind: 'unsigned', id: signed + 1 });
      return { kind: 'good', entries: last.entries, checkpoints: agreed };
    },
  };
}

/** Verifies the lines of an export to the first that is bad. */
export async function verifyAudit(
  lines: AsyncIterable<string>,
  publicKey: KeyObject,
  checkpoints: readonly Checkpoint[],
): Promise<Verdict> {
  const verifier = openVerifier(publicKey, checkpoints);
  for await (const line of lines) {
    const finding = verifier.take(line);
    if (finding) return { kind: 'bad', finding };
  }
  return verifier.end();
}

/** A finding as a sentence that names the first bad entry. */
export function sayFinding(finding: AuditFinding): string {
  switch (finding.kind) {
    case 'missing':
      return `Entry ${finding.id} is missing: entry ${finding.found} stands in its place.`;
    case 'out-of-place':
      return `Entry ${finding.id} is out of place: entry ${finding.expected} should stand there.`;
    case 'altered':
      return `Entry ${finding.id} was altered: it does not fit its own hash.`;
    case 'unlinked':
      return finding.id === 1
        ? 'Entry 1 was altered: it says that something stood before it.'
        : `Entry ${finding.id - 1} or ${finding.id} was altered: the second does not follow from the first.`;
    case 'unreadable':
      return `Entry ${finding.id} cannot be read: line ${finding.line} is not what an export writes.`;
    case 'not-as-signed':
      return finding.id === finding.signed
        ? `Entry ${finding.id} is not the one that was signed.`
        : `Entries ${finding.id} to ${finding.signed} are not those that were signed: one of them was altered, and the chain after it made anew.`;
    case 'cut-off':
      return `Entry ${finding.id} is missing: the export ends before it, and ${finding.signed} entries were signed.`;
    case 'unsigned':
      return `Entry ${finding.id}, and whatever came after it, is not vouched for: the last line, which signs the end, is missing or speaks of fewer.`;
    case 'badly-signed':
      return `The checkpoint of ${finding.id} entries, of key ${finding.key}, is not signed by the key that was given.`;
  }
}
