import { randomUUID } from 'node:crypto';
import { emptyDraft } from '../journey/draft.ts';
import { firstUnfinished, mayOpen } from '../journey/walk.ts';
import { policyFor } from '../settings/of-service.ts';
import { findLastApplication } from './applications.store.ts';
import { deleteDrafts, findDraft, rehomeDraft, saveDraft } from './drafts.store.ts';
import { readResumeToken } from './resume.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Lang } from '../../platform/i18n/lang.ts';
import type { Context, Visitor } from '../context.ts';
import type { Service } from '../define/define-service.ts';
import type { Step } from '../define/journey.ts';
import type { Draft } from '../journey/draft.ts';
import type { WalkContext } from '../journey/walk.ts';

/** What opening a step shows: the draft at it, or where to go instead. */
export type OpenResult =
  | { kind: 'open'; draft: Draft; walk: WalkContext; unfinished: Step }
  | { kind: 'go'; step: string }
  | { kind: 'submitted' };

/**
 * Opens a step for a browser. A later step than the first unfinished one leads there; without a draft the first step
 * is empty, and nothing is stored until it is answered. `visitor` is null for a browser that we have not met.
 */
export async function openStep(
  ctx: Context,
  visitor: Visitor | null,
  request: { service: Service; step: Step; lang: Lang },
): Promise<OpenResult> {
  const { service, step, lang } = request;
  const settings = await ctx.settings.now();
  const policy = policyFor(settings, service, visitor);
  const stored = visitor && (await findDraft(ctx.db, service, visitor.holder));
  if (!stored) {
    const first = service.journey[0];
    if (first === undefined) throw new Error(`${service.slug} has no steps`);
    if (step === first) {
      const draft = emptyDraft(randomUUID(), service, lang);
      return { kind: 'open', draft, walk: { policy, now: new Date() }, unfinished: first };
    }
    const submitted = visitor && (await findLastApplication(ctx.db, visitor.holder, service));
    return submitted ? { kind: 'submitted' } : { kind: 'go', step: first.name };
  }
  const { draft, now } = stored;
  const walk = { policy, now };
  const unfinished = firstUnfinished(service, draft, walk);
  if (!mayOpen(service, draft, step, walk)) return { kind: 'go', step: unfinished.name };
  return { kind: 'open', draft, walk, unfinished };
}

/** Where a browser's draft goes on: its first unfinished step. `null`: it has none. */
export async function whereToGoOn(
  ctx: Context,
  visitor: Visitor | null,
  service: Service,
): Promise<{ draft: Draft; step: Step } | null> {
  const stored = visitor && (await findDraft(ctx.db, service, visitor.holder));
  if (!stored) return null;
  const policy = policyFor(await ctx.settings.now(), service, visitor);
  return { draft: stored.draft, step: firstUnfinished(service, stored.draft, { policy, now: stored.now }) };
}

/** Opens the draft of a resume link in this browser. `false`: it is gone, or the link is not ours. */
export async function resumeDraft(
  ctx: Context,
  visitor: Visitor,
  service: Service,
  token: string,
): Promise<boolean> {
  const id = readResumeToken(ctx.secret, token);
  return id !== null && (await rehomeDraft(ctx.db, service, id, visitor.holder));
}

/** Deletes the drafts of a service that this browser holds. */
export async function forgetDrafts(ctx: Context, visitor: Visitor, service: Service): Promise<void> {
  await deleteDrafts(ctx.db, service, visitor.holder);
}

/** Keeps a draft that was made for a browser, in the transaction of whatever made it: it has not been stored before. */
export async function keepNewDraft(db: Kysely<Schema>, draft: Draft, holder: Buffer): Promise<void> {
  if (!(await saveDraft(db, draft, holder))) throw new Error('A draft with a fresh id was there already');
}
