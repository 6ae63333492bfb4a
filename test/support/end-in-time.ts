import { after } from 'node:test';

// Loaded before every test file. A file that leaves something open (a server, a pool, a timer) would never end; the
// runner's own `--test-force-exit` ends it at once and loses reports on the way, so that tests go missing unseen.
// Here such a file has a moment to tell, and then fails.

/** How long a file may take to end after its last test, in milliseconds. */
const grace = 20_000;

// Only in the processes of test files: the runner itself loads this too.
if (process.env['NODE_TEST_CONTEXT'] !== undefined)
  after(() => {
    setTimeout(() => {
      const open = process.getActiveResourcesInfo().join(', ');
      process.stderr.write(`${process.argv[1]} did not end: something was left open (${open})\n`);
      process.exit(1);
    }, grace).unref();
  });
