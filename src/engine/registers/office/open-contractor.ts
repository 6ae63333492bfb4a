import {
  findApplicationsOfContractor,
  findContractor,
  findPermitsOfContractor,
  findStopEvents,
  findTouches,
} from './register-rows.store.ts';
import { permitStatus } from './register-rows.ts';
import { isOurs } from './where-register.ts';
import type { Context } from '../../context.ts';
import type {
  ApplicationLine,
  ContractorRow,
  PermitRecord,
  PermitStatus,
  StopEvent,
  Touch,
} from './register-rows.ts';

/** Everything that the register has of a contractor. */
export type ContractorView = {
  contractor: ContractorRow;
  /** The day in Amman. */
  today: string;
  /** The phone of their newest permit that has one. */
  phone: string | null;
  events: StopEvent[];
  permits: (PermitRecord & { status: PermitStatus })[];
  /** Permits go on behind this one; null: these were the last. */
  morePermits: number | null;
  applications: ApplicationLine[];
  /** Applications go on before this one. */
  moreApplications: number | null;
  touches: Touch[];
};

/** How many permits and applications a page has. */
const linesOfPage = 25;

/** Where the lists of a contractor's page begin. */
export type ContractorPages = { permitsAfter: number | null; applicationsBefore: number | null };

/** Opens a contractor of our own register; null: there is none of this id, or the register is elsewhere. */
export async function openContractor(
  ctx: Context,
  id: number,
  pages: ContractorPages = { permitsAfter: null, applicationsBefore: null },
): Promise<ContractorView | null> {
  if (!isOurs(ctx)) return null;
  const db = ctx.db.query;
  const contractor = await findContractor(db, id);
  if (contractor === null) return null;
  const today = (await ctx.settings.now()).today.toString();
  const permits = await findPermitsOfContractor(db, id, pages.permitsAfter, linesOfPage + 1);
  const applications = await findApplicationsOfContractor(
    db,
    contractor.number,
    pages.applicationsBefore,
    linesOfPage + 1,
  );
  const shown = permits.slice(0, linesOfPage);
  return {
    contractor,
    today,
    phone: permits.find(({ phone }) => phone !== null)?.phone ?? null,
    events: await findStopEvents(db, 'contractor', id),
    permits: shown.map((permit) => ({ ...permit, status: permitStatus(permit, today) })),
    morePermits: permits.length > linesOfPage ? (shown.at(-1)?.id ?? null) : null,
    applications: applications.slice(0, linesOfPage),
    moreApplications: applications.length > linesOfPage ? (applications[linesOfPage - 1]?.id ?? null) : null,
    touches: await findTouches(db, 'contractor', id),
  };
}
