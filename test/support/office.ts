import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { demoPassword, demoPeople } from '../../src/engine/staff/demo-people.ts';
import { openCase } from '../../src/engine/review/open-case.ts';
import { freshPhone, walkToDone } from './walk.ts';
import type { Origin } from '../../src/engine/audit/record.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
import type { Role } from '../../src/engine/staff/roles.ts';
import type { Case } from '../../src/engine/review/open-case.ts';
import type { Browser } from './browser.ts';
import type { Portal } from './portal.ts';
import type { PermitNumbers } from './renewable.ts';

/** Who does in tests what nobody of the office does. */
export const testOrigin: Origin = { actor: { kind: 'system' }, place: 'test' };

/** Two people of the office. */
export const salma: Actor = { id: 11, name: 'سلمى الناصر', role: 'clerk', place: 'test' };
export const omar: Actor = { id: 12, name: 'عمر الخطيب', role: 'supervisor', place: 'test' };

/** An application that a contractor submitted, and what they hold. */
export type Submitted = {
  id: number;
  reference: string;
  browser: Browser;
  phone: ReturnType<typeof freshPhone>;
  permit: PermitNumbers;
};

/** A browser in which the demo's person of this role is signed in. */
export async function signedIn(portal: Portal, role: Role): Promise<Browser> {
  const browser = portal.browser();
  const login = demoPeople.find((person) => person.role === role)?.login ?? '';
  const page = await browser.submit(await browser.open('/ar/staff'), { login, password: demoPassword });
  assert.equal(page.status, 200);
  assert.equal(page.path, '/ar/staff');
  return browser;
}

/** Submits a renewal as a contractor does. */
export async function submit(
  portal: Portal,
  permit: PermitNumbers,
  phone = freshPhone(),
): Promise<Submitted> {
  const browser = portal.browser();
  await walkToDone(portal, browser, permit, phone);
  const { rows } = await sql<{ id: number; reference: string }>`
    select id, reference from applications where phone = ${phone.e164} order by id desc limit 1`.execute(
    portal.db.query,
  );
  assert.ok(rows[0]);
  return { ...rows[0], browser, phone, permit };
}

/** The case of an application as a person of the office opens it. */
export async function opened(portal: Portal, id: number, actor = salma): Promise<Case> {
  const found = await openCase(portal.ctx, actor, id);
  assert.ok(found);
  return found;
}

/** What is written of an application: its events, messages to its contractor, claims and the terms it added. */
export async function written(
  portal: Portal,
  id: number,
): Promise<{ events: string[]; messages: string[]; claims: number; terms: number; tellings: number }> {
  const { rows } = await sql<Awaited<ReturnType<typeof written>>>`select
    (select json_agg(kind order by id) from application_events where application_id = a.id) as events,
    (select json_agg(kind order by created_at) from messages where application_id = a.id) as messages,
    (select count(*)::int from open_applications where application_id = a.id) as claims,
    (select count(*)::int from permit_terms where application_id = a.id) as terms,
    (select count(*)::int from jobs.job j join application_events e on j.data ->> 'eventId' = e.id::text
      where j.name = 'tell-decision' and e.application_id = a.id) as tellings
    from applications a where id = ${id}`.execute(portal.db.query);
  assert.ok(rows[0]);
  return rows[0];
}

/** The last decision of an application as its job has it. */
export async function decisionEvent(portal: Portal, id: number): Promise<string> {
  const { rows } = await sql<{ id: number }>`select max(id) as id from application_events
    where application_id = ${id} and kind in ('approved', 'refused')`.execute(portal.db.query);
  return String(rows[0]?.id);
}

/** Which permit, in SQL. */
export function where({ permitNumber, permitYear }: PermitNumbers) {
  return sql`number = ${permitNumber}::bigint and year = ${permitYear}::smallint`;
}

/** Adds renewable permits to the register, each of a contractor of its own. */
export async function morePermits(portal: Portal, count: number, from = 700_001): Promise<PermitNumbers[]> {
  await sql`with added as (
      insert into contractors (number, name) select n, 'شركة المشاعل ' || n || ' للمقاولات'
      from generate_series(${from}::int, ${from + count - 1}::int) n returning id, number)
    insert into permits (contractor_id, number, year, valid_from, valid_until)
    select id, number, 2026, d - 20, d + 9 from added, (select (moment() at time zone 'Asia/Amman')::date as d) as day`.execute(
    portal.db.query,
  );
  return Array.from({ length: count }, (_, n) => ({
    contractorNumber: String(from + n),
    permitNumber: String(from + n),
    permitYear: '2026',
  }));
}
