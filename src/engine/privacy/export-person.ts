import { decisionOf, stateOf } from '../applications/application.ts';
import { record } from '../audit/record.ts';
import { findOfPerson } from './person.store.ts';
import type { Origin } from '../audit/record.ts';
import type { PrivacyContext } from './find-person.ts';
import type { WhoseData } from './person.ts';
import type { StoredApplication } from './person.store.ts';

/** A copy of somebody's data, as a file that a person can read: its keys are words. */
export type PersonExport = {
  about: string;
  made: string;
  whose: WhoseData;
  applications: object[];
  notIncluded: string[];
};

/**
 * A copy of what the portal keeps of a person. What is between the people of the office (notes, decisions in preparation) is not in
 * it, nor the audit, which names nobody. That it was made is recorded, without the number.
 */
export async function exportPerson(
  ctx: PrivacyContext,
  whose: WhoseData,
  origin: Origin,
): Promise<PersonExport> {
  const stored = await findOfPerson(ctx.db.query, ctx.services, whose);
  await record(ctx.db.query, {
    ...origin,
    action: 'privacy.exported',
    subject: 'person',
    data: { by: 'phone' in whose ? 'phone' : 'number', applications: stored.map(({ id }) => id) },
  });
  return {
    about: 'نسخة من بياناتك في بوابة الخدمات الإلكترونية. A copy of your data in the e-services portal.',
    made: Temporal.Now.instant().toString(),
    whose,
    applications: stored.map((each) => written(ctx, each)),
    notIncluded: [
      'ملاحظات المكتب الداخلية. Internal notes of the office.',
      'سجل التدقيق، ولا أسماء فيه. The audit, which names nobody.',
      'بيانات سجل التصاريح، وتُطلب من دائرة التصاريح. The register of permits: ask the permits department.',
    ],
  };
}

function written({ services }: PrivacyContext, each: StoredApplication): object {
  const { reference, service, submittedAt, promisedOn, phone, shown, events, document } = each;
  const decision = decisionOf(events);
  const texts = services.find(({ slug }) => slug === service)?.text;
  const line = ({ question, answer }: { question: string; answer: string }): [string, string] => [
    question,
    answer,
  ];
  return {
    reference,
    service: texts ? `${texts.ar.name}. ${texts.en.name}` : service,
    submitted: submittedAt.toISOString(),
    promisedBy: promisedOn,
    state: stateOf(events),
    phone,
    whatYouGave: Object.fromEntries(shown.answers.map(line)),
    whatTheRegisterSaid: Object.fromEntries(shown.found.map(line)),
    ...(decision?.kind === 'refused' && {
      refusedFor: decision.reason,
      wordsToYou: decision.words,
    }),
    ...(decision?.kind === 'approved' && decision.term && { term: decision.term }),
    ...(document && { documentCode: document.code, documentUntil: document.until }),
    whatHappened: events.map((event) => ({
      what: event.kind,
      at: event.at.toISOString(),
      ...(event.kind === 'returned' && { wordsToYou: event.words, completeBy: event.completeBy }),
      ...(event.kind === 'completed' && { changed: event.changed }),
    })),
    messages: each.messages,
    objections: each.objections,
    satisfaction: each.answers,
    ...(each.filing && { filedAtTheCounter: each.filing }),
    reminders: each.consents,
    otherPhones: each.phones,
  };
}
