import { sql } from 'kysely';
import { togetherOf } from '../../platform/db/together.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answers } from '../define/answers.ts';
import type { RegisterTerm, RegisterTerms } from './register-source.ts';

/**
 * The terms of the permits in our own database: the permit's own is the first, renewals add the others. Whoever adds
 * one has locked the permit, so the next ordinal is theirs; the primary key would refuse another.
 */
export const permitTerms: RegisterTerms = {
  list: (answers, db) => listTogether(db, answers),
  lock: async (answers, trx) => {
    // The contractor first, as an import does; shared, since approvals of their other permits are not in the way. Statements of
    // their own: what is read after them sees what whoever held the rows has committed.
    await sql`select from contractors where number = ${answers['contractorNumber']}::bigint for share`.execute(
      trx,
    );
    await sql`select from permits where ${isPermit(answers)} for update`.execute(trx);
  },
  add: async (answers, trx, term) => {
    const { rows } = await sql`
      insert into permit_terms (permit_id, ordinal, valid_from, valid_until, application_id)
      select id, ${term.ordinal}::int, ${term.from}::date, ${term.until}::date, ${term.applicationId}::bigint
      from permits where ${isPermit(answers)} returning permit_id`.execute(trx);
    if (rows.length !== 1) throw new Error('A term was to be added to a permit that is not there');
  },
  takeBack: async (answers, trx, applicationId) => {
    await permitTerms.lock(answers, trx);
    const { rows } = await sql`
      delete from permit_terms t where application_id = ${applicationId}
        and not exists (select from permit_terms n where n.permit_id = t.permit_id and n.ordinal > t.ordinal)
      returning permit_id`.execute(trx);
    return rows.length > 0;
  },
};

function isPermit({ permitYear, permitNumber }: Answers) {
  return sql`year = ${permitYear}::smallint and number = ${permitNumber}::bigint`;
}

/** Those who ask at the same moment are told by one statement. */
const listTogether = togetherOf(async (db: Kysely<Schema>, asked: Answers[]): Promise<RegisterTerm[][]> => {
  const all = (name: string) => asked.map((answers) => answers[name]);
  const { rows } = await sql<RegisterTerm & { n: number }>`
    select asked.n::int, term.* from unnest(${all('permitYear')}::smallint[], ${all('permitNumber')}::bigint[])
      with ordinality as asked (year, number, n)
    join permits p on p.year = asked.year and p.number = asked.number
    cross join lateral (
      select 1 as ordinal, p.valid_from as from, p.valid_until as until, null::bigint as "applicationId"
      union all
      select ordinal, valid_from, valid_until, application_id from permit_terms where permit_id = p.id) as term
    order by asked.n, term.ordinal`.execute(db);
  const terms: RegisterTerm[][] = asked.map(() => []);
  for (const { n, ...term } of rows) terms[n - 1]?.push(term);
  return terms;
});
