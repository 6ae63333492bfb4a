import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { undoSeconds } from '../../src/engine/applications/close-application.ts';
import { tellDecision } from '../../src/engine/applications/tell-decision.ts';
import { returnApplication } from '../../src/engine/review/return-application.ts';
import { readCalendars } from '../../src/engine/settings/calendars.ts';
import { serviceLevel } from '../../src/engine/settings/of-service.ts';
import { pausesOf, promisedDay } from '../../src/engine/applications/service-clock.ts';
import { readOfficeEvent, withoutInternal } from '../../src/engine/review/office-event.ts';
import { todayAt } from '../../src/platform/clock/calendar.ts';
import { opened, salma } from './office.ts';
import type { StoredOfficeEvent } from '../../src/engine/review/office-event.ts';
import type { ReturnResult } from '../../src/engine/review/return-application.ts';
import type { Submitted } from './office.ts';
import type { Portal } from './portal.ts';

/** What a clerk writes to the contractor in tests. */
export const asked = 'اذكر مقطع الشارع الذي لم يكتمل.';

/** Opens the case and returns it at once. */
export async function returnNow(
  portal: Portal,
  id: number,
  fields: readonly string[] = ['details'],
  actor = salma,
): Promise<ReturnResult> {
  const { revision } = await opened(portal, id, actor);
  return returnApplication(portal.ctx, actor, { id, revision, fields, words: asked });
}

/** Returns it, lets the time of undoing pass for good, and gives the path of the link that its contractor received. */
export async function returnedLink(
  portal: Portal,
  one: Submitted,
  fields?: readonly string[],
): Promise<string> {
  const before = await linksOf(portal, one);
  assert.equal((await returnNow(portal, one.id, fields)).kind, 'returned');
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  // The job is due by the clock of the jobs, which nobody moves.
  const { rows } = await sql<{ id: number }>`select max(id) as id from application_events
    where application_id = ${one.id} and kind = 'returned'`.execute(portal.db.query);
  await tellDecision(portal.ctx, String(rows[0]?.id));
  for (let tries = 0; tries < 200; tries++) {
    const path = (await linksOf(portal, one)).find((each) => !before.includes(each));
    if (path !== undefined) return path;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('The message of the return did not come');
}

/** The paths of the links that a contractor received. */
async function linksOf(portal: Portal, one: Submitted): Promise<string[]> {
  const messages = await portal.messages(one.phone.e164, 0);
  return messages.flatMap(({ text }) => /https?:\/\/[^/\s]+(\/\S+)/.exec(text)?.[1] ?? []);
}

/** Open applications whose stored promise, in either table, is not what the events and the calendars say. */
export async function wrongPromises(portal: Portal): Promise<string[]> {
  const calendars = await readCalendars(portal.db.query);
  const { rows } = await sql<{
    id: number;
    service: string;
    submittedAt: Date;
    stored: string;
    queued: string;
    events: StoredOfficeEvent[];
  }>`select a.id, a.service, a.submitted_at as "submittedAt", a.promised_on as stored, o.promised_on as queued,
      (select jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.at, 'data', e.data) order by e.id)
        from application_events e where e.application_id = a.id) as events
    from applications a join open_applications o on o.application_id = a.id`.execute(portal.db.query);
  const wrong: string[] = [];
  for (const { id, service: slug, submittedAt, stored, queued, events } of rows) {
    const service = portal.ctx.services.find((each) => each.slug === slug);
    assert.ok(service);
    const level = serviceLevel(await portal.ctx.settings.on(todayAt(submittedAt)), service);
    const pauses = pausesOf(withoutInternal(events.map(readOfficeEvent)));
    const said = promisedDay({ submittedAt, level, pauses }, calendars).toString();
    if (said !== stored || said !== queued) wrong.push(`${id}: ${stored}, ${queued}, not ${said}`);
  }
  return wrong;
}
