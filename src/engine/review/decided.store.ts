import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { QueueRecord } from './queue.store.ts';

/** How long decided applications are listed, in days; a search finds them for ever. */
const decidedDays = 30;

/** A decided application as it is stored; `eventId` is its decision's, which a next page begins after. */
export type DecidedRecord = QueueRecord & { eventId: number };

/**
 * What was approved, or refused, in the last days and stands, the newest first; `limit` rows after a decision. It reads
 * an index from its end, sees of each whether anything came after it, and reads other rows only of what it returns.
 */
export async function findDecided(
  db: Kysely<Schema>,
  kind: 'approved' | 'refused',
  page: { after: number | null; limit: number },
): Promise<DecidedRecord[]> {
  // Without a row for it, the place was made up: then there is nothing after it.
  const after =
    page.after === null
      ? sql`true`
      : sql`(e.at, e.id) < (select at, id from application_events where id = ${page.after} and kind = ${kind})`;
  const { rows } = await sql<DecidedRecord>`
    with page as (
      select e.id, e.application_id, e.at from application_events e
      where e.kind = ${kind} and e.kind in ('approved', 'refused')
        and e.at > moment() - make_interval(days => ${sql.lit(decidedDays)}) and ${after}
        and e.id = (select max(last.id) from application_events last where last.application_id = e.application_id)
      order by e.at desc, e.id desc limit ${page.limit}
    )
    select a.id, page.id as "eventId", a.reference, a.service, a.found ->> 'name' as name, a.found ->> 'label' as label,
      null as reason, a.phone, a.submitted_at as "submittedAt",
      a.proof ->> 'kind' is not distinct from 'counter' as assisted, a.promised_on as "promisedOn", null as "returnsOn",
      null as "returnedOn", null as "completeBy", false as "isOpen", false as "toConfirm",
      jsonb_build_object('kind', e.kind, 'at', e.at, 'data', e.data, 'by', e.staff_name) as last,
      null as "heldBy", null as "heldById", null as "heldUntil"
    from page join application_events e on e.id = page.id join applications a on a.id = page.application_id
    order by page.at desc, page.id desc`.execute(db);
  return rows;
}
