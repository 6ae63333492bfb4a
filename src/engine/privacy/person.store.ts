import { sql } from 'kysely';
import { readEvent } from '../applications/application.ts';
import type { Kysely, RawBuilder } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { ApplicationEvent, StoredEvent } from '../applications/application.ts';
import type { Shown } from '../applications/freeze.ts';
import type { Service } from '../define/define-service.ts';
import type { WhoseData } from './person.ts';

/** What is stored of one application of a person. */
export type StoredApplication = {
  id: number;
  reference: string;
  service: string;
  lang: 'ar' | 'en';
  phone: string;
  submittedAt: Date;
  promisedOn: string;
  shown: Shown;
  events: ApplicationEvent[];
  isOpen: boolean;
  isObjected: boolean;
  /** A decision that may still be undone, or a document in the making. */
  isUntold: boolean;
  document: { code: string; until: string } | null;
  messages: { at: string; kind: string; text: string | null }[];
  objections: { at: string; words: string; answer: string | null; answerWords: string | null }[];
  answers: { moment: string; answer: number; comment: string; at: string }[];
  filing: { paper: string; representative: string | null; at: string } | null;
  consents: { at: string; ended: string | null }[];
  phones: { from: string | null; to: string | null; state: string; at: string }[];
  today: string;
};

/**
 * The applications of a person, the oldest first: found by the words that every application is found by, and held against the
 * whole number. `lock`: until the transaction ends, against whoever decides them.
 */
export async function findOfPerson(
  db: Kysely<Schema>,
  services: readonly Service[],
  whose: WhoseData,
  { lock = false }: { lock?: boolean } = {},
): Promise<StoredApplication[]> {
  const ids = sql`select a.id from application_words w join applications a on a.id = w.application_id
    where ${isOf(services, whose)}`;
  if (lock)
    await sql`select from applications where id in (${ids}) order by id for no key update`.execute(db);
  const list = (columns: RawBuilder<unknown>, from: RawBuilder<unknown>, order: RawBuilder<unknown>) =>
    sql`coalesce((select jsonb_agg(jsonb_build_object(${columns}) order by ${order}) from ${from}), '[]')`;
  const { rows } = await sql<Omit<StoredApplication, 'events'> & { events: StoredEvent[] }>`
    select a.id, a.reference, a.service, a.lang, a.phone, a.submitted_at as "submittedAt", a.promised_on as "promisedOn", a.shown,
      (moment() at time zone 'Asia/Amman')::date as today,
      ${list(
        sql`'kind', e.kind, 'at', e.at, 'data', e.data`,
        sql`application_events e where e.application_id = a.id
        and e.kind not in ('prepared', 'sent-back', 'taken-back')`,
        sql`e.id`,
      )} as events,
      exists (select from open_applications o where o.application_id = a.id) as "isOpen",
      exists (select from objections b where b.application_id = a.id and b.answer is null) as "isObjected",
      exists (select from documents d where d.application_id = a.id and d.hash is null) or exists (
        select from application_events e where e.application_id = a.id and (e.data ->> 'finalAt')::timestamptz > moment()) as "isUntold",
      (select jsonb_build_object('code', d.code, 'until', d.valid_until) from documents d
        where d.application_id = a.id and d.erased_at is null) as document,
      ${list(sql`'at', m.created_at, 'kind', m.kind, 'text', m.text`, sql`messages m where m.application_id = a.id`, sql`m.created_at`)} as messages,
      ${list(sql`'at', b.at, 'words', b.words, 'answer', b.answer, 'answerWords', b.answer_words`, sql`objections b where b.application_id = a.id`, sql`b.id`)} as objections,
      ${list(sql`'moment', s.moment, 'answer', s.answer, 'comment', s.comment, 'at', s.given_at`, sql`satisfaction s where s.application_id = a.id`, sql`s.given_at`)} as answers,
      (select jsonb_build_object('paper', f.paper, 'representative', f.representative, 'at', f.at) from counter_filings f
        where f.application_id = a.id) as filing,
      ${list(sql`'at', c.given_at, 'ended', c.ended_at`, sql`reminder_consents c where c.application_id = a.id`, sql`c.id`)} as consents,
      ${list(sql`'from', p.old_phone, 'to', p.new_phone, 'state', p.state, 'at', p.asked_at`, sql`phone_changes p where p.application_id = a.id`, sql`p.id`)} as phones
    from applications a where a.id in (${ids}) order by a.id`.execute(db);
  return rows.map((row) => ({ ...row, events: row.events.map(readEvent) }));
}

function isOf(services: readonly Service[], whose: WhoseData): RawBuilder<boolean> {
  if ('phone' in whose) return sql`w.word = right(${whose.phone}, 4) and a.phone = ${whose.phone}`;
  const each = services.map(
    ({ slug, person }) => sql`(a.service = ${slug} and a.answers ->> ${person} = ${whose.contractor})`,
  );
  return sql`w.word = ${whose.contractor} and (${sql.join(each, sql` or `)})`;
}

/** How many drafts of a service hold this phone. */
export async function countDraftsOfPhone(
  db: Kysely<Schema>,
  answer: string,
  service: string,
  phone: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from drafts
    where answers ->> ${answer} = ${phone} and service = ${service}`.execute(db);
  return rows[0]?.count ?? 0;
}
