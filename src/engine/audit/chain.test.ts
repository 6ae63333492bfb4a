import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { keyId } from './audit-key.ts';
import { canonicalText, firstHash, hashOf, readEntry, writeEntry } from './chain.ts';
import { readCheckpoint, signCheckpoint, writeClosing } from './checkpoint.ts';
import { openVerifier, sayFinding } from './verify-audit.ts';
import type { AuditKey } from './audit-key.ts';
import type { ChainedEntry, Link } from './chain.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Verdict } from './verify-audit.ts';

function newPair(): AuditKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey, id: keyId(publicKey) };
}

const key = newPair();
const size = 24;
const at = '2026-11-24T06:42:21.123456Z';

/** Chains entries anew, from one on: what somebody does who altered it and knows how hashes are made. */
function chained(entries: readonly ChainedEntry[], from = 0): ChainedEntry[] {
  const done: ChainedEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const before = done[index - 1];
    const linked = { ...entry, id: index + 1, previous: before?.hash ?? firstHash };
    done.push(index < from ? entry : { ...linked, hash: hashOf(linked) });
  }
  return done;
}

const blank = { at, reason: '', place: 'command line', previous: firstHash, hash: firstHash };
const whole = chained(
  Array.from({ length: size }, (_, n) => ({
    ...blank,
    id: n + 1,
    actor: `staff:${n % 5}`,
    action: 'application.read',
    subject: `application:${n}`,
    reason: n % 3 === 0 ? 'شكوى «٣»' : '',
    data: `{"n": ${n}}`,
  })),
);
const linkOf = (entries: readonly ChainedEntry[]): Link => ({
  entries: entries.length,
  hash: entries.at(-1)?.hash ?? firstHash,
});
const sign = (entries: readonly ChainedEntry[], by = key): Checkpoint =>
  signCheckpoint({ ...linkOf(entries), at }, by);
const closing = writeClosing(sign(whole));
const lines = [...whole.map(writeEntry), closing];
/** A checkpoint of the middle, as it was kept elsewhere. */
const middle = 10;
const kept = sign(whole.slice(0, middle));

function verdict(given: readonly string[], checkpoints: readonly Checkpoint[] = [kept]): Verdict {
  const verifier = openVerifier(key.publicKey, checkpoints);
  for (const line of given) {
    const finding = verifier.take(line);
    if (finding) return { kind: 'bad', finding };
  }
  return verifier.end();
}

/** An alteration, and where the first bad entry is: exactly, or, where the chain was made anew, the stretch it lies in. */
type Altered = { what: string; lines: string[]; first: number; upTo?: number };

const fields = ['at', 'actor', 'action', 'subject', 'reason', 'place', 'data'] as const;
const entryIndex = fc.nat({ max: size - 1 });
const field = fc.constantFrom(...fields);
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const hexHash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const withEnd = (entries: readonly ChainedEntry[]) => [...entries.map(writeEntry), closing];
/** Where what was chained anew from an index on is seen: at the next checkpoint. */
const stretch = (index: number) =>
  index < middle ? { first: 1, upTo: middle } : { first: middle + 1, upTo: size };

const alterations: fc.Arbitrary<Altered> = fc.oneof(
  fc.tuple(entryIndex, field, text).map(([n, name, value]) => ({
    what: `${name} changed`,
    lines: withEnd(whole.with(n, { ...whole[n]!, [name]: value })),
    first: n + 1,
  })),
  fc.tuple(entryIndex, fc.integer({ min: -3, max: size * 2 })).map(([n, id]) => ({
    what: 'id changed',
    lines: withEnd(whole.with(n, { ...whole[n]!, id })),
    first: id > n + 1 || id < 1 ? n + 1 : id,
  })),
  fc.tuple(entryIndex, fc.constantFrom('hash', 'previous'), hexHash).map(([n, name, value]) => ({
    what: `${name} changed`,
    lines: withEnd(whole.with(n, { ...whole[n]!, [name]: value })),
    first: n + 1,
  })),
  fc.tuple(entryIndex, fc.nat(400), fc.nat(7)).map(([n, place, bit]) => {
    const bytes = Buffer.from(lines[n]!);
    // Not in the id: a wrong one is told as it stands, see «id changed».
    const where = 10 + (place % (bytes.length - 10));
    bytes[where] = bytes[where]! ^ (1 << bit);
    return { what: 'bit flipped', lines: lines.with(n, bytes.toString()), first: n + 1 };
  }),
  entryIndex.map((n) => ({ what: 'deleted', lines: lines.toSpliced(n, 1), first: n + 1 })),
  fc.tuple(entryIndex, entryIndex).map(([n, copied]) => ({
    what: 'inserted',
    lines: lines.toSpliced(n, 0, lines[copied]!),
    first: copied > n ? n + 1 : copied === n ? n + 1 : copied + 1,
  })),
  fc.tuple(entryIndex, entryIndex).map(([a, b]) => ({
    what: 'swapped',
    lines: lines.with(a, lines[b]!).with(b, lines[a]!),
    first: Math.min(a, b) + 1,
  })),
  fc.tuple(entryIndex, entryIndex).map(([from, to]) => ({
    what: 'moved',
    lines: lines.toSpliced(from, 1).toSpliced(to, 0, lines[from]!),
    first: Math.min(from, to) + 1,
  })),
  fc.nat({ max: size }).map((n) => ({
    what: 'end cut off',
    lines: lines.slice(0, n),
    first: n < middle ? n + 1 : middle + 1,
  })),
  entryIndex.map((n) => ({
    what: 'end cut off before the last line',
    lines: [...lines.slice(0, n), closing],
    first: n + 1,
  })),
  fc.integer({ min: 1, max: size }).map((n) => ({
    what: 'beginning cut off',
    lines: lines.slice(n),
    first: 1,
  })),
  fc.integer({ min: 1, max: size - 1 }).map((n) => ({
    what: 'beginning cut off, the rest made anew',
    lines: withEnd(chained(whole.slice(n))),
    ...(size - n < middle ? { first: size - n + 1 } : { first: 1, upTo: middle }),
  })),
  fc.tuple(entryIndex, field, text).map(([n, name, value]) => ({
    what: 'changed, and all after it chained anew',
    lines: withEnd(chained(whole.with(n, { ...whole[n]!, [name]: value }), n)),
    ...stretch(n),
  })),
  fc.tuple(entryIndex, field, text).map(([n, name, value]) => {
    const changed = { ...whole[n]!, [name]: value };
    return {
      what: 'changed with its own hash',
      lines: withEnd(whole.with(n, { ...changed, hash: hashOf(changed) })),
      ...(n === middle - 1 ? stretch(n) : n === size - 1 ? stretch(n) : { first: n + 1, upTo: n + 2 }),
    };
  }),
  fc.tuple(entryIndex, text).map(([n, reason]) => {
    const forged = chained(whole.with(n, { ...whole[n]!, reason }), n);
    return {
      what: 'chained anew, and signed by another key',
      lines: [...forged.map(writeEntry), writeClosing(sign(forged, newPair()))],
      ...(n < middle && reason !== whole[n]!.reason ? stretch(n) : { first: size }),
    };
  }),
  text.map((reason) => ({
    what: 'added at the end',
    lines: withEnd(chained([...whole, { ...whole[0]!, reason }], size)),
    first: size + 1,
  })),
);

describe('an export of the audit', () => {
  it('that nobody altered is good', () => {
    assert.deepEqual(verdict(lines), { kind: 'good', entries: size, checkpoints: 2 });
    assert.deepEqual(verdict(lines, []), { kind: 'good', entries: size, checkpoints: 1 });
    const none = signCheckpoint({ entries: 0, hash: firstHash, at }, key);
    assert.deepEqual(verdict([writeClosing(none)], []), { kind: 'good', entries: 0, checkpoints: 1 });
    assert.deepEqual(verdict(lines, [none]), { kind: 'good', entries: size, checkpoints: 2 });
  });

  it('that was altered in any of 10,000 ways is found, with its first bad entry', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(alterations, (altered) => {
        // Swapped with itself, or changed to what it was: no alteration.
        fc.pre(altered.lines.join('\n') !== lines.join('\n'));
        seen.set(altered.what, (seen.get(altered.what) ?? 0) + 1);
        const found = verdict(altered.lines);
        assert.ok(found.kind === 'bad', `${altered.what} was not found`);
        const { finding } = found;
        const told = `${altered.what}: ${sayFinding(finding)}`;
        assert.ok(finding.id >= altered.first && finding.id <= (altered.upTo ?? altered.first), told);
        assert.match(sayFinding(finding), /\b(Entry|Entries|entries) \d+|of \d+ entries/);
      }),
      { numRuns: 10_000 },
    );
    assert.equal(
      [...seen.values()].reduce((sum, count) => sum + count, 0),
      10_000,
    );
    console.log(`found: ${[...seen].map(([what, count]) => `${count} ${what}`).join(', ')}`);
  });

  it('without a signed end may have lost it', () => {
    const found = verdict(lines.slice(0, -1), []);
    assert.deepEqual(found, { kind: 'bad', finding: { kind: 'unsigned', id: 1 } });
    assert.equal(
      verdict(lines.slice(0, -1), [sign(whole)]).kind,
      'bad',
      'a checkpoint from elsewhere does not say that it ended',
    );
    assert.deepEqual(verdict(lines.slice(0, -1)), {
      kind: 'bad',
      finding: { kind: 'unsigned', id: middle + 1 },
    });
    assert.deepEqual(verdict(lines.slice(0, 5)), {
      kind: 'bad',
      finding: { kind: 'cut-off', id: 6, signed: middle },
    });
  });

  it('cut to an earlier state, with the end that was signed then, is found by a later checkpoint', () => {
    const earlier = [...lines.slice(0, 5), writeClosing(sign(whole.slice(0, 5)))];
    assert.equal(verdict(earlier, []).kind, 'good');
    assert.deepEqual(verdict(earlier), { kind: 'bad', finding: { kind: 'cut-off', id: 6, signed: middle } });
  });

  it('is read in one way only', () => {
    const [line = ''] = lines;
    assert.ok(readEntry(line));
    for (const other of [
      ` ${line}`,
      line.replace('{"id":1,', '{"id":1, '),
      line.replace('{"id":1,', '{"id":2,"id":1,'),
      line.replace('{"id":1,', '{"id":1.0,'),
      line.replace('"staff:0"', String.raw`"staff:\u0030"`),
      line.replace('}', ',"more":1}'),
      'null',
      '[]',
      '',
    ])
      assert.equal(readEntry(other), null, other);
    assert.equal(
      canonicalText(whole[0]!),
      `[1,"${at}","staff:0","application.read","application:0","شكوى «٣»","command line","{\\"n\\": 0}"]`,
    );
    assert.equal(readCheckpoint('{"kind":"other"}'), null);
  });
});
