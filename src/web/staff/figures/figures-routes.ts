import { listMonths, readBulletin } from '../../../engine/figures/read-bulletin.ts';
import { readFigures, readOpen, readServiceLevels } from '../../../engine/figures/read-figures.ts';
import { readDay } from '../../../engine/figures/period.ts';
import { mostComments, readComments, readSatisfaction } from '../../../engine/satisfaction/read-results.ts';
import { may } from '../../../engine/staff/roles.ts';
import { Refused } from '../../http/refusals.ts';
import { noErrors } from '../frame/form-errors.ts';
import { sendStaffPage } from '../frame/staff-page.ts';
import { staffRoute } from '../frame/staff-route.ts';
import { readAsked } from './asked-figures.ts';
import { bulletinPage, bulletinSheet } from './bulletin-page.ts';
import { readChoices } from './choices.ts';
import { commentsPage } from './comments-page.ts';
import { applicationsSheet, dailySheet, sendFile } from './export-files.ts';
import { figuresPage } from './figures-page.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Web } from '../../http/web.ts';
import type { Inside } from '../frame/staff-route.ts';

/** The room of figures: a period counted and drawn, saved as files, the month as it is published, what people wrote. */
export function figuresRoutes(app: FastifyInstance, web: Web): void {
  const asking = ({ request, actor, lang }: Inside) => readAsked(web, request.query, actor.role, lang);

  staffRoute(app, web, {
    method: 'GET',
    path: '/figures',
    rule: 'figures.read',
    handler: async (visit) => {
      const { actor, lang } = visit;
      const { asked, period, errors } = await asking(visit);
      const choices = await readChoices(web, { people: may(actor.role, 'figures.by-person') });
      if (period === null)
        return sendStaffPage(web, visit, figuresPage(asked, null, errors, choices, actor, lang));
      const { filter } = asked;
      const shown = {
        figures: await readFigures(web.ctx, period, filter),
        open: await readOpen(web.ctx, filter),
        levels: await readServiceLevels(web.ctx, period, filter.service),
        satisfaction: await readSatisfaction(web.ctx, period, filter.service),
      };
      return sendStaffPage(web, visit, figuresPage(asked, shown, noErrors, choices, actor, lang));
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/figures/export',
    rule: 'figures.read',
    handler: (visit) => exported(visit, { personal: false }),
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/figures/export-personal',
    rule: 'figures.export-personal',
    handler: (visit) => exported(visit, { personal: true }),
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/figures/monthly',
    rule: 'figures.read',
    handler: async (visit) => {
      const { actor, lang } = visit;
      const { bulletin, months } = await monthOf(web, visit);
      const { portal } = await web.look();
      return sendStaffPage(web, visit, bulletinPage(bulletin, months, portal.name, actor, lang));
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/figures/monthly/export',
    rule: 'figures.read',
    handler: async ({ reply, actor, lang, ...visit }) => {
      const { bulletin } = await monthOf(web, { reply, actor, lang, ...visit });
      const saving = {
        kind: 'bulletin',
        format: 'xlsx',
        period: bulletin.month,
        filter: {},
        personal: false,
      } as const;
      return sendFile(web, reply, actor, lang, saving, bulletinSheet(bulletin, lang));
    },
  });

  staffRoute(app, web, {
    method: 'GET',
    path: '/figures/comments',
    rule: 'satisfaction.read',
    handler: async (visit) => {
      const { actor, lang } = visit;
      const { asked, period } = await asking(visit);
      if (period === null) throw new Refused('not-found');
      const comments = await readComments(web.ctx, period, asked.filter.service);
      return sendStaffPage(web, visit, commentsPage(asked, period, comments, mostComments, actor, lang));
    },
  });

  async function exported(visit: Inside, { personal }: { personal: boolean }): Promise<FastifyReply> {
    const { reply, actor, lang } = visit;
    const { what, format } = visit.request.query as Record<string, unknown>;
    const { asked, period } = await asking(visit);
    const known = (what === 'daily' && !personal) || what === 'applications';
    if (period === null || !known || (format !== 'csv' && format !== 'xlsx')) throw new Refused('not-found');
    const { filter } = asked;
    const saving = { kind: what, format, period, filter, personal } as const;
    const choices = await readChoices(web, { people: false });
    const sheet =
      what === 'daily'
        ? dailySheet(web, period, filter, lang)
        : applicationsSheet(web, period, filter, personal, choices, lang);
    return sendFile(web, reply, actor, lang, saving, sheet);
  }
}

/** The bulletin of the month in the address; without one, of the last month that is over. */
async function monthOf(
  web: Web,
  { request }: Inside,
): Promise<{
  bulletin: Awaited<ReturnType<typeof readBulletin>>;
  months: Temporal.PlainDate[];
}> {
  const months = await listMonths(web.ctx);
  const { month } = request.query as Record<string, unknown>;
  const asked = typeof month === 'string' ? readDay(`${month}-01`) : null;
  if (month !== undefined && asked === null) throw new Refused('not-found');
  const day = asked ?? months[1] ?? months[0];
  // A month in which there was no portal has no bulletin.
  const found = months.find((each) => day !== undefined && each.equals(day));
  if (!found) throw new Refused('not-found');
  return { bulletin: await readBulletin(web.ctx, found), months };
}
