import { foldNumberText } from '../../platform/i18n/fold.ts';
import { readMobile } from '../../platform/i18n/phone.ts';
import { decisionOf, stateOf } from '../applications/application.ts';
import { phoneAnswer } from '../applications/make-application.ts';
import { record } from '../audit/record.ts';
import { countDraftsOfPhone, findOfPerson } from './person.store.ts';
import { fingerprintOf } from './person.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Origin } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { ErasurePlan, Kept, PersonApplication, WhoseData } from './person.ts';
import type { StoredApplication } from './person.store.ts';

/** What is needed to look after somebody's data: the command line has no more. */
export type PrivacyContext = Pick<Context, 'db' | 'services'>;

/** Reads whose data are meant, as it is typed: a number, or a phone. Null: neither, or both. */
export function readWhose(typed: { contractor: string; phone: string }): WhoseData | null {
  const contractor = foldNumberText(typed.contractor).replace(/^0+(?=\d)/, '');
  const phone = readMobile(typed.phone);
  if (typed.contractor.trim() !== '' && typed.phone.trim() !== '') return null;
  if (/^\d{1,15}$/.test(contractor)) return { contractor };
  return phone.ok ? { phone: phone.e164 } : null;
}

/** What is there of a person, and what erasing would do with it: a dry run. That somebody looked is recorded, without the number. */
export async function findPerson(
  ctx: PrivacyContext,
  whose: WhoseData,
  origin: Origin,
): Promise<ErasurePlan> {
  const plan = await planOf(ctx, ctx.db.query, whose);
  await record(ctx.db.query, {
    ...origin,
    action: 'privacy.searched',
    subject: 'person',
    data: { by: 'phone' in whose ? 'phone' : 'number', applications: plan.applications.map(({ id }) => id) },
  });
  return plan;
}

/** The plan as it stands over `db`. `lock`: held until the transaction ends. */
export async function planOf(
  { services }: PrivacyContext,
  db: Kysely<Schema>,
  whose: WhoseData,
  options: { lock?: boolean } = {},
): Promise<ErasurePlan> {
  const stored = await findOfPerson(db, services, whose, options);
  const applications = stored.map((each): PersonApplication => {
    const { id, reference, service, submittedAt, events, document } = each;
    const keep = services.find(({ slug }) => slug === service)?.keep.document ?? 0;
    const until = document && Temporal.PlainDate.from(document.until).add({ days: keep }).toString();
    return {
      id,
      reference,
      service,
      submittedAt,
      state: stateOf(events),
      kept: whyKept(each),
      document: document && until !== null ? { code: document.code, until } : null,
    };
  });
  let drafts = 0;
  if ('phone' in whose)
    for (const service of services)
      drafts += await countDraftsOfPhone(db, phoneAnswer(service), service.slug, whose.phone);
  return { applications, drafts, fingerprint: fingerprintOf(applications, drafts) };
}

/** Why an application must be kept: somebody still works on it, or what it added is in force. */
function whyKept({ isOpen, isObjected, isUntold, events, today }: StoredApplication): Kept | null {
  if (isOpen) return { why: 'open', until: null };
  if (isObjected) return { why: 'objection', until: null };
  if (isUntold) return { why: 'not-told', until: null };
  const decision = decisionOf(events);
  const until = decision?.kind === 'approved' ? decision.term?.until : undefined;
  return until !== undefined && until >= today ? { why: 'term', until } : null;
}
