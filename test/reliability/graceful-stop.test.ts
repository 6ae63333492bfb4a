// SIGTERM and SIGINT under load: every request that was accepted gets its answer.
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { after, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { ask } from './http-client.ts';
import { renewal } from './intents.ts';
import { migratedDataDir } from './own-database.ts';
import { killAll, startPortal } from './portal-process.ts';
import type { Asked } from './http-client.ts';
import type { PortalProcess } from './portal-process.ts';

after(killAll);

/**
 * What became of the requests of a load; `failed` holds what went wrong with each that did. `atTheDoor`: connections that
 * the system had made, but the process had not taken over, when the door was shut. The system resets those; no process
 * can prevent it, and nothing of them was read. The client finds the door shut right after.
 */
type Load = {
  answered: number;
  refused: number;
  atTheDoor: number;
  failed: string[];
  stop: () => Promise<void>;
};

/** Clients that ask without a pause until they are refused: pages and forms, with kept connections and with new ones. */
function hammer(base: string): Load {
  const load: Load = { answered: 0, refused: 0, atTheDoor: 0, failed: [], stop: async () => {} };
  const agents: Agent[] = [];
  let stopped = false;
  const year = String(Temporal.Now.plainDateISO('Asia/Amman').year);
  const kinds: Asked[] = [
    { method: 'GET', path: '/ar' },
    { method: 'GET', path: `${renewal}/permit` },
    {
      method: 'POST',
      path: `${renewal}/permit`,
      fields: { contractorNumber: '1042', permitNumber: '287', permitYear: year },
    },
  ];
  const client = async (asked: Asked, keepAlive: boolean) => {
    const agent = keepAlive ? new Agent({ keepAlive: true, maxSockets: 1 }) : undefined;
    if (agent) agents.push(agent);
    let reset: string | null = null;
    while (!stopped || reset !== null) {
      const outcome = await ask(base, { ...asked, ...(agent && { agent }) });
      if (outcome.kind === 'refused') {
        if (reset !== null) load.atTheDoor += 1;
        load.refused += 1;
        return;
      }
      if (reset !== null) load.failed.push(reset);
      reset = null;
      if (outcome.kind === 'cut' && outcome.code === 'ECONNRESET')
        reset = `${asked.method} ${outcome.code} ${String(keepAlive)}`;
      else if (outcome.kind === 'cut')
        load.failed.push(`${asked.method} ${outcome.code} ${String(keepAlive)}`);
      else if (outcome.status >= 400) load.failed.push(`${asked.method} ${outcome.status}`);
      else load.answered += 1;
      await wait(Math.random() * 8);
    }
  };
  const clients = kinds.flatMap((asked) => [
    client(asked, true),
    client(asked, true),
    client(asked, false),
    client(asked, false),
  ]);
  load.stop = async () => {
    stopped = true;
    await Promise.all(clients);
    for (const agent of agents) agent.destroy();
  };
  return load;
}

/** Opens a connection, sends something or nothing, and leaves it so. */
function leaveOpen(portal: PortalProcess, text: string): () => void {
  const socket = connect(portal.port, '127.0.0.1');
  socket.on('error', () => {});
  if (text !== '') socket.write(text);
  return () => socket.destroy();
}

describe('stopping under load', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`${signal}: nobody is left without an answer`, { timeout: 120_000 }, async () => {
      const dataDir = await migratedDataDir();
      let answered = 0;
      let atTheDoor = 0;
      const slowest = { ms: 0 };
      for (let round = 0; round < 5; round++) {
        const portal = await startPortal({ DATA_DIR: dataDir });
        const load = hammer(portal.url);
        await wait(400 + Math.random() * 300);
        const { code, ms } = await portal.stop(signal);
        await load.stop();
        assert.deepEqual(load.failed, [], portal.said().err);
        assert.equal(code, 0, portal.said().err);
        assert.equal(load.refused, 12, 'every client meets the shut door');
        assert.ok(ms < 10_000, `it took ${ms} ms`);
        answered += load.answered;
        atTheDoor += load.atTheDoor;
        slowest.ms = Math.max(slowest.ms, Math.round(ms));
      }
      console.log(
        `${signal}: ${answered} answered, 0 failed, ${atTheDoor} at the door, at most ${slowest.ms} ms to stop`,
      );
      // A bound, not a promise: how many the system resets depends on how busy the machine is at that moment.
      assert.ok(atTheDoor <= 15, `${atTheDoor} connections of 60 were reset at the door`);
      assert.ok(answered > 200, `only ${answered} answered`);
    });

  it('ends within 10 s, whatever clients leave open or send slowly', { timeout: 60_000 }, async () => {
    const portal = await startPortal({ DATA_DIR: await migratedDataDir() });
    const close = [
      leaveOpen(portal, ''),
      leaveOpen(portal, 'GET /ar HTTP/1.1\r\nHost: x\r\nX-Slow: '),
      leaveOpen(
        portal,
        `POST ${renewal}/permit HTTP/1.1\r\nHost: 127.0.0.1:${portal.port}\r\nOrigin: ${portal.url}\r\n` +
          'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ncontractorNumber=',
      ),
      leaveOpen(portal, 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'),
    ];
    await wait(200);
    const { code, ms } = await portal.stop();
    for (const each of close) each();
    console.log(`slow clients: ${Math.round(ms)} ms to stop`);
    assert.equal(code, 0);
    assert.ok(ms < 10_000, `it took ${ms} ms`);
  });

  it('tells a balancer that it is stopping', async () => {
    const portal = await startPortal({ DATA_DIR: await migratedDataDir() });
    const stopped = portal.stop();
    let told = false;
    for (let tries = 0; tries < 50 && !told; tries++) {
      const outcome = await ask(portal.url, { method: 'GET', path: '/health/ready' });
      if (outcome.kind === 'refused') break;
      told = outcome.kind === 'answer' && outcome.status === 503;
    }
    await stopped;
    assert.ok(told);
  });
});
