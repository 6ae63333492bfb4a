import { sign, verify } from 'node:crypto';
import { parseObject } from './chain.ts';
import type { KeyObject } from 'node:crypto';
import type { AuditKey } from './audit-key.ts';
import type { Link } from './chain.ts';

/** A signed statement: at this time the audit had so many entries, and this was the hash of the last one. */
export type Checkpoint = Link & {
  /** UTC with microseconds. */
  at: string;
  /** Which key signed it, see `keyId`. */
  key: string;
  /** Ed25519, hexadecimal. */
  signature: string;
};

const kind = 'tajdeed-audit-checkpoint-1';

/** The bytes that are signed. */
function statement({ entries, hash, at, key }: Omit<Checkpoint, 'signature'>): Buffer {
  return Buffer.from(JSON.stringify([kind, entries, hash, at, key]));
}

/** Signs how far the audit reaches. */
export function signCheckpoint({ entries, hash, at }: Link & { at: string }, key: AuditKey): Checkpoint {
  const unsigned = { entries, hash, at, key: key.id };
  return { ...unsigned, signature: sign(null, statement(unsigned), key.privateKey).toString('hex') };
}

/** Was it signed with this key, as it stands? */
export function isSigned(checkpoint: Checkpoint, publicKey: KeyObject): boolean {
  return verify(null, statement(checkpoint), publicKey, Buffer.from(checkpoint.signature, 'hex'));
}

/** A checkpoint as a file, and, within `{"checkpoint":…}`, as the last line of an export. */
export function writeCheckpoint({ entries, hash, at, key, signature }: Checkpoint): string {
  return JSON.stringify({ kind, entries, hash, at, key, signature });
}

/** The same to be printed, kept on paper, and typed in again: `readCheckpoint` reads it too. */
export function printCheckpoint({ entries, hash, at, key, signature }: Checkpoint): string {
  const grouped = (text: string) =>
    (text.match(/.{1,32}/g) ?? []).map((row) => `  ${(row.match(/.{1,4}/g) ?? []).join(' ')}`).join('\n');
  return [
    kind,
    `entries: ${entries}`,
    `at: ${at}`,
    `key: ${key}`,
    `hash:\n${grouped(hash)}`,
    `signature:\n${grouped(signature)}`,
    '',
  ].join('\n');
}

/** Reads a checkpoint that was written or printed; `null` when it is none. */
export function readCheckpoint(text: string): Checkpoint | null {
  const given = parseObject(text) ?? readPrinted(text);
  if (given === null) return null;
  const read = given as Checkpoint & { kind: string };
  const { entries, hash, at, key, signature } = read;
  const right =
    read.kind === kind &&
    Number.isSafeInteger(entries) &&
    entries >= 0 &&
    typeof at === 'string' &&
    [hash, key, signature].every((each) => typeof each === 'string') &&
    /^[0-9a-f]{64}$/.test(hash) &&
    /^[0-9a-f]{16}$/.test(key) &&
    /^[0-9a-f]{128}$/.test(signature);
  return right ? { entries, hash, at, key, signature } : null;
}

/** The object that a printed checkpoint is: blanks and ends of lines do not matter, as somebody may have typed it. */
function readPrinted(text: string): object | null {
  const found =
    /^(\S+)entries:(\d{1,15})at:(\S+?)key:([0-9a-fA-F]+)hash:([0-9a-fA-F]+)signature:([0-9a-fA-F]+)$/.exec(
      text.replaceAll(/\s+/g, ''),
    );
  if (found === null) return null;
  const [, kind, entries, at, key = '', hash = '', signature = ''] = found;
  return {
    kind,
    entries: Number(entries),
    at,
    key: key.toLowerCase(),
    hash: hash.toLowerCase(),
    signature: signature.toLowerCase(),
  };
}

/** The checkpoint that the last line of an export is; `null` for any other line, be it one space more. */
export function readClosing(line: string): Checkpoint | null {
  const given = parseObject(line);
  if (given === null || !('checkpoint' in given)) return null;
  const read = readCheckpoint(JSON.stringify(given.checkpoint));
  return read !== null && writeClosing(read) === line ? read : null;
}

/** The last line of an export, without its end. */
export function writeClosing(checkpoint: Checkpoint): string {
  return `{"checkpoint":${writeCheckpoint(checkpoint)}}`;
}
