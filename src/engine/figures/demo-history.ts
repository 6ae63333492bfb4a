import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { addWorkingDays } from '../../platform/clock/calendar.ts';
import { newReference } from '../../platform/ids/reference.ts';
import { readBackAll } from '../applications/freeze.ts';
import { searchText, searchWords } from '../applications/search-words.ts';
import { demoPeople } from '../staff/demo-people.ts';
import { emptyDraft } from '../journey/draft.ts';
import { demoPortalSettings } from '../settings/portal-settings.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Service } from '../define/define-service.ts';
import type { DemoApplication } from '../define/history.ts';
import type { Choice } from '../define/settings.ts';

/**
 * Puts the demo's past in: applications that were decided in the last weeks, and how satisfied people were. Only into a database
 * that has no application at all, so it never mixes with what somebody did.
 */
export async function seedHistory(
  db: Kysely<Schema>,
  services: readonly Service[],
  today: Temporal.PlainDate,
): Promise<void> {
  const rows = services.flatMap((service) =>
    (service.demo.history?.(today) ?? []).map((each) => rowOf(service, each)),
  );
  if (rows.length === 0) return;
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (reference text, intent uuid, service text,
    version int, subject text, found jsonb, answers jsonb, shown jsonb, phone text, submitted_at timestamptz, promised_on date,
    search text, words text[], kind text, decided_at timestamptz, decision jsonb, login text, answer smallint, comment text)`;
  // The holder is nobody's key: no browser can open one of them as its own.
  await sql`insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof, phone,
      phone_of_register, submitted_at, promised_on, search)
    select reference, intent, '', service, version, 'ar', subject, found, answers, shown, '{}', phone, false, submitted_at,
      promised_on, search from ${given} where not exists (select from applications) order by submitted_at`.execute(
    db,
  );
  const mine = sql`${given} join applications a on a.intent = given.intent`;
  await sql`insert into application_events (application_id, kind, actor, at, data, staff_id, staff_name)
    select * from (
      select a.id, 'submitted', 'contractor', given.submitted_at, '{}'::jsonb, null::bigint, null::text from ${mine}
      union all
      select a.id, given.kind, 'office', given.decided_at, given.decision, s.id, s.name from ${mine} join staff s on s.login = given.login
    ) as happened (id, kind, actor, at, data, staff, name) order by at`.execute(db);
  await sql`insert into application_words (word, application_id)
    select word, a.id from ${mine}, unnest(given.words) as word`.execute(db);
  await sql`insert into satisfaction (application_id, moment, answer, comment, given_at)
    select a.id, 'decision', given.answer, given.comment, given.decided_at + interval '2 hours' from ${mine}
    where given.answer is not null`.execute(db);
}

function rowOf(service: Service, application: DemoApplication) {
  const { answers, found, phone, submittedOn, refusedFor, satisfaction } = application;
  const draft = { ...emptyDraft('', service, 'ar'), answers, found };
  const choices = (setting: string) => (service.demo.settings[setting] ?? []) as Choice[];
  const week = { weekend: demoPortalSettings['calendar.weekend'], holidays: new Set<string>() };
  const after = (workingDays: number) =>
    workingDays === 0 ? submittedOn : addWorkingDays(submittedOn, workingDays, week);
  const decidedAt = at(after(application.decidedAfter), application.decidedMinute);
  const words = searchWords(service, { found, answers, phone });
  const reason = choices('refusal-reasons').find(({ code }) => code === refusedFor);
  const decision = { round: 0, finalAt: decidedAt };
  return {
    reference: newReference(),
    intent: randomUUID(),
    service: service.slug,
    version: service.version,
    subject: found.subject,
    found,
    answers,
    shown: readBackAll(service, draft, 'ar', choices),
    phone,
    submitted_at: at(submittedOn, application.submittedMinute),
    promised_on: after(Math.max(1, Number(service.demo.settings['service-level']))).toString(),
    search: searchText(words),
    words,
    kind: reason === undefined ? 'approved' : 'refused',
    decided_at: decidedAt,
    decision:
      reason === undefined
        ? decision
        : { ...decision, words: '', reason: { code: reason.code, ar: reason.ar, en: reason.en } },
    login: demoPeople[application.decidedMinute % 3 === 0 ? 1 : 0]?.login ?? '',
    answer: satisfaction?.answer ?? null,
    comment: satisfaction?.comment ?? '',
  };
}

function at(day: Temporal.PlainDate, minute: number): string {
  return day.toZonedDateTime({ timeZone: 'Asia/Amman' }).add({ minutes: minute }).toInstant().toString();
}
