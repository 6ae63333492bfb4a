// The command line: help everywhere, exit codes 0, 1 and 2, sentences instead of stacks.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { migratedDataDir } from './own-database.ts';
import { command, killAll } from './portal-process.ts';

after(killAll);

describe('help and misuse', () => {
  const commands = [
    [],
    ['start'],
    ['migrate'],
    ['doctor'],
    ['settings'],
    ['settings', 'get'],
    ['settings', 'set'],
    ['settings', 'load'],
    ['demo'],
    ['demo', 'reset'],
    ['demo', 'register'],
    ['staff'],
    ['staff', 'add'],
    ['staff', 'list'],
    ['staff', 'disable'],
    ['staff', 'enable'],
    ['staff', 'role'],
    ['staff', 'reset'],
    ['audit'],
    ['audit', 'verify'],
    ['audit', 'export'],
    ['audit', 'checkpoint'],
    ['audit', 'key'],
    ['audit', 'show'],
  ];
  for (const words of commands)
    it(`tajdeed ${[...words, '--help'].join(' ')}`, async () => {
      const { code, out, err } = await command([...words, '--help'], {});
      assert.equal(code, 0);
      assert.equal(err, '');
      assert.match(out, new RegExp(`^Usage: ${['tajdeed', ...words].join(' ')}`));
    });

  for (const words of [
    ['nonsense'],
    ['start', '--nonsense'],
    ['settings', 'set', 'one'],
    ['settings'],
    ['demo'],
    ['staff', 'add', 'somebody'],
    ['audit'],
    ['audit', 'verify', 'audit.jsonl'],
    ['audit', 'verify', '/nonexistent.jsonl', '--key', '/nonexistent.pem'],
  ])
    it(`tajdeed ${words.join(' ')}: code 2`, async () => {
      const { code, err } = await command(words, {});
      assert.equal(code, 2);
      assert.ok(err.length > 10);
      assert.doesNotMatch(err, /\bat .*:\d+:\d+/);
    });
});

describe('commands on a database', () => {
  let env: Record<string, string> = {};
  before(async () => {
    env = { DATA_DIR: await migratedDataDir() };
  });

  it('doctor: 1 while no settings are set, 0 once they are', async () => {
    const before = await command(['doctor'], env);
    assert.equal(before.code, 1);
    assert.match(before.out, /✗ settings/);
    const reset = await command(['demo', 'reset'], env);
    assert.equal(reset.code, 0, reset.err);
    const after = await command(['doctor'], env);
    assert.equal(after.code, 0, after.out);
    assert.match(after.out, /✓ settings/);
  });

  it('settings: what is set is got, from its day on', async () => {
    const key = 'contractor-permit-renewal.window';
    const set = await command(['settings', 'set', key, '45', '--from', '2099-01-01', '--by', 'council'], env);
    assert.equal(set.code, 0, set.err);
    const { code, out } = await command(['settings', 'get', key], env);
    assert.equal(code, 0);
    const periods = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(periods.at(-1), { key, from: '2099-01-01', until: null, value: 45, setBy: 'council' });
    assert.equal(periods.at(-2)?.['until'], '2098-12-31');
  });

  const refused: { what: string; args: string[]; says: RegExp }[] = [
    { what: 'no number', args: ['contractor-permit-renewal.window', 'many'], says: /does not fit/ },
    { what: 'below zero', args: ['contractor-permit-renewal.window', '-1'], says: /./ },
    {
      what: 'unknown policy',
      args: ['contractor-permit-renewal.code-policy', 'pigeon'],
      says: /does not fit/,
    },
    { what: 'unknown key', args: ['no.such', '1'], says: /There is no setting no\.such/ },
    {
      what: 'no day',
      args: ['contractor-permit-renewal.window', '5', '--from', '2026-02-30'],
      says: /no day/,
    },
    { what: 'a script in the emblem', args: ['portal.emblem', '<svg><script>x</script></svg>'], says: /SVG/ },
  ];
  for (const { what, args, says } of refused)
    it(`settings set, ${what}: code 2`, async () => {
      const { code, err } = await command(['settings', 'set', ...args], env);
      assert.equal(code, 2, err);
      assert.match(err, says);
      assert.doesNotMatch(err, /\bat .*:\d+:\d+/);
    });

  it('settings get of an unknown key, load of a missing file: code 2', async () => {
    assert.equal((await command(['settings', 'get', 'no.such'], env)).code, 2);
    const missing = await command(['settings', 'load', '/nonexistent.json'], env);
    assert.equal(missing.code, 2);
    assert.match(missing.err, /cannot be read\n$/);
  });

  it('demo reset brings the demo’s settings back', async () => {
    assert.equal((await command(['settings', 'set', 'portal.emblem', ''], env)).code, 0);
    assert.equal((await command(['demo', 'reset'], env)).code, 0);
    const { out } = await command(['settings', 'get', 'contractor-permit-renewal.window'], env);
    assert.equal(out.trim().split('\n').length, 1);
    assert.match(out, /"setBy":"demo"/);
  });
});
