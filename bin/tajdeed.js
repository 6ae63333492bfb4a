#!/usr/bin/env node
// Runs the command line on the Node that the project brings, whatever Node was found first.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const needed = 26;
if (Number(process.versions.node.split('.')[0]) >= needed) {
  const { main } = await import('../src/main/tajdeed.ts');
  await main(process.argv.slice(2));
} else {
  const ours = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(ours)) {
    console.error(`Node ${needed} or later is needed; this is ${process.version}. «npm ci» brings it.`);
    process.exit(2);
  }
  const { status, signal } = spawnSync(ours, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (signal) process.kill(process.pid, signal);
  process.exit(status ?? 1);
}
