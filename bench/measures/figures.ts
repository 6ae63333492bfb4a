import pg from 'pg';
import { dropDatabase, makeDatabase } from '../support/database.ts';
import { median } from '../support/rounds.ts';
import { closeDays } from '../../src/engine/figures/close-days.ts';
import { readFigures } from '../../src/engine/figures/read-figures.ts';
import { demoPortalSettings } from '../../src/engine/settings/portal-settings.ts';
import { openSettings } from '../../src/engine/settings/settings.ts';
import { contractorPermitRenewal } from '../../src/services/contractor-permit-renewal/service.ts';
import { openDatabase } from '../../src/platform/db/database.ts';
import type { Result } from '../support/result.ts';

const name = 'tajdeed_bench_figures';
const years = 4;

/** The figures of a month, of a year and of two, of very many applications that came in over four years. */
export async function measureFigures(quick: boolean): Promise<Result[]> {
  const applications = quick ? 100_000 : 1_000_000;
  try {
    const url = await makeDatabase(name);
    await fill(url, applications);
    const db = await openDatabase({ url, dataDir: '', poolSize: 1 });
    try {
      const services = [contractorPermitRenewal];
      const ctx = { db, services, settings: openSettings(db, services) };
      const began = performance.now();
      const days = await closeDays(ctx);
      const counting = performance.now() - began;
      await db.execute('vacuum analyze figures_days');
      const { today } = await ctx.settings.now();
      const results: Result[] = [];
      for (const [what, long] of [
        ['a month', 30],
        ['a year', 365],
        ['two years', 730],
      ] as const) {
        const period = { from: today.subtract({ days: long }), until: today };
        const times: number[] = [];
        const usage: number[] = [];
        for (let round = 0; round <= (quick ? 3 : 7); round++) {
          const [start, cpu] = [performance.now(), process.cpuUsage()];
          const { counts } = await readFigures(ctx, period);
          const { user, system } = process.cpuUsage(cpu);
          if (counts.approved === 0) throw new Error('Nothing was counted');
          if (round === 0) continue;
          times.push(performance.now() - start);
          usage.push((user + system) / 1000);
        }
        results.push({
          work: `figures of ${what}: ${applications.toLocaleString('en')} applications in ${years} years`,
          unit: 's',
          value: median(times) / 1000,
          goal: { most: 1 },
          measured: `${median(usage).toFixed(1)} ms of the process; ${days} days were counted in ${(counting / 1000).toFixed(1)} s`,
        });
      }
      return results;
    } finally {
      await db.close();
    }
  } finally {
    await dropDatabase(name);
  }
}

/** Applications evenly over the years, each decided some hours or days later: one in eight refused, one in twelve late. */
async function fill(url: string, applications: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('set session_replication_role = replica; set timezone = UTC');
    const settings: [string, unknown][] = [
      ...Object.entries(demoPortalSettings),
      ...Object.entries(contractorPermitRenewal.demo.settings).map(([key, value]): [string, unknown] => [
        `${contractorPermitRenewal.slug}.${key}`,
        value,
      ]),
    ];
    for (const [key, value] of settings)
      await client.query(
        `insert into settings (key, valid_from, value, set_by) values ($1, '2000-01-01', $2, 'bench')`,
        [key, JSON.stringify(value)],
      );
    await client.query(`insert into applications (reference, intent, holder, service, version, lang, subject, found, answers, shown, proof,
        phone, phone_of_register, submitted_at, promised_on)
      select 'bench ' || n, gen_random_uuid(), '', 'contractor-permit-renewal', 1, 'ar', 'permit:' || n, 'null',
        jsonb_build_object('reason', (array['weather', 'materials', 'unfinished', 'stopped', 'conflict'])[1 + n % 5]), '{}', '{}',
        '+962790000000', false, at, at::date + 3
      from generate_series(1, ${applications}) n,
        lateral (select now() - interval '${years} years' + n * (interval '${years} years' / ${applications}) as at) moment`);
    // In the order of their time, as they come.
    await client.query(`insert into application_events (application_id, kind, actor, at, data, staff_id, staff_name)
      select * from (
        select id, 'submitted', 'contractor', submitted_at, '{}'::jsonb, null::bigint, null::text from applications
        union all
        select id, case when id % 8 = 0 then 'refused' else 'approved' end, 'office', submitted_at + (id % 97) * interval '50 minutes',
          case when id % 8 = 0 then '{"round": 0, "reason": {"code": "conditions"}}' else '{"round": 0}' end::jsonb, id % 12 + 1, 'bench'
        from applications) as happened (id, kind, actor, at, data, staff, name) where at < now() order by at`);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
