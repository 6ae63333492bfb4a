import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { morePermits, submit } from './office.ts';
import type { Portal } from './portal.ts';

/**
 * Applications for permits of their own, as many as are wanted: one is submitted, and what that writes is written again for
 * each of the others. Returns their ids; that of the n-th is about permit `from + n` of 2026.
 */
export async function preparedApplications(portal: Portal, count: number, from = 800_001): Promise<number[]> {
  await morePermits(portal, count, from);
  const [permit] = await morePermits(portal, 1, from + count);
  assert.ok(permit);
  const one = await submit(portal, permit);
  const { rows } = await sql<{ id: number }>`with added as (
      insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof,
        phone, phone_of_register, promised_on)
      select 'P' || n, gen_random_uuid(), holder, service, version, lang, 'permit:2026/' || n, found,
        answers || jsonb_build_object('contractorNumber', n::text, 'permitNumber', n::text), shown, proof, phone, false,
        promised_on
      from applications, generate_series(${from}::int, ${from + count - 1}::int) n where id = ${one.id}
      returning *),
    told as (insert into application_events (application_id, kind, actor) select id, 'submitted', 'contractor' from added),
    claimed as (insert into open_applications (service, subject, application_id, promised_on)
      select service, subject, id, promised_on from added)
    select id from added order by id`.execute(portal.db.query);
  assert.equal(rows.length, count);
  return rows.map(({ id }) => id);
}
