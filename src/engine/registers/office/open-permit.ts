import { permitSubject } from '../../define/register.ts';
import { lookUpOf } from '../../journey/walk.ts';
import { uncheckedSubject } from '../look-up.ts';
import {
  findApplicationsAbout,
  findPermit,
  findStopEvents,
  findTerms,
  findTouches,
} from './register-rows.store.ts';
import { permitStatus } from './register-rows.ts';
import { isOurs, servicesOfRegister } from './where-register.ts';
import type { Context } from '../../context.ts';
import type { RegisterTerm } from '../register-source.ts';
import type { ApplicationLine, PermitRecord, PermitStatus, StopEvent, Touch } from './register-rows.ts';

/** Everything that the register has of a permit. */
export type PermitView = {
  permit: PermitRecord & { status: PermitStatus };
  today: string;
  terms: (RegisterTerm & { reference: string | null })[];
  events: StopEvent[];
  /** The newest fifty, among them the open one. */
  applications: ApplicationLine[];
  touches: Touch[];
};

/** Opens a permit of our own register; null: there is none of this id, or the register is elsewhere. */
export async function openPermit(ctx: Context, id: number): Promise<PermitView | null> {
  if (!isOurs(ctx)) return null;
  const db = ctx.db.query;
  const permit = await findPermit(db, id);
  if (permit === null) return null;
  const today = (await ctx.settings.now()).today.toString();
  return {
    permit: { ...permit, status: permitStatus(permit, today) },
    today,
    terms: await findTerms(db, id),
    events: await findStopEvents(db, 'permit', id),
    applications: await findApplicationsAbout(db, subjectsOfPermit(ctx, permit)),
    touches: await findTouches(db, 'permit', id),
  };
}

/** What applications about a permit name as their subject: those that the register was not asked about yet as well. */
export function subjectsOfPermit(ctx: Context, permit: PermitRecord): string[] {
  const answers = {
    contractorNumber: String(permit.contractor.number),
    permitNumber: String(permit.number),
    permitYear: String(permit.year),
  };
  const unchecked = servicesOfRegister(ctx).map((service) => uncheckedSubject(lookUpOf(service), answers));
  return [permitSubject({ permitYear: permit.year, permitNumber: permit.number }), ...new Set(unchecked)];
}
