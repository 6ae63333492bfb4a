import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { newReference } from '../../src/platform/ids/reference.ts';
import type { Database } from '../../src/platform/db/database.ts';

/** An event of a made-up application; `at` as PostgreSQL reads it. */
export type MadeUpEvent = {
  kind:
    'submitted' | 'approved' | 'refused' | 'undone' | 'not-renewable' | 'returned' | 'completed' | 'resumed';
  at: string;
  staff?: number;
  data?: Record<string, unknown>;
};

/** A made-up application with its whole history; the first event is its submitting. */
export type MadeUp = {
  service?: string;
  reason?: string;
  promisedOn: string;
  name?: string;
  phone?: string;
  /** Filed at the counter. */
  assisted?: boolean;
  events: MadeUpEvent[];
};

/** Puts applications with their events straight into the tables, as if time had passed. Returns their ids. */
export async function insertMadeUp(db: Database, all: readonly MadeUp[]): Promise<number[]> {
  const ids: number[] = [];
  for (const each of all) {
    const { service = 'contractor-permit-renewal', reason = 'weather', promisedOn, events } = each;
    const { name = 'شركة مصطنعة', phone = '+962790000000', assisted = false } = each;
    const { rows } = await sql<{ id: number }>`
      insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof,
        phone, phone_of_register, submitted_at, promised_on)
      values (${newReference()}, ${randomUUID()}, '', ${service}, 1, 'ar', ${`made-up:${randomUUID()}`},
        ${JSON.stringify({ name, label: '1 / 2026' })}::jsonb, ${JSON.stringify({ reason })}::jsonb,
        '{"found": [], "answers": []}', ${JSON.stringify(assisted ? { kind: 'counter' } : {})}::jsonb, ${phone}, false, ${events[0]?.at}::timestamptz, ${promisedOn}::date)
      returning id`.execute(db.query);
    const id = rows[0]?.id ?? 0;
    ids.push(id);
    for (const { kind, at, staff = 1, data = {} } of events) {
      const ofOffice = !['submitted', 'not-renewable', 'completed'].includes(kind);
      await sql`insert into application_events (application_id, kind, actor, data, at, staff_id, staff_name)
        values (${id}, ${kind}, ${ofOffice ? 'office' : 'contractor'}, ${JSON.stringify(data)}::jsonb, ${at}::timestamptz,
          ${ofOffice ? staff : null}::bigint, ${ofOffice ? 'موظف' : null})`.execute(db.query);
    }
    const last = events.at(-1);
    if (last && ['submitted', 'undone', 'returned', 'completed', 'resumed'].includes(last.kind)) {
      const returnedOn = last.kind === 'returned' ? last.at.slice(0, 10) : null;
      await sql`insert into open_applications (service, subject, application_id, promised_on, reason, returned_on, complete_by)
        select service, subject, id, promised_on, ${reason}, ${returnedOn}::date, ${returnedOn}::date
        from applications where id = ${id}`.execute(db.query);
    }
  }
  return ids;
}

/** Takes every application away, and every day that was counted. */
export async function removeApplications(db: Database): Promise<void> {
  await sql`truncate applications, application_events, application_words, open_applications, leases, notes, status_views,
    messages, satisfaction, figures_days restart identity cascade`.execute(db.query);
  await sql`update figures_closed set until = null`.execute(db.query);
}
