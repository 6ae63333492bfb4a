import { sql } from 'kysely';
import { addPerson, setRole } from '../../../src/engine/staff/manage-staff.ts';
import { decide } from '../../../src/engine/review/decide.ts';
import { morePermits, opened, salma, submit, testOrigin } from '../../support/office.ts';
import { enter } from './enter.ts';
import type { Page } from 'playwright-core';
import type { Lang } from '../../../src/platform/i18n/lang.ts';
import type { Stage } from './stage.ts';
import type { WindowOptions } from './window.ts';

/** How many states the tour has. */
export const confirmStates = 21;

/**
 * Walks through all that has to do with two pairs of eyes, with delegations and with the views of the queue, in every
 * state and as everybody who sees it otherwise, and calls `look` at each. `from`: the number of its first permit.
 */
export async function confirmTour(
  stage: Stage,
  lang: Lang,
  options: WindowOptions & { from: number },
  look: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  const { portal } = stage;
  const { ctx } = portal;
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'all');
  const permits = await morePermits(portal, 4, options.from);
  const [first, second, third, decided] = await Promise.all(permits.map((permit) => submit(portal, permit)));
  if (!first || !second || !third || !decided) throw new Error('Four applications were submitted');
  const long = 'عبد الرحمن بن عبد الله آل المومني الحباشنة';
  const added = await addPerson(
    portal.db,
    { login: `long.${options.from}`, name: long, role: 'clerk' },
    testOrigin,
  );
  if (added.kind !== 'added') throw new Error('The person with the long name was not added');

  const windows = await Promise.all(
    (['clerk', 'supervisor', 'administrator'] as const).map((role) => enter(stage, lang, options, role)),
  );
  const [clerk, supervisor, administrator] = windows.map(({ page }) => page);
  if (!clerk || !supervisor || !administrator) throw new Error('Three people are signed in');
  const at = async (name: string, page: Page, path?: string) => {
    if (path !== undefined) await page.goto(`/${lang}/staff${path}`);
    await look(`confirming: ${name}`, page);
  };
  const caseOf = ({ id }: { id: number }) => `/applications/${id}`;

  await at('nothing is lent yet', supervisor, '/delegations');
  await at('a case whose decision is only prepared', clerk, caseOf(first));
  await clerk.click('form[action$="/approve"] button.primary');
  await at('prepared by oneself', clerk);
  await at('prepared by somebody else', supervisor, caseOf(first));
  await supervisor.click('details.refuse summary');
  await supervisor.click('form[action$="/send-back"] button');
  await at('sent back without words', supervisor);
  await supervisor.fill('#toOffice', 'العنوان في الطلب غير العنوان في السجل.\nاتصلي بالمقاول قبل الإعداد.');
  await supervisor.click('form[action$="/send-back"] button');
  await at('sent back', clerk, caseOf(first));

  const { revision } = await opened(portal, second.id);
  const refuse = { kind: 'refuse', reason: 'conditions', words: 'لم تُرفع الأنقاض من الرصيف' } as const;
  await decide(ctx, salma, { id: second.id, revision, ...refuse });
  await at('a refusal that was prepared', supervisor, caseOf(second));
  await decide(ctx, salma, {
    id: third.id,
    revision: (await opened(portal, third.id)).revision,
    kind: 'approve',
  });
  await sql`update permits set valid_until = valid_until - 1
    where number = ${third.permit.permitNumber}::bigint and year = 2026`.execute(portal.db.query);
  await at('the register gives another term by now', supervisor, caseOf(third));

  await supervisor.goto(`/${lang}/staff/delegations`);
  await supervisor.fill('#lastDay', 'x');
  await supervisor.click('main button.primary');
  await at('a delegation with errors', supervisor);
  const { today } = await ctx.settings.now();
  const lend = async (login: string, first: number, last: number, reason: string) => {
    const { rows } = await sql<{ id: number }>`select id from staff where login = ${login}`.execute(
      portal.db.query,
    );
    await supervisor.selectOption('#to', String(rows[0]?.id));
    await supervisor.fill('#firstDay', today.add({ days: first }).toString());
    await supervisor.fill('#lastDay', today.add({ days: last }).toString());
    await supervisor.fill('#reason', reason);
    await supervisor.click('main button.primary');
  };
  await lend('clerk', 0, 3, 'إجازة سنوية');
  await lend(`long.${options.from}`, 10, 40, 'مهمة رسمية خارج المملكة مع وفد الأمانة، ثم إجازة متصلة بها');
  await lend('clerk', 60, 61, 'تدريب');
  await supervisor.click('tbody tr:first-child form button');
  await at('delegations of one’s own', supervisor);
  await at('delegations given to a clerk', clerk, '/delegations');
  await at('all delegations', administrator, '/delegations');
  await at('a clerk who confirms by delegation', clerk, caseOf(second));
  await clerk.click('form[action$="/confirm"] button');
  await at('confirmed by delegation', clerk);

  await at('the queue with what waits', supervisor, '/queue?which=toConfirm');
  await at('what was refused', supervisor, '/queue?which=refused');
  await at('a view to be saved', supervisor, '/queue?which=overdue&reason=weather');
  await supervisor.click('details.refuse summary');
  await supervisor.click('.views-line form button');
  await at('a view without a name', supervisor);
  const name = `متأخرة بسبب الطقس ${options.from}`;
  await supervisor.fill('#name', name);
  await supervisor.click('.views-line form button');
  await at('a view that was saved', supervisor);
  await supervisor.goto(`/${lang}/staff/queue/views`);
  await supervisor.click('.view form[action$="/first"] button');
  await at('views', supervisor);
  await supervisor.fill('.view input[type="text"]', '');
  await supervisor.click('.view form[action$="/rename"] button');
  await at('a view with a wrong name', supervisor);

  await sql`delete from queue_views`.execute(portal.db.query);
  await sql`delete from delegations`.execute(portal.db.query);
  await setRole(portal.db, { id: added.person.id, by: testOrigin }, 'inspector');
  await portal.set('contractor-permit-renewal.two-pairs-of-eyes', 'off');
  for (const { close } of windows) await close();
}
