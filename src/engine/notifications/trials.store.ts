import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { record } from '../audit/record.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Origin } from '../audit/record.ts';
import type { MessageState } from './message.ts';

/** Whom a trial goes to: a number in E.164, or an address of e-mail. */
export type TrialTo = { phone: string } | { email: string };

const text = 'تجربة الرسائل من بوابة الخدمات الإلكترونية. لا يلزمك شيء.';
const subject = 'تجربة الرسائل · A trial of messages';

/** Writes a message that says that it is a trial; a worker sends it within a minute, as it sends any. Gives its id. */
export async function writeTrial(db: Kysely<Schema>, to: TrialTo, origin: Origin): Promise<string> {
  const id = randomUUID();
  const [phone, email] = 'phone' in to ? [to.phone, null] : [null, to.email];
  await db.transaction().execute(async (trx) => {
    await sql`insert into messages (id, kind, phone, email, subject, lang, text)
      values (${id}::uuid, 'test', ${phone}, ${email}, ${email === null ? null : subject}, 'ar', ${text})`.execute(
      trx,
    );
    await record(trx, { ...origin, action: 'message.tested', subject: `message:${id}` });
  });
  return id;
}

/** Where a trial stands, why, and what each gateway said. */
export async function readTrial(
  db: Kysely<Schema>,
  id: string,
): Promise<{ state: MessageState; why: string | null; attempts: string[] }> {
  const { rows } = await sql<{ state: MessageState; why: string | null; attempts: string[] }>`
    select state, why, (select coalesce(array_agg(concat_ws(' ', gateway, outcome, why) order by id), '{}')
      from message_attempts where message_id = m.id) as attempts
    from messages m where id = ${id}::uuid`.execute(db);
  return rows[0] ?? { state: 'failed', why: 'gone', attempts: [] };
}
