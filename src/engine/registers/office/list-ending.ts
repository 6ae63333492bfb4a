import { findEnding } from './ending.store.ts';
import { permitStatus } from './register-rows.ts';
import { isOurs } from './where-register.ts';
import type { Context } from '../../context.ts';
import type { PermitRecord, PermitStatus } from './register-rows.ts';

/** A permit as an inspector needs it in the street: no phone stands in it. */
export type EndingPermit = Pick<
  PermitRecord,
  'id' | 'number' | 'year' | 'type' | 'location' | 'validUntil' | 'withdrawnOn'
> & { status: PermitStatus; contractorNumber: number; contractorName: string };

/** The permits that ended some days ago or end within some days. `more`: there are others, which were left off. */
export type EndingList = {
  from: string;
  today: string;
  until: string;
  permits: EndingPermit[];
  more: boolean;
};

/** What a phone keeps for a day is not the whole register. */
const mostPermits = 500;

/**
 * The permits of our own register that ended within the days of `inspection.ended-since`, or end within those of
 * `inspection.ending-soon`; the earliest end first. Null: the register is elsewhere, and cannot be listed.
 */
export async function listEnding(ctx: Context): Promise<EndingList | null> {
  if (!isOurs(ctx)) return null;
  const { today, portal } = await ctx.settings.now();
  const from = today.subtract({ days: portal['inspection.ended-since'].value }).toString();
  const until = today.add({ days: portal['inspection.ending-soon'].value }).toString();
  const found = await findEnding(ctx.db.query, { from, until, limit: mostPermits + 1 });
  const permits = found
    .slice(0, mostPermits)
    .map(({ id, number, year, type, location, validFrom, validUntil, withdrawnOn, contractor }) => ({
      id,
      number,
      year,
      type,
      location,
      validUntil,
      withdrawnOn,
      status: permitStatus({ withdrawnOn, validFrom, validUntil }, today.toString()),
      contractorNumber: contractor.number,
      contractorName: contractor.name,
    }));
  return { from, today: today.toString(), until, permits, more: found.length > mostPermits };
}
