import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answer, Objection } from './objection.ts';

type Row = Omit<Objection, 'answered'> & {
  answer: Answer | null;
  answerWords: string | null;
  staffId: number | null;
  staffName: string | null;
  answeredAt: Date | null;
};

const columns = sql`b.id, b.application_id as "applicationId", b.event_id as "refusalId", b.words, b.at,
  b.answer_by as "answerBy", b.answer, b.answer_words as "answerWords", b.staff_id as "staffId", b.staff_name as "staffName",
  b.answered_at as "answeredAt"`;

function fromRow(row: Row): Objection {
  const { answer, answerWords, staffId, staffName, answeredAt, ...objection } = row;
  if (answer === null || staffId === null || staffName === null || answeredAt === null)
    return { ...objection, answered: null };
  const by = { id: staffId, name: staffName };
  return { ...objection, answered: { answer, words: answerWords ?? '', by, at: answeredAt } };
}

/** Writes an objection down. Null: this refusal has one. */
export async function insertObjection(
  trx: Transaction<Schema>,
  {
    applicationId,
    refusalId,
    words,
    answerBy,
  }: Pick<Objection, 'applicationId' | 'refusalId' | 'words' | 'answerBy'>,
): Promise<number | null> {
  const { rows } = await sql<{
    id: number;
  }>`insert into objections (application_id, event_id, words, answer_by)
    values (${applicationId}, ${refusalId}, ${words}, ${answerBy}::date) on conflict (event_id) do nothing returning id`.execute(
    trx,
  );
  return rows[0]?.id ?? null;
}

/** The objections of an application, the oldest first. */
export async function findObjections(db: Kysely<Schema>, applicationId: number): Promise<Objection[]> {
  const { rows } =
    await sql<Row>`select ${columns} from objections b where b.application_id = ${applicationId} order by b.id`.execute(
      db,
    );
  return rows.map(fromRow);
}

/** The objection of this id. */
export async function findObjection(db: Kysely<Schema>, id: number): Promise<Objection | null> {
  const { rows } = await sql<Row>`select ${columns} from objections b where b.id = ${id}`.execute(db);
  return rows[0] ? fromRow(rows[0]) : null;
}

/** Writes the answer of an objection down. `false`: it was answered before. */
export async function writeAnswer(
  trx: Transaction<Schema>,
  id: number,
  { answer, words, by }: { answer: Answer; words: string; by: { id: number; name: string } },
): Promise<boolean> {
  const { rows } =
    await sql`update objections set answer = ${answer}, answer_words = ${words}, staff_id = ${by.id},
      staff_name = ${by.name}, answered_at = moment()
    where id = ${id} and answer is null returning id`.execute(trx);
  return rows.length > 0;
}

/** An objection as the list of the office has it. */
export type ListedObjection = Objection & {
  reference: string;
  name: string | null;
  label: string | null;
  reason: { ar: string; en: string };
  refusedBy: { id: number; name: string };
};

/** What waits for an answer, the most urgent first, or what was answered in the last thirty days, the newest first. */
export async function listObjections(
  db: Kysely<Schema>,
  which: 'open' | 'answered',
  limit: number,
): Promise<ListedObjection[]> {
  const where =
    which === 'open'
      ? sql`b.answer is null order by b.answer_by, b.id`
      : sql`b.answered_at > moment() - interval '30 days' order by b.answered_at desc`;
  const { rows } = await sql<
    Row & Pick<ListedObjection, 'reference' | 'name' | 'label' | 'reason' | 'refusedBy'>
  >`
    select ${columns}, a.reference, a.found ->> 'name' as name, a.found ->> 'label' as label,
      e.data -> 'reason' as reason, jsonb_build_object('id', e.staff_id, 'name', e.staff_name) as "refusedBy"
    from objections b join applications a on a.id = b.application_id join application_events e on e.id = b.event_id
    where ${where} limit ${limit}`.execute(db);
  return rows.map((row) => {
    const { reference, name, label, reason, refusedBy } = row;
    return { ...fromRow(row), reference, name, label, reason, refusedBy };
  });
}

/** How many wait for an answer, counted to a thousand at most. */
export async function countOpenObjections(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count
    from (select from objections where answer is null limit 1000) as open`.execute(db);
  return rows[0]?.count ?? 0;
}
