import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Answers } from '../define/answers.ts';
import type { Proof } from '../journey/draft.ts';

/** An application as far as its holder may ask to be reminded by it. */
export type Remindable = {
  id: number;
  service: string;
  subject: string;
  answers: Answers;
  phone: string;
  lang: Lang;
  /** What was proven; of one that was filed at the counter it says so. */
  proof: Proof & { kind?: 'counter' };
  /** Is this phone to be reminded of this subject now? */
  agreed: boolean;
};

/** An application by its id; null: there is none. */
export async function findRemindable(db: Kysely<Schema>, id: number): Promise<Remindable | null> {
  const { rows } = await sql<Remindable>`
    select a.id, a.service, a.subject, a.answers, a.phone, a.lang, a.proof,
      exists (select from reminder_consents c where c.service = a.service and c.subject = a.subject
        and c.phone = a.phone and c.ended_at is null) as agreed
    from applications a where a.id = ${id}::bigint`.execute(db);
  return rows[0] ?? null;
}

/** Keeps that somebody agreed, and takes away that this phone wanted none. `false`: it stood already. */
export async function insertConsent(
  trx: Transaction<Schema>,
  { id, service, subject, answers, phone, lang }: Remindable,
): Promise<boolean> {
  await sql`delete from reminder_stops where phone = ${phone}`.execute(trx);
  const { rows } = await sql`
    insert into reminder_consents (service, subject, answers, phone, lang, through, application_id)
    values (${service}, ${subject}, ${JSON.stringify(answers)}::jsonb, ${phone}, ${lang}, 'receipt', ${id}::bigint)
    on conflict do nothing returning id`.execute(trx);
  return rows.length > 0;
}

/** Ends the consent for one subject. `false`: there was none. */
export async function endConsent(
  trx: Transaction<Schema>,
  { service, subject, phone }: Pick<Remindable, 'service' | 'subject' | 'phone'>,
): Promise<boolean> {
  const { rows } = await sql`
    update reminder_consents set ended_at = moment(), ended_through = 'receipt'
    where service = ${service} and subject = ${subject} and phone = ${phone} and ended_at is null returning id`.execute(
    trx,
  );
  return rows.length > 0;
}

/** Ends every consent of a phone, and keeps that it wants none, whatever the register says. `false`: it stood already. */
export async function stopPhone(
  trx: Transaction<Schema>,
  phone: string,
  through: 'link' | 'sms',
): Promise<boolean> {
  await sql`update reminder_consents set ended_at = moment(), ended_through = ${through}
    where phone = ${phone} and ended_at is null`.execute(trx);
  const { rows } = await sql`insert into reminder_stops (phone, through) values (${phone}, ${through})
    on conflict do nothing returning phone`.execute(trx);
  return rows.length > 0;
}
