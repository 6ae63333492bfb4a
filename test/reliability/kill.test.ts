// «kill -9» during submits loses nothing and doubles nothing.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { migratedDataDir, ownDatabase, postgresServer } from './own-database.ts';
import { compare, compareBroken } from './comparison.ts';
import { killWhileSubmitting } from './kills.ts';
import { killAll } from './portal-process.ts';
import type { KillRun } from './kills.ts';

after(killAll);
const kills = 20;

describe('kill -9 during submits, embedded database', () => {
  it('loses and doubles nothing', { timeout: 180_000 }, async () => {
    const dataDir = await migratedDataDir();
    const run = await killWhileSubmitting({ DATA_DIR: dataDir }, { dataDir, kills, intents: 2500 });
    await judge('embedded', run);
  });
});

if (postgresServer !== null)
  describe('kill -9 during submits, PostgreSQL', () => {
    it('loses and doubles nothing', { timeout: 180_000 }, async () => {
      const database = await ownDatabase();
      after(database.drop);
      const { url } = database;
      const env = { DATABASE_URL: url };
      const run = await killWhileSubmitting(env, { dataDir: '', url, kills, intents: 5000 });
      await judge('PostgreSQL', run);
    });
  });

async function judge(name: string, run: KillRun): Promise<void> {
  const { written, db } = run;
  const query = db.query;
  try {
    console.log(
      `${name}: ${run.kills} kills (${run.killedStarting} at the start), ${run.acknowledged} acknowledged, ` +
        `${run.pressedAgain} pressed again after a lost answer, ${run.walked} walked the journey, ${run.seconds} s`,
    );
    assert.deepEqual(await compare(query, written), []);
    assert.equal(run.kills, kills);
    assert.ok(run.acknowledged > 100, `only ${run.acknowledged} acknowledged`);
    assert.ok(run.pressedAgain > 5, `only ${run.pressedAgain} answers were lost`);
    assert.ok(run.walked > 0, 'nobody walked the journey');

    // What the comparison must see, each made in the database and undone.
    const one = `(select min(id) from applications)`;
    const see = async (what: RegExp, ...breaks: string[]) => {
      const found = await compareBroken(query, written, breaks);
      assert.ok(
        found.some((each) => what.test(each)),
        `not seen: ${what.source}, but ${found.join('; ')}`,
      );
    };
    await see(
      /acknowledged, and not there/,
      `delete from application_events where application_id = ${one}`,
      `delete from open_applications where application_id = ${one}`,
      `delete from messages where application_id = ${one}`,
      `delete from applications where id = ${one}`,
    );
    await see(
      /2 applications/,
      'alter table applications drop constraint applications_intent_key',
      `insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown,
         proof, phone, phone_of_register, promised_on)
       select 'another', intent, holder, service, version, lang, subject || '!', found, answers, shown, proof, phone,
         phone_of_register, promised_on from applications where id = ${one}`,
    );
    await see(/with 0 claims/, `delete from open_applications where application_id = ${one}`);
    await see(/with 0 events/, `delete from application_events where application_id = ${one}`);
    await see(/with 0 messages/, `delete from messages where application_id = ${one}`);
    await see(
      /with 0 jobs/,
      `delete from jobs.job where data->>'messageId' = (select id::text from messages where application_id = ${one})`,
    );
    await see(
      /its draft is still there/,
      `insert into drafts (id, holder, service, version, lang) select intent, holder, service, version, lang
         from applications where id = ${one}`,
    );
    await see(/not submitted, and 0 drafts/, 'delete from drafts');
    await see(/not its own/, `update applications set reference = 'another-' || id`);
    await see(
      /more than one application/,
      `update applications set subject = 'one' where id in (select id from applications limit 2)`,
    );
    assert.deepEqual(await compare(query, written), []);
  } finally {
    await db.close();
  }
}
