// Measures the goals of speed: `npm run bench`, `npm run bench -- --quick`, `npm run bench -- --only page,post`.
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAudit } from './measures/audit.ts';
import { measureDocuments } from './measures/documents.ts';
import { measureFigures } from './measures/figures.ts';
import { measureLookUpSize } from './measures/look-up-size.ts';
import { measureMemory } from './measures/memory.ts';
import { measureOffice } from './measures/office.ts';
import { measurePermitPage } from './measures/permit-page.ts';
import { measurePermitPost } from './measures/permit-post.ts';
import { measureQueue } from './measures/queue.ts';
import { measureRegisterImport } from './measures/register-import.ts';
import { measureRegisterSearch } from './measures/register-search.ts';
import { measureStartUp } from './measures/start-up.ts';
import { measureSubmit } from './measures/submit.ts';
import { dropDatabase } from './support/database.ts';
import { isMet, table } from './support/result.ts';
import { killServers } from './support/server.ts';
import { openSite, siteDatabase } from './support/site.ts';
import type { Result } from './support/result.ts';
import type { Site } from './support/site.ts';

const { values: asked } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const quick = asked.quick;

/** In this order: the memory is that of a process which has done all the rest. */
const onSite: Record<string, (site: Site, quick: boolean) => Promise<Result[]>> = {
  page: measurePermitPage,
  post: measurePermitPost,
  submit: measureSubmit,
  memory: measureMemory,
};
const alone: Record<string, (quick: boolean) => Promise<Result[]>> = {
  start: measureStartUp,
  size: measureLookUpSize,
  search: measureRegisterSearch,
  import: measureRegisterImport,
  audit: measureAudit,
  queue: measureQueue,
  office: measureOffice,
  documents: measureDocuments,
  figures: measureFigures,
};
const wanted = (name: string): boolean => asked.only === undefined || asked.only.split(',').includes(name);

const results: Result[] = [];
const measuring = (name: string) => process.stderr.write(`measuring ${name} …\n`);

async function measureSite(): Promise<void> {
  const names = Object.keys(onSite).filter(wanted);
  if (names.length === 0) return;
  try {
    process.stderr.write('filling a register …\n');
    const site = await openSite();
    for (const name of names) {
      measuring(name);
      results.push(...((await onSite[name]?.(site, quick)) ?? []));
    }
    await site.portal.stop();
  } finally {
    killServers();
    await dropDatabase(siteDatabase);
  }
}

process.once('SIGINT', () => {
  killServers();
  process.exit(130);
});
await measureSite();
for (const [name, measure] of Object.entries(alone)) {
  if (!wanted(name)) continue;
  measuring(name);
  results.push(...(await measure(quick)));
}

const machine = `${availableParallelism()} cores of ${cpus()[0]?.model ?? 'an unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
const at = new Date().toISOString();
const text = `${table(results)}

Ratios and bounds are the goals. Microseconds and rates belong to this machine at that hour (${machine}; database and load
on the same machine) and mean nothing on another. A time of the processor is that of the server's process, all its
threads, for one request; contenders took turns, and each number is the median of its rounds.
`;
process.stdout.write(`\n${text}`);
// Parts of a run are for looking, not for the record.
if (asked.only === undefined) {
  const folder = new URL('results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const kind = quick ? 'quick' : 'full';
  await writeFile(
    new URL(`${at.slice(0, 10)}${quick ? '-quick' : ''}.json`, folder),
    `${JSON.stringify({ at, kind, machine, results }, null, 2)}\n`,
  );
  await writeFile(new URL('latest.md', folder), `# Speed, ${at.slice(0, 10)} (${kind})\n\n${text}`);
}
process.exitCode = results.every(isMet) ? 0 : 1;
