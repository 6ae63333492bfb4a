import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { sendMessageQueue } from '../notifications/queue.ts';
import { emptyDraft } from '../journey/draft.ts';
import { lookUpOf } from '../journey/walk.ts';
import { completeByOf } from '../settings/of-service.ts';
import { demoClerk } from '../staff/demo-people.ts';
import { makeApplication, phoneAnswer } from './make-application.ts';
import { returnForCompletion } from './return-for-completion.ts';
import type { Context } from '../context.ts';
import type { Answers } from '../define/answers.ts';
import type { Service } from '../define/define-service.ts';
import type { FoundRow } from '../define/register.ts';

/** A phone that is nobody's: the demo's page of phones shows what it receives. */
const demoPhone = '+962790000043';

/** What the demo's clerk asks for. */
const asked = 'اذكر أي مقطع من الشارع لم يكتمل، وكم بقي من طوله.';

/**
 * Gives the demo one application that waits for its contractor, so that a visitor sees what that looks like on both sides:
 * once, in a demo in which nobody applied yet; those of its made-up past have no holder. It is submitted and returned as any other, a moment ago.
 */
export async function seedReturned(ctx: Context): Promise<void> {
  const settings = await ctx.settings.now();
  for (const service of ctx.services) {
    const found = await findRenewable(ctx, service);
    if (found === null) continue;
    await ctx.db.query.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtext('tajdeed demo'))`.execute(trx);
      const { rows } = await sql<{ now: Date; isEmpty: boolean }>`
        select moment() as now, not exists (select from applications where holder <> '') as "isEmpty"`.execute(
        trx,
      );
      const [row] = rows;
      const by = await demoClerk(trx);
      if (row?.isEmpty !== true || by === null) return;
      const visitor = { holder: randomBytes(32), address: '' };
      const draft = { ...emptyDraft(randomUUID(), service, 'ar'), ...found };
      const refused = await makeApplication(ctx, trx, visitor, service, draft, false, settings, row.now);
      if (refused !== null) return;
      const { rows: made } = await sql<{ id: number }>`select max(id) as id from applications`.execute(trx);
      const fields = Object.keys(service.answers).filter(
        (name) => service.answers[name]?.kind === 'longText',
      );
      const completeBy = completeByOf(settings, service).toString();
      await returnForCompletion(ctx, trx, made[0]?.id ?? 0, { fields, words: asked, completeBy }, by);
    });
    ctx.jobs.nudge(sendMessageQueue);
  }
}

/** The last permit of the demo that can be renewed today, so that the first ones are left to visitors. */
async function findRenewable(
  ctx: Context,
  service: Service,
): Promise<{ answers: Answers; found: FoundRow } | null> {
  const { register } = lookUpOf(service);
  const source = ctx.sources[register.source];
  const settings = await ctx.settings.now();
  const rule = { today: settings.today, settings: settings.of(service) };
  for (const permit of service.demo.permits(settings.today).toReversed()) {
    const { contractorNumber, permitNumber, permitYear } = permit;
    const numbers = { contractorNumber, permitNumber, permitYear };
    const given = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
    const answers = { ...service.demo.answers(settings.today), ...given, [phoneAnswer(service)]: demoPhone };
    const row = (await source?.find(answers, ctx.db.query, { hold: false }))?.row ?? null;
    if (row !== null && register.refuse(row, rule) === null)
      return { answers, found: register.read(row, rule) };
  }
  return null;
}
