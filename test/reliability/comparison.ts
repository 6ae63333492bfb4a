import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../../src/platform/db/schema.ts';

/** What the clients wrote down: of each intent whether it was acknowledged, and every reference they were shown. */
export type Written = Map<string, { pressed: number; acknowledged: boolean; references: Set<string> }>;

/** What the database has of one intent. */
type Row = {
  intent: string;
  drafts: number;
  applications: number;
  events: number;
  claims: number;
  messages: number;
  jobs: number;
  reference: string | null;
};

/** Compares what clients wrote down with what the database has. Each finding is a sentence; none: nothing was lost or doubled. */
export async function compare(db: Kysely<Schema>, written: Written): Promise<string[]> {
  const findings: string[] = [];
  const rows = await readRows(db, [...written.keys()]);
  for (const row of rows) {
    const { pressed, acknowledged, references } = written.get(row.intent) ?? {
      pressed: 0,
      acknowledged: false,
      references: new Set<string>(),
    };
    const find = (what: string) => findings.push(`${row.intent}: ${what}`);
    if (row.applications > 1) find(`${row.applications} applications`);
    if (acknowledged && row.applications === 0) find('acknowledged, and not there');
    if (pressed === 0 && row.applications > 0) find('never pressed, and submitted');
    if (references.size > 1) find(`${references.size} references were shown`);
    if (row.applications === 0) {
      if (row.drafts !== 1) find(`not submitted, and ${row.drafts} drafts`);
      continue;
    }
    if (row.drafts !== 0) find('submitted, and its draft is still there');
    for (const part of ['events', 'claims', 'messages', 'jobs'] as const)
      if (row[part] !== row.applications) find(`${row.applications} applications with ${row[part]} ${part}`);
    for (const reference of references)
      if (reference !== row.reference) find('a reference was shown that is not its own');
  }
  const { rows: doubled } = await sql<{ subject: string }>`
    select subject from applications group by service, subject having count(*) > 1`.execute(db);
  for (const { subject } of doubled) findings.push(`${subject}: more than one application`);
  const { rows: strays } = await sql<{ what: string }>`
    select 'an application of an intent that no client had' as what from applications
      where intent <> all (${[...written.keys()]}::uuid[])
    union all select 'a job without its message' from jobs.job
      where name = 'send-message' and not exists (select from messages where id = (data->>'messageId')::uuid)`.execute(
    db,
  );
  for (const { what } of strays) findings.push(what);
  return findings;
}

async function readRows(db: Kysely<Schema>, intents: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with mine as (select a.*, i.intent as asked from unnest(${intents}::uuid[]) as i (intent)
      left join applications a on a.intent = i.intent),
    told as (select application_id, count(*) as events from application_events
      where kind = 'submitted' group by 1),
    held as (select application_id, count(*) as claims from open_applications group by 1),
    queued as (select data->>'messageId' as id, count(*) as jobs from jobs.job where name = 'send-message' group by 1),
    wrote as (select m.application_id, count(*) as messages, sum(coalesce(q.jobs, 0)) as jobs from messages m
      left join queued q on q.id = m.id::text where m.application_id is not null group by 1)
    select asked as intent, count(mine.id)::int as applications, min(reference) as reference,
      coalesce(sum(events), 0)::int as events, coalesce(sum(claims), 0)::int as claims,
      coalesce(sum(messages), 0)::int as messages, coalesce(sum(jobs), 0)::int as jobs,
      (select count(*)::int from drafts where id = asked) as drafts
    from mine left join told on told.application_id = mine.id left join held on held.application_id = mine.id
      left join wrote on wrote.application_id = mine.id
    group by asked`.execute(db);
  return rows;
}

/**
 * Breaks one thing in the database, compares, and undoes it: what the comparison finds then. A comparison that finds
 * nothing here would find nothing anywhere.
 */
export async function compareBroken(
  db: Kysely<Schema>,
  written: Written,
  breaks: readonly string[],
): Promise<string[]> {
  const undone = new Error('undone');
  let findings: string[] = [];
  await db
    .transaction()
    .execute(async (trx) => {
      for (const statement of breaks) await sql.raw(statement).execute(trx);
      findings = await compare(trx, written);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return findings;
}
