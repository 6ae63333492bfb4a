import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { hashKey, newKey } from '../../src/platform/ids/secret.ts';
import { demoSettings } from '../../src/services/contractor-permit-renewal/examples.ts';
import { ask } from './http-client.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { Outcome } from './http-client.ts';

/** Where the renewal is. */
export const renewal = '/ar/services/contractor-permit-renewal';
const slug = 'contractor-permit-renewal';

/** One wish to renew one permit: the id of its draft, and the cookie of the browser that holds it. */
export type Intent = { id: string; cookie: string; permit: PermitNumbers; phone: string };

export type PermitNumbers = { contractorNumber: string; permitNumber: string; permitYear: string };

const namePrefix = 'مقاول للتجربة ';
const nameOf = (permit: PermitNumbers) => namePrefix + permit.contractorNumber;
const endsOn = () => Temporal.Now.plainDateISO('Asia/Amman').add({ days: 10 });

let permits = 900_000;
let phones = 1_000_000;

/** Makes permits that can be renewed, of contractors with numbers from 900,000 on. */
export async function makePermits(db: Database, count: number): Promise<PermitNumbers[]> {
  const permitYear = String(endsOn().subtract({ days: 10 }).year);
  const made = Array.from({ length: count }, () => {
    permits += 1;
    return { contractorNumber: String(permits), permitNumber: String(permits), permitYear };
  });
  const numbers = made.map((each) => Number(each.permitNumber));
  await sql`
    with n as (select unnest(${numbers}::bigint[]) as number),
    c as (insert into contractors (number, name) select number, ${namePrefix} || number from n
      returning id, number)
    insert into permits (contractor_id, number, year, valid_from, valid_until)
      select id, number, ${permitYear}::smallint, ${endsOn().subtract({ days: 30 }).toString()}::date,
        ${endsOn().toString()}::date from c`.execute(db.query);
  return made;
}

/** Puts drafts into the database that are ready to be submitted: everything answered, the phone proven. */
export async function makeIntents(db: Database, numbers: readonly PermitNumbers[]): Promise<Intent[]> {
  const intents = numbers.map((permit) => {
    phones += 1;
    const phone = `+96279${phones}`;
    return { ...draftFor(permit, newKey()), phone };
  });
  const rows = intents.map((intent) => ({
    id: intent.id,
    holder: hashKey(keyOf(intent)).toString('hex'),
    answers: { ...intent.permit, reason: 'weather', details: '', phone: intent.phone },
    found: {
      subject: `permit:${intent.permit.permitYear}/${intent.permit.permitNumber}`,
      name: nameOf(intent.permit),
      label: `${intent.permit.permitNumber} / ${intent.permit.permitYear}`,
      phone: null,
      // What was shown must still hold when it is submitted, else it is shown again first.
      shown: {
        contractorName: { kind: 'text', text: nameOf(intent.permit) },
        endsOn: { kind: 'date', date: endsOn().toString() },
        wouldEndOn: { kind: 'date', date: endsOn().add({ days: demoSettings.term }).toString() },
        fee: { kind: 'money', fils: demoSettings.fee },
      },
    },
    phone: intent.phone,
  }));
  await sql`
    insert into drafts (id, holder, service, version, lang, answers, found, proof)
    select id, decode(holder, 'hex'), ${slug}, 1, 'ar', answers, found,
      jsonb_build_object('sms', jsonb_build_object('phone', phone, 'at', to_json(moment())))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, holder text, answers jsonb, found jsonb, phone text)`.execute(db.query);
  return intents;
}

function draftFor(permit: PermitNumbers, key: string): Omit<Intent, 'phone'> {
  return { id: randomUUID(), cookie: `tajdeed=${key}`, permit };
}

function keyOf(intent: Intent): string {
  return intent.cookie.slice('tajdeed='.length);
}

/** Presses «submit» on the check page, once. */
export function press(
  base: string,
  intent: Pick<Intent, 'id' | 'cookie'>,
  how: { hangUpAfter?: number; onSent?: () => void } = {},
): Promise<Outcome> {
  return ask(base, {
    method: 'POST',
    path: `${renewal}/check`,
    cookie: intent.cookie,
    fields: { draft: intent.id },
    ...how,
  });
}

/** Is this the answer that acknowledges a submission? */
export function acknowledges(outcome: Outcome): boolean {
  return (
    outcome.kind === 'answer' && outcome.status === 303 && outcome.headers.location === `${renewal}/done`
  );
}

/** The reference on the receipt, or null when the answer did not come. */
export async function readReceipt(base: string, intent: Pick<Intent, 'cookie'>): Promise<string | null> {
  const outcome = await ask(base, { method: 'GET', path: `${renewal}/done`, cookie: intent.cookie });
  if (outcome.kind !== 'answer' || outcome.status !== 200) return null;
  return /class="big"><bdi[^>]*>([^<]+)</.exec(outcome.body)?.[1] ?? null;
}
