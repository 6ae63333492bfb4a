import { fileName } from '../documents/document.ts';
import { record } from '../audit/record.ts';
import { eraseApplications, eraseDocuments, lockOverdue, lockOverdueDocuments } from './erase.store.ts';
import type { Context } from '../context.ts';
import type { Service } from '../define/define-service.ts';

/** The queue of what was kept long enough. */
export const eraseKeptQueue = 'erase-kept';

/** How many are erased in one transaction. */
const batch = 200;

/** A run ends after so many milliseconds; what is left is the next one's. */
const longestRun = 20_000;

/** How much was erased. */
export type Erased = { applications: number; documents: number };

/**
 * Erases what each service's `keep` has kept long enough: applications become figures without a person, documents a code with a
 * term. In small transactions, each with its tombstones and its entry of the audit; two at once take other rows. Answers how many.
 */
export async function eraseKept(
  ctx: Pick<Context, 'db' | 'services' | 'documents' | 'log'>,
  limits: { batch?: number; milliseconds?: number } = {},
): Promise<Erased> {
  const began = performance.now();
  const size = limits.batch ?? batch;
  const hasTime = () => performance.now() - began < (limits.milliseconds ?? longestRun);
  const erased: Erased = { applications: 0, documents: 0 };
  for (const service of ctx.services) {
    for (const [what, work] of [
      ['applications', applicationsOf],
      ['documents', documentsOf],
    ] as const)
      while (hasTime()) {
        const count = await work(ctx, service, size);
        erased[what] += count;
        if (count < size) break;
      }
  }
  if (erased.applications + erased.documents > 0) ctx.log.info('retention.erased', erased);
  return erased;
}

async function applicationsOf(ctx: Pick<Context, 'db'>, service: Service, size: number): Promise<number> {
  const days = service.keep.application;
  return ctx.db.query.transaction().execute(async (trx) => {
    const ids = await lockOverdue(trx, service.slug, days, size);
    if (ids.length === 0) return 0;
    const count = await eraseApplications(trx, service, ids, { kind: 'kept-long-enough', days });
    await record(trx, {
      actor: { kind: 'system' },
      place: 'worker',
      action: 'retention.erased',
      subject: `service:${service.slug}`,
      data: { what: 'applications', count, days, ids },
    });
    return count;
  });
}

async function documentsOf(
  ctx: Pick<Context, 'db' | 'documents'>,
  service: Service,
  size: number,
): Promise<number> {
  const days = service.keep.document;
  return ctx.db.query.transaction().execute(async (trx) => {
    const found = await lockOverdueDocuments(trx, service.slug, days, size);
    if (found.length === 0) return 0;
    // Before the commit: whoever dies in between does it again, and nothing is left that no row knows of.
    for (const { hash } of found) await ctx.documents.storage.remove(fileName(hash));
    const ids = found.map(({ id }) => id);
    await eraseDocuments(trx, service.slug, ids, days);
    await record(trx, {
      actor: { kind: 'system' },
      place: 'worker',
      action: 'retention.erased',
      subject: `service:${service.slug}`,
      data: { what: 'documents', count: ids.length, days, ids },
    });
    return ids.length;
  });
}
