import { sql } from 'kysely';
import { readEvent } from './application.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { ApplicationEvent, StoredEvent } from './application.ts';

/** What of an open application its promise follows from, and the promise that is stored. */
export type OpenPromise = {
  id: number;
  service: string;
  submittedAt: Date;
  promisedOn: string;
  events: ApplicationEvent[];
};

/** Open applications after one, in the order of their ids, without what is between the people of the office only. */
export async function findOpenAfter(
  db: Kysely<Schema>,
  after: number,
  limit: number,
): Promise<OpenPromise[]> {
  const { rows } = await sql<Omit<OpenPromise, 'events'> & { events: StoredEvent[] }>`
    select a.id, a.service, a.submitted_at as "submittedAt", a.promised_on as "promisedOn",
      (select jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.at, 'data', e.data) order by e.id)
        from application_events e where e.application_id = a.id
        and e.kind not in ('prepared', 'sent-back', 'taken-back')) as events
    from open_applications o join applications a on a.id = o.application_id
    where o.application_id > ${after} order by o.application_id limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, events: row.events.map(readEvent) }));
}
