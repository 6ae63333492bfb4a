// Walks over the imports of the house and tells which cross a border of .dependency-cruiser.cjs.
//   node scripts/check-borders.ts   ends with 1 when one does
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import type { IConfiguration, ICruiseResult } from 'dependency-cruiser';

const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IConfiguration;
const folders = ['src', 'bin', 'test', 'bench', 'scripts'];
const { output } = await cruise(folders, {
  ...options,
  validate: true,
  ruleSet: { forbidden: forbidden ?? [] },
});
const { modules, summary } = output as ICruiseResult;

const reasons = new Map(forbidden?.map((rule) => [rule.name, rule.comment]));
for (const { rule, from, to } of summary.violations) {
  console.error(`${from} → ${to}`);
  console.error(`    ${rule.name}: ${reasons.get(rule.name) ?? ''}`);
}
const imports = modules.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
console.log(`${modules.length} files, ${imports} imports, ${summary.violations.length} over a border.`);
// A parser that understands nothing finds no violation either.
if (summary.violations.length > 0 || imports < modules.length) process.exitCode = 1;
