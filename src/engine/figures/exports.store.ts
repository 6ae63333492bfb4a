import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { StoredEvent } from '../applications/application.ts';
import type { Days } from './facts.store.ts';
import type { FiguresFilter } from './figures.store.ts';

/** An application as a list has it. `reason`: the code of its own list. Name and phone only where they were asked for. */
export type ListedRecord = {
  reference: string;
  service: string;
  answers: Record<string, string>;
  submittedAt: Date;
  promisedOn: string;
  events: StoredEvent[];
  name: string | null;
  phone: string | null;
};

const rowsAtATime = 1000;

/**
 * The applications that were received on some days, in the order of their time, a thousand at a time: each piece begins where the
 * last one ended, so a million take no more memory than a thousand.
 */
export async function* readListed(
  db: Kysely<Schema>,
  { from, until }: Days,
  filter: Pick<FiguresFilter, 'service'>,
  personal: boolean,
): AsyncGenerator<ListedRecord[]> {
  // As text: a time of JavaScript has no microseconds, and would be before its row.
  let after = { at: '-infinity', id: 0 };
  for (;;) {
    const { rows } = await sql<ListedRecord & { id: number; at: string }>`
      select a.id, a.submitted_at::text as at, a.reference, a.service, a.answers, a.promised_on as "promisedOn",
        a.submitted_at as "submittedAt", e.events,
        ${personal ? sql`a.found ->> 'name'` : sql`null`} as name, ${personal ? sql`a.phone` : sql`null`} as phone
      from applications a cross join lateral (
        select jsonb_agg(jsonb_build_object('kind', kind, 'at', at, 'data', data) order by id) as events
        from application_events where application_id = a.id) as e
      where a.submitted_at >= (${from}::date)::timestamp at time zone 'Asia/Amman'
        and a.submitted_at < (${until}::date + 1)::timestamp at time zone 'Asia/Amman'
        and (a.submitted_at, a.id) > (${after.at}::timestamptz, ${after.id}::bigint)
        ${filter.service === undefined ? sql`` : sql`and a.service = ${filter.service}`}
      order by a.submitted_at, a.id limit ${rowsAtATime}`.execute(db);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (rows.length < rowsAtATime || !last) return;
    after = { at: last.at, id: last.id };
  }
}
