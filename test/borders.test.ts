import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { cruise } from 'dependency-cruiser';
import type { IConfiguration, ICruiseResult } from 'dependency-cruiser';

// A made-up house in which every border is crossed once: a rule that cannot fail guards nothing.

const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as Required<
  Pick<IConfiguration, 'forbidden' | 'options'>
>;
const rules = (forbidden ?? []).map((rule) => ({ name: rule.name ?? '', comment: rule.comment ?? '' }));

/** What crosses a border: the rule, who imports, and what. */
const crossings: [rule: string, from: string, to: string][] = [
  ['web-knows-engine-and-platform', 'src/web/names-a-service.ts', 'src/services/index.ts'],
  ['web-has-no-store', 'src/web/reads-a-table.ts', 'src/engine/drawer/thing.store.ts'],
  ['contractors-see-nothing-of-the-review', 'src/web/track/tells.ts', 'src/engine/review/note.ts'],
  ['contractors-see-nothing-of-the-review', 'src/web/citizen/tells.ts', 'src/engine/review/note.ts'],
  ['contractors-see-nothing-of-the-counter', 'src/web/track/knows.ts', 'src/engine/counter/filing.ts'],
  ['engine-knows-platform-only', 'src/engine/drawer/draws.ts', 'src/web/page.ts'],
  ['engine-knows-platform-only', 'src/engine/drawer/names-a-service.ts', 'src/services/one/service.ts'],
  ['store-stays-in-its-drawer', 'src/engine/other/reaches-in.ts', 'src/engine/drawer/thing.store.ts'],
  ['define-is-a-door', 'src/engine/define/does-more.ts', 'src/engine/drawer/use-thing.ts'],
  ['platform-knows-itself-only', 'src/platform/clock/asks.ts', 'src/engine/drawer/use-thing.ts'],
  ['service-knows-define-only', 'src/services/one/peeks.ts', 'src/services/two/service.ts'],
  ['service-knows-define-only', 'src/services/one/looks-up.ts', 'src/platform/db/database.ts'],
  ['service-has-no-package', 'src/services/one/draws.ts', 'hono'],
  ['service-comes-from-the-list', 'src/main/knows-better.ts', 'src/services/one/service.ts'],
  ['service-comes-from-the-list', 'test/support/knows-better.ts', 'src/services/one/service.ts'],
  ['list-is-for-main', 'src/engine/lists.ts', 'src/services/index.ts'],
  ['nobody-imports-main', 'src/web/composes.ts', 'src/main/run.ts'],
  ['nobody-imports-client', 'src/web/runs-it-here.ts', 'src/client/small.js'],
  ['client-stands-alone', 'src/client/wants-more.js', 'src/platform/i18n/lang.ts'],
  ['src-does-not-know-its-surroundings', 'src/main/tries.ts', 'test/support/portal.ts'],
  ['nobody-imports-a-test', 'src/platform/clock/borrows.ts', 'src/platform/clock/day.test.ts'],
  ['postgres-through-platform-db', 'src/engine/drawer/connects.ts', 'pg'],
  ['postgres-through-platform-db', 'scripts/connects.ts', '@electric-sql/pglite'],
  ['jobs-through-platform-jobs', 'src/engine/drawer/enqueues.ts', 'pg-boss'],
  ['http-is-in-web', 'src/engine/drawer/answers.ts', 'fastify'],
  ['http-is-in-web', 'src/services/one/decorates.ts', '@fastify/helmet'],
  ['html-has-one-door', 'src/web/ui/raw.ts', 'hono'],
  ['no-cycle', 'src/platform/clock/egg.ts', 'src/platform/clock/hen.ts'],
  ['no-unresolvable', 'src/platform/clock/hopes.ts', 'src/platform/clock/nowhere.ts'],
  ['no-undeclared-package', 'src/platform/clock/freeloads.ts', 'brought-by-another'],
  ['no-dev-package-in-src', 'src/platform/clock/needs-a-tool.ts', 'tool'],
];

/** What the house allows, and must go on allowing. */
const visits: [from: string, to: string][] = [
  ['src/main/run.ts', 'src/services/index.ts'],
  ['src/main/run.ts', 'src/engine/drawer/thing.store.ts'],
  ['src/main/run.ts', 'fastify'],
  ['src/services/index.ts', 'src/services/one/service.ts'],
  ['src/services/one/service.ts', 'src/engine/define/answers.ts'],
  ['src/services/one/service.ts', 'zod'],
  ['src/engine/define/answers.ts', 'src/platform/i18n/lang.ts'],
  ['src/engine/drawer/use-thing.ts', 'src/engine/drawer/thing.store.ts'],
  ['src/engine/other/asks.ts', 'src/engine/drawer/use-thing.ts'],
  ['src/web/page.ts', 'src/engine/drawer/use-thing.ts'],
  ['src/web/page.ts', 'fastify'],
  ['src/web/ui/html.ts', 'hono'],
  ['src/platform/db/database.ts', 'pg'],
  ['src/platform/jobs/jobs.ts', 'pg-boss'],
  ['src/platform/clock/day.test.ts', 'tool'],
  ['test/support/portal.ts', 'src/services/index.ts'],
];

const leftOver = 'src/platform/clock/left-over.ts';
const missing = 'src/platform/clock/nowhere.ts';
const declared = ['pg', 'pg-boss', '@electric-sql/pglite', 'fastify', '@fastify/helmet', 'hono', 'zod'];

let house: string;
let found: { rule: string; from: string; to: string }[];

before(async () => {
  house = mkdtempSync(join(tmpdir(), 'borders-'));
  build();
  const { output } = await cruise(['src', 'test', 'scripts'], {
    ...options,
    baseDir: house,
    validate: true,
    ruleSet: { forbidden: forbidden ?? [] },
  });
  const { summary } = output as ICruiseResult;
  found = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
});

after(() => rmSync(house, { recursive: true, force: true }));

test('every rule says why', () => {
  for (const { name, comment } of rules) assert.match(comment, /^[A-Z][^]{20,}\.$/, name);
});

test('every rule is crossed here', () => {
  const crossed = new Set([...crossings.map(([rule]) => rule), 'no-orphan']);
  assert.deepEqual(
    rules.map(({ name }) => name).filter((name) => !crossed.has(name)),
    [],
  );
});

for (const [rule, from, to] of crossings)
  test(`${rule}: ${from} must not import ${to}`, () => {
    const seen = found.filter((each) => each.rule === rule && each.from === from);
    assert.ok(
      seen.some((each) => leadsTo(each.to, to)),
      `not seen; of this file: ${JSON.stringify(found.filter((each) => each.from === from))}`,
    );
  });

test('no-orphan: a file that nobody imports', () => {
  assert.ok(found.some((each) => each.rule === 'no-orphan' && each.from === leftOver));
});

test('a border is crossed by a type as by a value', () => {
  assert.ok(found.some((each) => each.rule === 'web-has-no-store' && each.from === 'src/web/type-only.ts'));
});

for (const [from, to] of visits)
  test(`${from} may import ${to}`, () => {
    assert.deepEqual(
      found.filter((each) => each.from === from && leadsTo(each.to, to)),
      [],
    );
  });

function leadsTo(resolved: string, to: string): boolean {
  return to.includes('/') && !to.startsWith('@')
    ? resolved === to || resolved === `./${relative('src/platform/clock', to)}`
    : resolved.includes(`node_modules/${to}/`) || resolved === to;
}

/** Writes the house: each file with its imports, each package with nothing in it. */
function build(): void {
  const imports = new Map<string, string[]>([[leftOver, []]]);
  const add = (from: string, to: string) => {
    imports.set(from, [...(imports.get(from) ?? []), to]);
    if (isFile(to) && to !== missing && !imports.has(to)) imports.set(to, []);
  };
  for (const [, from, to] of crossings) add(from, to);
  for (const [from, to] of visits) add(from, to);
  add('src/platform/clock/hen.ts', 'src/platform/clock/egg.ts');
  for (const [file, targets] of imports) {
    const lines = targets.map((to, at) => `import * as x${at} from '${specifier(file, to)}'; x${at};`);
    write(file, [...lines, 'export const here = 1;', ''].join('\n'));
  }
  write(
    'src/web/type-only.ts',
    "import type { here } from '../engine/drawer/thing.store.ts';\nexport type X = typeof here;\n",
  );
  const versions = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const own = { name: 'house', dependencies: versions(declared), devDependencies: versions(['tool']) };
  write('package.json', JSON.stringify({ ...own, type: 'module' }));
  for (const name of [...declared, 'tool', 'brought-by-another']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
}

function isFile(to: string): boolean {
  return /\.(ts|js)$/.test(to);
}

function specifier(from: string, to: string): string {
  if (!isFile(to)) return to;
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

function write(path: string, text: string): void {
  const file = join(house, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
