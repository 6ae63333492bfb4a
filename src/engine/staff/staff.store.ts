import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Person } from './person.ts';
import type { Role } from './roles.ts';

type Db = Kysely<Schema>;

/** What a sign-in must know of a person. `overdue`: the one-time password was not used in its time. */
export type Credentials = {
  id: number;
  password: string;
  hasCodes: boolean;
  hasPasskeys: boolean;
  disabled: boolean;
  overdue: boolean;
};

/** What stands in the place of a password that there is not: no hash, so that no password fits it. */
export const noPassword = 'none';

/** Of a person, everything but what is secret, as columns of a query on `staff`. */
export const personColumns = sql<Person>`jsonb_build_object('id', staff.id, 'login', staff.login, 'name', staff.name,
  'role', staff.role, 'mustChangePassword', staff.must_change_password, 'hasCodes', staff.totp_secret is not null,
  'passkeys', (select count(*)::int from passkeys where passkeys.staff_id = staff.id),
  'hasPassword', staff.password <> ${noPassword},
  'linked', exists (select from staff_identities i where i.staff_id = staff.id and i.linked_at is not null),
  'disabled', staff.disabled_at is not null, 'demo', staff.demo)`;

export async function findCredentials(db: Db, login: string): Promise<Credentials | null> {
  const row = await db
    .selectFrom('staff')
    .select([
      'id',
      'password',
      sql<boolean>`totp_secret is not null`.as('hasCodes'),
      sql<boolean>`exists (select from passkeys where staff_id = staff.id)`.as('hasPasskeys'),
      sql<boolean>`disabled_at is not null`.as('disabled'),
      sql<boolean>`coalesce(one_time_until < moment(), false)`.as('overdue'),
    ])
    .where('login', '=', login)
    .executeTakeFirst();
  return row ?? null;
}

export async function findPerson(db: Db, by: { id: number } | { login: string }): Promise<Person | null> {
  const row = await db
    .selectFrom('staff')
    .select(personColumns.as('person'))
    .where((where) => ('id' in by ? where('id', '=', by.id) : where('login', '=', by.login)))
    .executeTakeFirst();
  return row?.person ?? null;
}

/** Everybody, those who left last. */
export async function readPeople(db: Db): Promise<Person[]> {
  const rows = await db
    .selectFrom('staff')
    .select(personColumns.as('person'))
    .orderBy(sql`disabled_at is not null`)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ person }) => person);
}

/** Writes a new person; `null` when the login is taken. Without `oneTimeDays` the password is not a one-time one. */
export async function insertPerson(
  db: Db,
  person: { login: string; name: string; role: Role; password: string; oneTimeDays: number | null },
): Promise<Person | null> {
  const { login, name, role, password, oneTimeDays } = person;
  const oneTime = oneTimeDays !== null;
  const row = await db
    .insertInto('staff')
    .values({
      login,
      name,
      role,
      password,
      must_change_password: oneTime,
      one_time_until: oneTime ? sql<Date>`moment() + make_interval(days => ${oneTimeDays})` : null,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning(personColumns.as('person'))
    .executeTakeFirst();
  return row?.person ?? null;
}

/** A person and whether another administrator is there, both held until the transaction ends. */
export async function holdPerson(trx: Db, id: number): Promise<{ person: Person; others: number } | null> {
  const rows = await trx
    .selectFrom('staff')
    .select(personColumns.as('person'))
    .where((where) => where.or([where('id', '=', id), where('role', '=', 'administrator')]))
    // One order for all, so that two changes never wait for each other.
    .orderBy('id')
    .forUpdate()
    .execute();
  const person = rows.find((row) => row.person.id === id)?.person;
  if (!person) return null;
  const others = rows.filter(
    (row) => row.person.id !== id && row.person.role === 'administrator' && !row.person.disabled,
  );
  return { person, others: others.length };
}

export async function writeRole(trx: Db, id: number, role: Role): Promise<void> {
  await trx.updateTable('staff').set({ role }).where('id', '=', id).execute();
}

export async function writeDisabled(trx: Db, id: number, disabled: boolean): Promise<void> {
  const at = disabled ? sql<Date>`coalesce(disabled_at, moment())` : null;
  await trx.updateTable('staff').set({ disabled_at: at }).where('id', '=', id).execute();
}

/** A one-time password; codes and passkeys off. */
export async function writeReset(trx: Db, id: number, password: string, oneTimeDays: number): Promise<void> {
  await trx
    .updateTable('staff')
    .set({
      password,
      must_change_password: true,
      one_time_until: sql<Date>`moment() + make_interval(days => ${oneTimeDays})`,
      totp_secret: null,
      totp_last_step: null,
    })
    .where('id', '=', id)
    .execute();
  await trx.deleteFrom('passkeys').where('staff_id', '=', id).execute();
  await trx.deleteFrom('passkey_challenges').where('staff_id', '=', id).execute();
}

/** A password of the person's own, in place of the one that was known; was it still that one? */
export async function writePassword(trx: Db, id: number, known: string, password: string): Promise<boolean> {
  const row = await trx
    .updateTable('staff')
    .set({ password, must_change_password: false, one_time_until: null })
    .where('id', '=', id)
    .where('password', '=', known)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function readPassword(db: Db, id: number): Promise<string> {
  const row = await db.selectFrom('staff').select('password').where('id', '=', id).executeTakeFirstOrThrow();
  return row.password;
}

/** The sealed secret of a person's codes, and the database's clock; `null` where there is none. */
export async function readCodes(db: Db, id: number): Promise<{ sealed: Buffer | null; now: Date }> {
  return db
    .selectFrom('staff')
    .select(['totp_secret as sealed', sql<Date>`moment()`.as('now')])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Marks a time step as used; false when it, or a later one, was used before. */
export async function useStep(trx: Db, id: number, sealed: Buffer, step: number): Promise<boolean> {
  const row = await trx
    .updateTable('staff')
    .set({ totp_last_step: step })
    .where('id', '=', id)
    .where('totp_secret', '=', sealed)
    .where((where) => where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps the secret of a person's codes; false when there is one already. */
export async function writeCodes(trx: Db, id: number, sealed: Buffer, step: number): Promise<boolean> {
  const row = await trx
    .updateTable('staff')
    .set({ totp_secret: sealed, totp_last_step: step })
    .where('id', '=', id)
    .where('totp_secret', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes the app for codes off. */
export async function clearCodes(trx: Db, id: number): Promise<void> {
  await trx
    .updateTable('staff')
    .set({ totp_secret: null, totp_last_step: null })
    .where('id', '=', id)
    .execute();
}

/**
 * The password of a person who may sign in, as a session is begun with it. Held, so that a reset or a change that comes at the
 * same time waits, and then ends the session too.
 */
export async function holdPassword(trx: Db, id: number): Promise<string | null> {
  const row = await trx
    .selectFrom('staff')
    .select('password')
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  return row?.password ?? null;
}
