import { sql } from 'kysely';
import { searchText } from './search-words.ts';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answers } from '../define/answers.ts';
import type { FoundRow } from '../define/register.ts';
import type { NotPossible } from '../journey/draft.ts';
import type { Application } from './application.ts';
import type { Shown } from './freeze.ts';

/** The answers that an application was submitted with. */
export async function findAnswers(db: Kysely<Schema>, id: number): Promise<Answers> {
  const row = await db
    .selectFrom('applications')
    .select('answers')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.answers as Answers;
}

/** Locks an application until the transaction ends. `true`: the register's word about it is still to come. */
export async function lockWaiting(trx: Transaction<Schema>, id: number): Promise<boolean> {
  await sql`select from applications where id = ${id} for update`.execute(trx);
  // A statement of its own: it begins after the lock was had, so it sees what the one before us wrote.
  const { rows } = await sql`select from application_events
    where application_id = ${id} and kind in ('checked', 'not-renewable')`.execute(trx);
  return rows.length === 0;
}

/** When the other open application for a subject was submitted, if there is another. */
export async function findOtherSince(
  trx: Transaction<Schema>,
  { id, service }: Application,
  subject: string,
): Promise<Date | null> {
  const { rows } = await sql<{ submitted_at: Date }>`
    select a.submitted_at from open_applications o join applications a on a.id = o.application_id
    where o.service = ${service} and o.subject = ${subject} and a.id <> ${id}`.execute(trx);
  return rows[0]?.submitted_at ?? null;
}

/** The register answered well: the application is about its row from now on, and has what it says. */
export async function keepFound(
  trx: Transaction<Schema>,
  { id, phone }: Application,
  found: FoundRow,
  shown: Pick<Shown, 'found' | 'learntAt'>,
  words: string[],
): Promise<void> {
  await sql`update open_applications set subject = ${found.subject}, waiting = false
    where application_id = ${id}`.execute(trx);
  await sql`update applications set subject = ${found.subject}, found = ${JSON.stringify(found)}::jsonb,
      shown = (shown - 'learntAt') || ${JSON.stringify(shown)}::jsonb,
      phone_of_register = ${found.phone === phone}::boolean, search = ${searchText(words)}
    where id = ${id}`.execute(trx);
  await sql`insert into application_words (word, application_id)
    select word, ${id}::bigint from unnest(${words}::text[]) as word on conflict do nothing`.execute(trx);
  await sql`insert into application_events (application_id, kind, actor)
    values (${id}, 'checked', 'register')`.execute(trx);
}

/** The register answered, and there can be no application: it ends, its subject is free, its contractor is told. */
export async function endApplication(
  trx: Transaction<Schema>,
  { id, phone, lang }: Application,
  outcome: NotPossible,
  message: { id: string; text: string },
): Promise<void> {
  await sql`insert into application_events (application_id, kind, actor, data)
    values (${id}, 'not-renewable', 'register', ${JSON.stringify({ outcome })}::jsonb)`.execute(trx);
  await sql`delete from open_applications where application_id = ${id}`.execute(trx);
  await sql`insert into messages (id, kind, phone, lang, text, application_id)
    values (${message.id}::uuid, 'not-renewable', ${phone}, ${lang}, ${message.text}, ${id})`.execute(trx);
}
