import assert from 'node:assert/strict';
import { undoSeconds } from '../../src/engine/applications/close-application.ts';
import { tellDecision } from '../../src/engine/applications/tell-decision.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { decisionEvent, opened, salma } from './office.ts';
import type { Actor } from '../../src/engine/review/actor.ts';
import type { Portal } from './portal.ts';
import type { Submitted } from './office.ts';

/** Refuses an application, and lets the time of undoing pass, so that its contractor is told. */
export async function refuseForGood(
  portal: Portal,
  id: number,
  actor: Actor = salma,
  words = 'الأعمال منتهية.',
): Promise<number> {
  const { revision } = await opened(portal, id, actor);
  const wanted = { id, revision, kind: 'refuse', reason: 'works-finished', words } as const;
  assert.equal((await decide(portal.ctx, actor, wanted)).kind, 'decided');
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  const event = await decisionEvent(portal, id);
  await tellDecision(portal.ctx, event);
  return Number(event);
}

/** Opens the status of an application in its own browser, as anybody with reference and phone ending does. */
export async function openStatusOf(
  { browser, reference, phone }: Submitted,
  lang = 'ar',
): ReturnType<Submitted['browser']['open']> {
  const page = await browser.open(`/${lang}/track`);
  return browser.submit(page, { reference, phoneEnding: phone.typed.slice(-4) });
}
