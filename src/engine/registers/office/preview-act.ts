import { acts, actRevision, dayBounds } from './act.ts';
import { findHits, findLastEvent } from './acts.store.ts';
import { subjectsOfPermit } from './open-permit.ts';
import { findContractor, findPermit } from './register-rows.store.ts';
import { isOurs } from './where-register.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../../platform/db/schema.ts';
import type { Context } from '../../context.ts';
import type { Choice } from '../../define/settings.ts';
import type { Act, DayBounds, Hits } from './act.ts';
import type { HitsOf } from './acts.store.ts';
import type { ContractorRow, PermitRecord } from './register-rows.ts';

/** Who or what an act is done to. */
export type ActTarget =
  { of: 'permit'; permit: PermitRecord } | { of: 'contractor'; contractor: ContractorRow };

/** What an act would hit, and how it may be done. */
export type ActPreview = {
  act: Act;
  target: ActTarget;
  today: string;
  bounds: DayBounds;
  hits: Hits;
  reasons: readonly Choice[];
  /** What was seen; the act names it. */
  revision: string;
  /** It stands so already: the permit is withdrawn, the contractor suspended, or neither. */
  already: boolean;
};

/** What an act to this permit or contractor would hit; null: there is none of this id, or the register is elsewhere. */
export async function previewAct(ctx: Context, act: Act, id: number): Promise<ActPreview | null> {
  const settings = await ctx.settings.now();
  const reasons = settings.portal[`register.${act}-reasons`].value;
  return previewWithin(ctx, ctx.db.query, act, id, settings.today, reasons);
}

/** The same over `db`, which may be a transaction: settings were read before. */
export async function previewWithin(
  ctx: Context,
  db: Kysely<Schema>,
  act: Act,
  id: number,
  today: Temporal.PlainDate,
  reasons: readonly Choice[],
): Promise<ActPreview | null> {
  if (!isOurs(ctx)) return null;
  const { of, stops } = acts[act];
  const target = await findTarget(db, of, id);
  if (target === null) return null;
  const last = await findLastEvent(db, of, id);
  const whose: HitsOf =
    target.of === 'permit'
      ? { of: 'permit', id, subjects: subjectsOfPermit(ctx, target.permit) }
      : { of: 'contractor', id, number: target.contractor.number };
  const hits = await findHits(db, whose, today.toString());
  const isStopped = last?.kind === 'withdrawn' || last?.kind === 'suspended';
  return {
    act,
    target,
    today: today.toString(),
    bounds: dayBounds(act, today, last?.day ?? null),
    hits,
    reasons,
    revision: actRevision(last?.id ?? null, hits),
    already: isStopped === stops,
  };
}

async function findTarget(
  db: Kysely<Schema>,
  of: 'permit' | 'contractor',
  id: number,
): Promise<ActTarget | null> {
  if (of === 'permit') {
    const permit = await findPermit(db, id);
    return permit && { of, permit };
  }
  const contractor = await findContractor(db, id);
  return contractor && { of, contractor };
}
