import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startRealStage } from './support/process.ts';
import { renewablePermit } from './support/permits.ts';
import { codeOn, freshPhone, pathOf, referencePattern, room, texts } from './support/walk.ts';
import { words as citizenWords } from '../../src/web/citizen/words.ts';
import { words as portalWords } from '../../src/web/portal/words.ts';
import { words as trackWords } from '../../src/web/track/words.ts';
import type { RealStage } from './support/process.ts';

let stage: RealStage;
before(async () => {
  stage = await startRealStage();
});
after(() => stage.close());

const ways = [
  { lang: 'ar', width: 390, javascript: true },
  { lang: 'en', width: 1280, javascript: true },
  { lang: 'ar', width: 390, javascript: false },
  { lang: 'en', width: 1280, javascript: false },
] as const;

for (const way of ways) {
  const { lang, width, javascript } = way;
  const how = `${lang}, ${width} px, ${javascript ? 'with' : 'without'} JavaScript`;
  test(`from the home page to the status by clicking: ${how}`, async () => {
    const { page, troubles, close } = await stage.open(way);
    const text = texts[lang];
    const numbers = renewablePermit();
    const phone = freshPhone();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const link = (name: string) => page.getByRole('link', { name, exact: true });
    const box = (name: string) => page.getByLabel(name, { exact: true });

    await page.goto(`/${lang}`);
    await link(text.name).click();
    await link(portalWords.begin[lang]).first().click();
    await page.waitForURL(`**${room(lang, 'permit')}`);
    await box(text.answers.contractorNumber.label).fill(numbers.contractorNumber);
    await box(text.answers.permitNumber.label).fill(numbers.permitNumber);
    await box(text.answers.permitYear.label).fill(numbers.permitYear);
    await button(text.steps.permit.button).click();

    await page.waitForURL(`**${room(lang, 'renewal')}`);
    assert.ok((await page.innerText('.found')).includes(text.found.tag), 'the contractor is shown');
    await box(text.answers.reason.label).selectOption('weather');
    await box(text.answers.phone.label).fill(phone);
    await button(text.steps.renewal.button).click();

    await page.waitForURL(`**${room(lang, 'code')}`);
    await box(citizenWords.codeLabel[lang]).fill(await codeOn(page, phone));
    await button(text.steps.code.button).click();

    await page.waitForURL(`**${room(lang, 'check')}`);
    assert.ok((await page.innerText('main')).includes(numbers.permitNumber), 'everything is read back');
    await button(text.steps.check.button).click();

    await page.waitForURL(`**${room(lang, 'done')}`);
    assert.equal(await page.innerText('h1'), text.receipt.title);
    const reference = referencePattern.exec(await page.innerText('.reference'))?.[0] ?? '';
    const print = button(citizenWords.print[lang]);
    assert.equal(await print.isVisible(), javascript, 'the button to print stands where it works');

    await link(citizenWords.track[lang]).click();
    await page.waitForURL(`**/${lang}/track/status`);
    assert.ok((await page.innerText('h1')).includes(reference));
    await close();

    const stranger = await stage.open(way);
    await stranger.page.goto(`/${lang}/track`);
    await stranger.page.getByLabel(trackWords.reference[lang]).fill(reference);
    await stranger.page.getByLabel(trackWords.phoneEnding[lang]).fill(phone.slice(-4));
    await stranger.page.getByRole('button', { name: trackWords.show[lang] }).click();
    await stranger.page.waitForURL('**/track/status');
    assert.equal(pathOf(stranger.page), `/${lang}/track/status`);
    assert.ok(!(await stranger.page.innerText('body')).includes(phone), 'the phone is masked');
    assert.deepEqual([...troubles, ...stranger.troubles], []);
    await stranger.close();
  });
}
