import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Answers } from '../define/answers.ts';

/** Somebody who agreed to be reminded of something: the numbers by which the register finds it, and the phone. */
export type Agreed = { answers: Answers; phone: string; lang: Lang };

/** Who asked to be reminded on a receipt, and has not taken it back. */
export async function findConsents(db: Kysely<Schema>, service: string): Promise<Agreed[]> {
  const { rows } = await sql<Agreed>`
    select c.answers, c.phone, c.lang from reminder_consents c
    where c.service = ${service} and c.ended_at is null
      and not exists (select from reminder_stops s where s.phone = c.phone)
    order by c.id`.execute(db);
  return rows;
}

/** The permits of our own register whose phone may be reminded, and that end within so many days. */
export async function findAgreedPermits(
  db: Kysely<Schema>,
  today: string,
  mostDays: number,
): Promise<Agreed[]> {
  const { rows } = await sql<Agreed>`
    select jsonb_build_object('contractorNumber', c.number::text, 'permitNumber', p.number::text,
        'permitYear', p.year::text) as answers, p.phone,
      coalesce((select lang from applications a where a.subject = 'permit:' || p.year || '/' || p.number
        order by a.id desc limit 1), 'ar') as lang
    from permits p join contractors c on c.id = p.contractor_id
      left join lateral (select valid_until from permit_terms where permit_id = p.id order by ordinal desc limit 1) t on true
    where p.reminders and p.phone is not null
      and coalesce(t.valid_until, p.valid_until) between ${today}::date and ${today}::date + ${mostDays}::int
      and not exists (select from reminder_stops s where s.phone = p.phone)
    order by p.id`.execute(db);
  return rows;
}

/** A rung that was, or is to be, told of a term. */
export type Told = { subject: string; endsOn: string; phone: string; rung: number };

/** The rungs that were told of terms of these subjects. */
export async function findTold(
  db: Kysely<Schema>,
  service: string,
  subjects: readonly string[],
): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select subject, ends_on as "endsOn", phone, rung from reminders
    where service = ${service} and subject = any(${[...subjects]}::text[])`.execute(db);
  return rows;
}

/** What is told of one permit. */
export type Telling = { subject: string; endsOn: string; rung: number; answers: Answers; label: string };

/** The message that names several permits. */
export type ReminderMessage = { id: string; phone: string; lang: Lang };

/** Writes a message without its words yet, and its link; to be done before what it tells. */
export async function insertReminderMessage(
  trx: Transaction<Schema>,
  { id, phone, lang }: ReminderMessage,
): Promise<void> {
  await sql`insert into messages (id, kind, phone, lang, text) values (${id}::uuid, 'reminder', ${phone}, ${lang}, '')`.execute(
    trx,
  );
}

/** Claims what is to be told; those that somebody else told meanwhile are not among the answers. */
export async function claimTellings(
  trx: Transaction<Schema>,
  service: string,
  message: ReminderMessage,
  tellings: readonly Telling[],
): Promise<string[]> {
  const given = JSON.stringify(tellings);
  const { rows } = await sql<{ subject: string }>`
    insert into reminders (service, subject, ends_on, phone, rung, message_id, answers, label)
    select ${service}, subject, "endsOn", ${message.phone}, rung, ${message.id}::uuid, answers, label
    from jsonb_to_recordset(${given}::jsonb) as given (subject text, "endsOn" date, rung int, answers jsonb, label text)
    -- One order for all, so that two workers never wait for each other.
    order by subject
    on conflict do nothing returning subject`.execute(trx);
  return rows.map(({ subject }) => subject);
}

/** Gives a reminder its words, and its link. */
export async function finishReminder(
  trx: Transaction<Schema>,
  id: string,
  text: string,
  hash: Buffer | null,
): Promise<void> {
  await sql`update messages set text = ${text} where id = ${id}::uuid`.execute(trx);
  if (hash !== null)
    await sql`insert into reminder_links (hash, message_id) values (${hash}, ${id}::uuid)`.execute(trx);
}

/** What a reminder that is to be sent tells, and whether its phone still wants it. */
export async function findTellings(
  db: Kysely<Schema>,
  id: string,
): Promise<{ service: string; answers: Answers; endsOn: string; stopped: boolean }[]> {
  const { rows } = await sql<{ service: string; answers: Answers; endsOn: string; stopped: boolean }>`
    select r.service, r.answers, r.ends_on as "endsOn",
      exists (select from reminder_stops s where s.phone = r.phone) as stopped
    from reminders r where r.message_id = ${id}::uuid`.execute(db);
  return rows;
}

/** Takes back what a message was to tell, so that what of it is still so is told another day. */
export async function deleteTellings(db: Kysely<Schema>, id: string): Promise<void> {
  await sql`with gone as (delete from reminder_links where message_id = ${id}::uuid)
    delete from reminders where message_id = ${id}::uuid`.execute(db);
}

/** Forgets reminders of terms that ended so many days ago, with their links. */
export async function deleteOldReminders(db: Kysely<Schema>, days: number): Promise<void> {
  const old = sql`ends_on < (moment() at time zone 'Asia/Amman')::date - ${days}::int`;
  await sql`with gone as (delete from reminders where ${old} returning message_id)
    delete from reminder_links where message_id in (select message_id from gone)
      and not exists (select from reminders r where r.message_id = reminder_links.message_id and not (${old}))`.execute(
    db,
  );
}
