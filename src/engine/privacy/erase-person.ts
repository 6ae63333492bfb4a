import { cleanText } from '../../platform/i18n/fold.ts';
import { record } from '../audit/record.ts';
import { eraseAsked, forgetConsentsOf, forgetDraftsOf } from '../retention/erase-asked.ts';
import { planOf } from './find-person.ts';
import type { Origin } from '../audit/record.ts';
import type { PrivacyContext } from './find-person.ts';
import type { ErasurePlan, WhoseData } from './person.ts';

/** How long the reason may be, in characters. */
const mostReasonCharacters = 500;

/** What erasing ends in. */
export type ErasePersonResult =
  | { kind: 'erased'; applications: number; kept: number; drafts: number }
  | { kind: 'invalid'; reason: 'empty' | 'too-long' }
  /** Something came, or changed, since the dry run: this is how it stands. */
  | { kind: 'changed'; plan: ErasurePlan };

/**
 * Erases somebody's data at their request, in one transaction that has all of it locked: what must be kept is kept, and of what was
 * erased a tombstone stays. Nothing is erased that was not seen: `fingerprint` is of the dry run. The reason stands in the audit for
 * ever, so it names nobody.
 */
export async function erasePerson(
  ctx: PrivacyContext,
  origin: Origin,
  whose: WhoseData,
  wanted: { fingerprint: string; reason: string },
): Promise<ErasePersonResult> {
  const reason = cleanText(wanted.reason);
  if (reason === '') return { kind: 'invalid', reason: 'empty' };
  if (reason.length > mostReasonCharacters) return { kind: 'invalid', reason: 'too-long' };
  return ctx.db.query.transaction().execute(async (trx): Promise<ErasePersonResult> => {
    const plan = await planOf(ctx, trx, whose, { lock: true });
    if (plan.fingerprint !== wanted.fingerprint) return { kind: 'changed', plan };
    const gone: number[] = [];
    let drafts = 0;
    for (const service of ctx.services) {
      const ids = plan.applications
        .filter((each) => each.service === service.slug && each.kept === null)
        .map(({ id }) => id);
      await eraseAsked(trx, service, ids);
      gone.push(...ids);
      if ('phone' in whose) drafts += await forgetDraftsOf(trx, service, whose.phone);
    }
    await forgetConsentsOf(
      trx,
      plan.applications.map(({ id }) => id),
      'phone' in whose ? whose.phone : null,
    );
    const kept = plan.applications.flatMap((each) => (each.kept === null ? [] : [[each.id, each.kept.why]]));
    await record(trx, {
      ...origin,
      action: 'privacy.erased',
      subject: 'person',
      reason,
      data: { applications: gone, kept: Object.fromEntries(kept), drafts },
    });
    return { kind: 'erased', applications: gone.length, kept: kept.length, drafts };
  });
}
