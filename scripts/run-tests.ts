// Runs the test files of some patterns: node scripts/run-tests.ts 'src/**/*.test.ts' …
// Unlike the runner alone it fails when a pattern finds no file, and when a file leaves something open.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

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

const { status } = spawnSync(
  process.execPath,
  [
    '--import=./test/support/end-in-time.ts',
    '--test',
    '--test-concurrency=2',
    '--test-timeout=120000',
    ...new Set(files),
  ],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
