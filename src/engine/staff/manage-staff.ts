import { randomInt } from 'node:crypto';
import { cleanText } from '../../platform/i18n/fold.ts';
import { hashPassword } from '../../platform/ids/password-hash.ts';
import { record } from '../audit/record.ts';
import { foldLogin, isLogin } from './person.ts';
import { isRole } from './roles.ts';
import { endSessionsOf } from './sessions.ts';
import {
  findPerson,
  holdPerson,
  insertPerson,
  readPeople,
  writeDisabled,
  writeReset,
  writeRole,
} from './staff.store.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.ts';
import type { AuditAction, Origin } from '../audit/record.ts';
import type { Person } from './person.ts';
import type { Role } from './roles.ts';

/** How long a one-time password is good, in days. */
export const oneTimeDays = 3;

/** Everybody of the office, those who left last. */
export function listPeople(db: Database): Promise<Person[]> {
  return readPeople(db.query);
}

/** One person, by number or by login as it was typed. */
export function readPerson(db: Database, by: { id: number } | { login: string }): Promise<Person | null> {
  return findPerson(db.query, 'id' in by ? by : { login: foldLogin(by.login) });
}

/** What adding a person ends in; `invalid` names the fields that cannot be so. The password is told this once. */
export type AddResult =
  | { kind: 'added'; person: Person; password: string }
  | { kind: 'invalid'; fields: ('login' | 'name' | 'role')[] }
  | { kind: 'taken' };

/** Adds a person, with a one-time password. */
export async function addPerson(
  db: Database,
  typed: { login: string; name: string; role: string },
  by: Origin,
): Promise<AddResult> {
  const login = foldLogin(typed.login);
  const name = cleanText(typed.name);
  const { role } = typed;
  const fields: ('login' | 'name' | 'role')[] = [];
  if (!isLogin(login)) fields.push('login');
  if (name === '' || name.length > 100) fields.push('name');
  if (!isRole(role)) fields.push('role');
  if (fields.length > 0 || !isRole(role)) return { kind: 'invalid', fields };
  const password = oneTimePassword();
  const hash = await hashPassword(password);
  const person = await db.query.transaction().execute(async (trx) => {
    const added = await insertPerson(trx, { login, name, role, password: hash, oneTimeDays });
    if (added)
      await record(trx, { ...by, action: 'staff.added', subject: `staff:${added.id}`, data: { role } });
    return added;
  });
  return person ? { kind: 'added', person, password } : { kind: 'taken' };
}

/**
 * What a change of a person ends in. `self`: nobody does this to themselves; `last-administrator`: nobody would be left
 * to do it.
 */
export type ManageResult =
  { kind: 'done'; person: Person } | { kind: 'unknown' } | { kind: 'self' } | { kind: 'last-administrator' };

/** Whom to change, and who does it, from where. */
export type Change = { id: number; by: Origin };

/** What is done to a person, as the audit keeps it. */
type Done = { action?: AuditAction; data?: Readonly<Record<string, string | number>> };

/** Gives a person another role, and ends their sessions. */
export function setRole(db: Database, change: Change, role: Role): Promise<ManageResult> {
  return changePerson(db, change, role !== 'administrator', async (trx, { id, role: before }) => {
    if (role === before) return null;
    await writeRole(trx, id, role);
    await endSessionsOf(trx, id);
    return { data: { what: 'role', from: before, to: role } };
  });
}

/** Shuts a person out at once, and ends their sessions. */
export function disablePerson(db: Database, change: Change): Promise<ManageResult> {
  return changePerson(db, change, true, async (trx, { id }) => {
    await writeDisabled(trx, id, true);
    await endSessionsOf(trx, id);
    return { data: { what: 'disabled' } };
  });
}

/** Lets a person in again, with the password and the app of before. */
export function enablePerson(db: Database, change: Change): Promise<ManageResult> {
  return changePerson(db, change, false, async (trx, { id }) => {
    await writeDisabled(trx, id, false);
    return { data: { what: 'enabled' } };
  });
}

/** Gives a person a new one-time password, takes app and passkeys off, and ends their sessions. */
export async function resetPerson(
  db: Database,
  change: Change,
): Promise<ManageResult & { password?: string }> {
  const password = oneTimePassword();
  const hash = await hashPassword(password);
  const result = await changePerson(db, change, false, async (trx, { id }) => {
    await writeReset(trx, id, hash, oneTimeDays);
    await endSessionsOf(trx, id);
    return { data: { what: 'reset' } };
  });
  return result.kind === 'done' ? { ...result, password } : result;
}

/**
 * Changes a person who is held, and records what was done; `null`: nothing was to be done. `leaves`: if they are an
 * administrator, they are none after it.
 */
export function changePerson(
  db: Database,
  { id, by }: Change,
  leaves: boolean,
  work: (trx: Kysely<Schema>, person: Person) => Promise<Done | null>,
): Promise<ManageResult> {
  return db.query.transaction().execute(async (trx): Promise<ManageResult> => {
    const held = await holdPerson(trx, id);
    if (held === null) return { kind: 'unknown' };
    if (by.actor.kind === 'staff' && by.actor.id === id) return { kind: 'self' };
    const { person, others } = held;
    if (leaves && person.role === 'administrator' && !person.disabled && others === 0)
      return { kind: 'last-administrator' };
    const done = await work(trx, person);
    if (done !== null) await record(trx, { ...by, action: 'staff.changed', subject: `staff:${id}`, ...done });
    return { kind: 'done', person };
  });
}

/** Letters and digits that nobody takes for one another; sixteen of them cannot be guessed. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to be read out or copied, in groups of four. */
function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
