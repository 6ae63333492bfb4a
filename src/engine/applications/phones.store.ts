import { sql } from 'kysely';
import { searchText } from './search-words.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Answers } from '../define/answers.ts';
import type { Shown } from './freeze.ts';

/** Gives an application another phone, with the words of it and what it is found by. Whoever looks at it now is asked anew. */
export async function setPhone(
  trx: Transaction<Schema>,
  applicationId: number,
  given: { phone: string; ofRegister: boolean | null; answers: Answers; shown: Shown; words: string[] },
): Promise<void> {
  const { phone, ofRegister, answers, shown, words } = given;
  await sql`update applications set phone = ${phone}, phone_of_register = ${ofRegister}::boolean,
      answers = ${JSON.stringify(answers)}::jsonb, shown = ${JSON.stringify(shown)}::jsonb, search = ${searchText(words)},
      proof = proof || jsonb_build_object('sms', jsonb_build_object('phone', ${phone}::text, 'at', moment()))
    where id = ${applicationId}`.execute(trx);
  await sql`delete from application_words where application_id = ${applicationId} and word <> all (${words}::text[])`.execute(
    trx,
  );
  await sql`insert into application_words (word, application_id)
    select word, ${applicationId}::bigint from unnest(${words}::text[]) as word on conflict do nothing`.execute(
    trx,
  );
  await sql`delete from status_views where application_id = ${applicationId}`.execute(trx);
}
