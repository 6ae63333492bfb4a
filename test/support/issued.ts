import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { undoSeconds } from '../../src/engine/applications/close-application.ts';
import { tellDecision } from '../../src/engine/applications/tell-decision.ts';
import { issueDocument } from '../../src/engine/documents/issue-document.ts';
import { decide } from '../../src/engine/review/decide.ts';
import { decisionEvent, opened, salma, submit } from './office.ts';
import type { Portal } from './portal.ts';
import type { Submitted } from './office.ts';
import type { PermitNumbers } from './renewable.ts';

/** A document that was issued, and the application it is of. */
export type Issued = Submitted & { documentId: string; code: string };

/** Approves an application, lets its minute pass, and tells it as a worker would. */
export async function approve(portal: Portal, id: number): Promise<void> {
  const { revision } = await opened(portal, id);
  const decided = await decide(portal.ctx, salma, { id, revision, kind: 'approve' });
  assert.equal(decided.kind, 'decided');
  const eventId = await decisionEvent(portal, id);
  await portal.moveClock(`${undoSeconds + 1} seconds`);
  await tellDecision(portal.ctx, eventId);
}

/** The document of an application as its row has it. */
export async function rowOf(
  portal: Portal,
  applicationId: number,
): Promise<{
  id: string;
  code: string;
  hash: Buffer | null;
  signature: Buffer | null;
  keyId: string | null;
}> {
  const { rows } = await sql<Awaited<ReturnType<typeof rowOf>>>`
    select id, code, hash, signature, key_id as "keyId" from documents where application_id = ${applicationId}`.execute(
    portal.db.query,
  );
  assert.ok(rows[0], 'the application has a document');
  return rows[0];
}

/** Submits, approves and issues. The clock goes on by a minute and a second. */
export async function issue(portal: Portal, permit: PermitNumbers): Promise<Issued> {
  const submitted = await submit(portal, permit);
  await approve(portal, submitted.id);
  const { id, code } = await rowOf(portal, submitted.id);
  // The worker of the portal does it as well: whoever is first.
  for (let tries = 0; tries < 40 && (await rowOf(portal, submitted.id)).hash === null; tries++)
    await issueDocument(portal.ctx, id).catch(() => new Promise((resolve) => setTimeout(resolve, 50)));
  return { ...submitted, documentId: id, code };
}
