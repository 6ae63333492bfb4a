import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Actor } from './person.ts';
import type { Role } from './roles.ts';

/** The password of everybody in the demo; the page of the sign-in says it. */
export const demoPassword = 'demo-tajdeed-demo';

/** Its hash, made once: hashing it at every start would only take time, since everybody knows it. */
const demoHash =
  '$argon2id$v=19$m=19456,t=2,p=1$t8lEaoCULLxasSUsx+FiTw$nFvao+3tYtpytTJxwTa3YkXtljWIpze5KpZIzHAinnU';

/** The people of the demo's office: one of each role, made up. */
export const demoPeople: readonly { login: string; name: string; role: Role }[] = [
  { login: 'clerk', name: 'ليان العمري', role: 'clerk' },
  { login: 'supervisor', name: 'طارق الحوراني', role: 'supervisor' },
  { login: 'admin', name: 'سلمى النجار', role: 'administrator' },
  { login: 'inspector', name: 'باسل الكردي', role: 'inspector' },
  { login: 'auditor', name: 'هند الزعبي', role: 'auditor' },
];

/** Puts the people of the demo in, those who are not there yet. */
export async function seedPeople(db: Kysely<Schema>): Promise<void> {
  await db
    .insertInto('staff')
    .values(
      demoPeople.map((person) => ({
        ...person,
        password: demoHash,
        must_change_password: false,
        demo: true,
      })),
    )
    .onConflict((conflict) => conflict.column('login').doNothing())
    .execute();
}

/** How many people of the demo, and how many administrators who may sign in, there are. */
export async function countPeople(db: Kysely<Schema>): Promise<{ demo: number; administrators: number }> {
  return db
    .selectFrom('staff')
    .select([
      sql<number>`count(*) filter (where demo)::int`.as('demo'),
      sql<number>`count(*) filter (where role = 'administrator' and disabled_at is null)::int`.as(
        'administrators',
      ),
    ])
    .executeTakeFirstOrThrow();
}

/** The people of the demo as who does something, by their role. */
export async function demoActors(db: Kysely<Schema>): Promise<Map<Role, Actor>> {
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'name', 'role'])
    .where('demo', '=', true)
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.role, { ...row, place: 'demo' }]));
}
