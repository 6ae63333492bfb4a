import { take } from '../../../src/engine/review/take-application.ts';
import { decide } from '../../../src/engine/review/decide.ts';
import { writeNote } from '../../../src/engine/review/write-note.ts';
import { issue } from '../../support/issued.ts';
import { morePermits, omar, opened, salma, submit } from '../../support/office.ts';
import { returnNow } from '../../support/returns.ts';
import { enter } from './enter.ts';
import { longName, registerOfTour, rename } from './tour.ts';
import { open, pressAndWait } from './walk.ts';
import type { Page } from 'playwright-core';
import type { Lang } from '../../../src/platform/i18n/lang.ts';
import type { Portal } from '../../support/portal.ts';
import type { PermitNumbers } from '../../support/renewable.ts';
import type { Stage } from './stage.ts';
import type { WindowOptions } from './window.ts';

type Look = (name: string, page: Page) => Promise<void>;
type Options = WindowOptions & { /** The number of the tour's first permit. */ from: number };

/** How many states the tour of the work has. */
export const workStates = 35;

/**
 * Walks through where the office works, as a clerk: the queue, an application in every state, many at once and the counter,
 * and calls `look` at each. The stage must have `registerOfTour` as its source `permits`.
 */
export async function workTour(stage: Stage, lang: Lang, options: Options, look: Look): Promise<void> {
  const { portal } = stage;
  const permits = await morePermits(portal, 14, options.from);
  const { page, close } = await enter(stage, lang, options, 'clerk');
  const at = async (name: string, path?: string) => {
    if (path !== undefined) await open(page, `/${lang}/staff${path}`);
    await look(`office: ${name}`, page);
  };
  await at('nothing was done with many yet', '/many');
  const ids = await queueOf(portal, permits.splice(0, 8));
  await queueStates(page, at);
  await caseStates(page, at, ids);
  await manyStates(page, at, [ids.fresh, ids.second, ids.third]);
  const [filed, suspended] = permits;
  if (filed && suspended) await counterStates(page, at, filed, suspended);
  await close();
}

type At = (name: string, path?: string) => Promise<void>;

/** Applications in every state in which one can be, each by the engine's own hands. */
async function queueOf(portal: Portal, permits: PermitNumbers[]) {
  const { ctx } = portal;
  const one = async () => {
    const permit = permits.shift();
    if (!permit) throw new Error('There are no more permits');
    return submit(portal, permit);
  };
  const decided = await one();
  const issued = await issue(portal, permits.shift() ?? decided.permit);
  const [fresh, second, third, held, back, aside] = [
    await one(),
    await one(),
    await one(),
    await one(),
    await one(),
    await one(),
  ];
  await rename(portal, fresh.permit.contractorNumber, longName);
  await take(ctx, omar, held.id);
  await returnNow(portal, back.id);
  const { today } = await ctx.settings.now();
  const note = {
    words: 'اتصل المقاول، وسيرسل كتاب الجهة.',
    bringForwardOn: today.add({ days: 4 }).toString(),
  };
  await writeNote(ctx, salma, aside.id, note);
  const { revision } = await opened(portal, decided.id);
  await decide(ctx, salma, {
    id: decided.id,
    revision,
    kind: 'refuse',
    reason: 'conditions',
    words: 'لم تُرفع الأنقاض.',
  });
  return {
    fresh: fresh.id,
    second: second.id,
    third: third.id,
    held: held.id,
    back: back.id,
    aside: aside.id,
    refused: decided.id,
    issued: issued.id,
  };
}

async function queueStates(page: Page, at: At): Promise<void> {
  await at('queue', '/queue');
  await at('queue, everything picked', '/queue?which=all&all=1');
  await at('queue narrowed to nothing', '/queue?which=overdue&reason=stopped');
  await at('queue of what is returned', '/queue?which=returned');
  await at('what was refused', '/queue?which=refused');
  await page.fill('#search', 'المشاعل');
  await pressAndWait(page, '.search-line button');
  await at('queue, what a search found');
  await page.fill('#search', 'قوس قزح');
  await pressAndWait(page, '.search-line button');
  await at('queue, a search that found nothing');
  await page.goto(page.url());
}

type Ids = Awaited<ReturnType<typeof queueOf>>;

async function caseStates(page: Page, at: At, ids: Ids): Promise<void> {
  const caseOf = (id: number) => `/applications/${id}`;
  await at('a case that is new, of a long name', caseOf(ids.fresh));
  await pressAndWait(page, 'form[action$="/approve"] button[value="preview"]');
  await at('an approval as it will be read');
  await page.click('details.refuse:has(form[action$="/return"]) summary');
  await pressAndWait(page, 'form[action$="/return"] button[value="decide"]');
  await at('a return with errors');
  await page.check('#askedFor input >> nth=0');
  await page.fill('#asked', 'اذكر مقطع الشارع.');
  await pressAndWait(page, 'form[action$="/return"] button[value="preview"]');
  await at('a return as it will be read');
  await page.click('details.refuse:has(form[action$="/refuse"]) summary');
  await pressAndWait(page, 'form[action$="/refuse"] button[value="decide"]');
  await at('a refusal with errors');
  await pressAndWait(page, 'form[action$="/note"] button');
  await at('a note with errors');
  await pressAndWait(page, 'form[action$="/take"] button');
  await at('a case that was taken');
  await pressAndWait(page, 'form[action$="/release"] button');
  await at('a case that somebody else has', caseOf(ids.held));
  await at('a case with its contractor', caseOf(ids.back));
  await at('a case that was set aside', caseOf(ids.aside));
  await at('a case that was refused', caseOf(ids.refused));
  await at('a case with its document', caseOf(ids.issued));
  registerOfTour.state = 'down';
  await at('a case while the register is down', caseOf(ids.second));
  registerOfTour.state = 'up';
  await page.goto('about:blank');
}

/** Approves some by the boxes of the queue. */
async function manyStates(page: Page, at: At, own: readonly number[]): Promise<void> {
  await page.goBack();
  const queue = `${new URL(page.url()).pathname.split('/staff')[0]}/staff/queue?which=all&rows=100`;
  const pick = async () => {
    await page.goto(queue);
    for (const id of own) await page.check(`[name="pick-${id}"]`);
  };
  await page.goto(queue);
  await pressAndWait(page, 'button[value="approve"]');
  await at('nothing was picked');
  await pick();
  await pressAndWait(page, 'button[value="refuse"]');
  await pressAndWait(page, 'main button.primary');
  await at('many refused, with errors');
  await pick();
  await pressAndWait(page, 'button[value="approve"]');
  await at('what would become of many');
  await pressAndWait(page, 'main button.primary');
  await page.waitForSelector('button[value="all"]');
  await at('what became of many');
  await pressAndWait(page, `button[name="row"][value="${own[1]}"]`);
  await at('one of many is undone');
  await at('what was done with many', '/many');
}

async function counterStates(
  page: Page,
  at: At,
  permit: PermitNumbers,
  missing: PermitNumbers,
): Promise<void> {
  const press = () => pressAndWait(page, 'main button.primary');
  const fill = async (numbers: PermitNumbers) => {
    for (const [name, value] of Object.entries(numbers)) await page.fill(`#${name}`, value);
  };
  await at('the counter', '/counter');
  await pressAndWait(page, 'form[action$="/start"] button');
  await press();
  await at('look-up at the counter, with errors');
  await fill({ ...missing, permitNumber: '99999999' });
  await press();
  await at('nothing found at the counter');
  await fill(permit);
  await press();
  await press();
  await at('questions at the counter, with errors');
  await page.selectOption('#reason', 'weather');
  await page.fill('#phone', '0791234567');
  await press();
  await press();
  await at('who is there, with errors');
  await page.check('#present-representative');
  await page.fill('#representative', 'عبد الرحمن بن عبد الله المومني');
  await page.selectOption('#paper', 'passport');
  await page.check('#seen');
  await press();
  await at('read back at the counter');
  await press();
  await page.waitForURL(/\/counter\/receipts\/\d+$/);
  await at('a receipt of the counter');
  await pressAndWait(page, 'main a[href*="/applications/"]');
  await at('a case that was filed at the counter');
}
