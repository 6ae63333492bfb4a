// Runs the test files of some patterns: node scripts/run-tests.ts 'src/**/*.test.ts' …
// Unlike the runner alone it fails when a pattern finds no file, and when a file leaves something open.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const patterns = process.argv.slice(2);
const files = patterns.flatMap((pattern) => {
  const found = globSync(pattern).toSorted();
  if (found.length === 0) {
    console.error(`No test file fits ${pattern}.`);
    process.exit(2);
  }
  return found;
});
if (files.length === 0) {
  console.error('Which tests? node scripts/run-tests.ts <pattern> …');
  process.exit(2);
}

// Every file is a process of its own. What Node makes of the sources is kept, as the portal itself keeps it: that is a sixth
// of a file's time. No more files than cores: a portal whose event loop has to wait turns requests away, as it should.
const compiled = join(import.meta.dirname, '../node_modules/.cache/tajdeed/compiled-tests');
const { status } = spawnSync(
  process.execPath,
  [
    '--import=./test/support/end-in-time.ts',
    '--test',
    `--test-concurrency=${Math.max(2, availableParallelism())}`,
    '--test-timeout=120000',
    ...new Set(files),
  ],
  { stdio: 'inherit', env: { ...process.env, NODE_COMPILE_CACHE: compiled } },
);
process.exitCode = status ?? 1;
