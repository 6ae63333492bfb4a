import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../../src/platform/db/database.ts';
import { acknowledges, makeIntents, makePermits, press, readReceipt } from './intents.ts';
import { freePort, startAndKill, startPortal } from './portal-process.ts';
import { walk } from './walker.ts';
import type { Database } from '../../src/platform/db/database.ts';
import type { Written } from './comparison.ts';
import type { Intent, PermitNumbers } from './intents.ts';
import type { PortalProcess } from './portal-process.ts';

/** What came of it. */
export type KillRun = {
  written: Written;
  /** The database, after the last kill; close it. */
  db: Database;
  kills: number;
  /** Kills at the very start, before the process was ready. */
  killedStarting: number;
  acknowledged: number;
  /** Intents whose answer was lost at least once, and that were acknowledged when pressed again. */
  pressedAgain: number;
  /** Intents that walked the whole journey while processes died. */
  walked: number;
  seconds: number;
};

/**
 * Kills the portal again and again while clients submit, and writes down what the clients were told. The kills fall
 * at random moments, at chosen moments of a submit, and before the process is ready.
 */
export async function killWhileSubmitting(
  env: Record<string, string>,
  options: { dataDir: string; url?: string; kills: number; intents: number },
): Promise<KillRun> {
  const began = performance.now();
  const open = () => openDatabase({ dataDir: options.dataDir, url: options.url });
  const port = await freePort();
  const first = await startPortal(env, { port });
  await first.stop();
  const preparing = await open();
  const intents = await makeIntents(preparing, await makePermits(preparing, options.intents));
  const toWalk = await makePermits(preparing, 60);
  await preparing.close();

  const clients = new Clients(`http://127.0.0.1:${port}`, intents, toWalk);
  let portal: PortalProcess | undefined;
  let kills = 0;
  let killedStarting = 0;
  const working = clients.work();
  while (kills < options.kills) {
    if (kills % 3 === 2) {
      await startAndKill({ PORT: String(port), ...env }, 150 + Math.random() * 500);
      killedStarting += 1;
    } else {
      portal = await startPortal(env, { port, before: portal?.bootId });
      await clients.untilKillable(kills % 2 === 0);
      await portal.kill();
    }
    kills += 1;
  }
  // Whoever is still waiting for an answer presses on until it comes.
  portal = await startPortal(env, { port, before: portal?.bootId });
  await clients.untilWalked(20_000);
  clients.callOff();
  await working;
  await wait(300);
  await portal.kill();
  const { written, pressedAgain, walked } = clients;
  const acknowledged = [...written.values()].filter((each) => each.acknowledged).length;
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { written, db: await open(), kills, killedStarting, acknowledged, pressedAgain, walked, seconds };
}

/** Clients that press «submit» for their intents, each until it is acknowledged, and write down what they were told. */
class Clients {
  readonly written: Written = new Map();
  pressedAgain = 0;
  walked = 0;
  readonly #base: string;
  readonly #waiting: Intent[];
  readonly #toWalk: PermitNumbers[];
  #calledOff = false;
  #acknowledged = 0;
  #whenSent: (() => void) | undefined;

  constructor(base: string, intents: readonly Intent[], toWalk: readonly PermitNumbers[]) {
    this.#base = base;
    this.#waiting = [...intents];
    this.#toWalk = [...toWalk];
    for (const intent of intents) this.#enter(intent);
  }

  /** Resolves when every client is done, after `callOff`. */
  async work(): Promise<void> {
    const submitting = Array.from({ length: 6 }, async () => {
      for (let next = this.#waiting.pop(); next && !this.#calledOff; next = this.#waiting.pop()) {
        await this.#submit(next);
        await wait(Math.random() * 15);
      }
    });
    const walking = Array.from({ length: 4 }, async () => {
      for (let next = this.#toWalk.pop(); next && !this.#calledOff; next = this.#toWalk.pop()) {
        const intent = await walk([this.#base], next, {
          patience: 15_000,
          calledOff: () => this.#calledOff,
        });
        if (intent === null) continue;
        this.#enter(intent);
        this.walked += 1;
        await this.#submit(intent);
      }
    });
    await Promise.all([...submitting, ...walking]);
    if (this.#waiting.length === 0) throw new Error('The intents did not last: prepare more');
  }

  /** Nobody begins another intent; what is in hand is finished. */
  callOff(): void {
    this.#calledOff = true;
  }

  /** Waits until somebody has walked the whole journey: now that nothing is killed, it is a matter of seconds. */
  async untilWalked(patience: number): Promise<void> {
    const until = performance.now() + patience;
    while (this.walked === 0 && performance.now() < until) await wait(50);
  }

  /** Waits for some acknowledgements, then for a random moment, or for one within a submit. */
  async untilKillable(withinSubmit: boolean): Promise<void> {
    const wanted = this.#acknowledged + 1 + Math.floor(Math.random() * 20);
    while (this.#acknowledged < wanted) await wait(5);
    if (!withinSubmit) return wait(Math.random() * 120);
    await new Promise<void>((resolve) => (this.#whenSent = resolve));
    await wait(Math.random() * 12);
  }

  #enter(intent: Intent): void {
    this.written.set(intent.id, { pressed: 0, acknowledged: false, references: new Set() });
  }

  async #submit(intent: Intent): Promise<void> {
    const note = this.written.get(intent.id);
    if (!note) throw new Error('not entered');
    let lost = false;
    while (!note.acknowledged) {
      note.pressed += 1;
      // One in ten hangs up before the answer is there, as a phone in a tunnel does.
      const hangUp = Math.random() < 0.1 && note.pressed === 1;
      const outcome = await press(this.#base, intent, {
        onSent: () => this.#tellSent(),
        ...(hangUp && { hangUpAfter: Math.random() * 10 }),
      });
      if (outcome.kind === 'cut') lost = true;
      if (outcome.kind === 'answer' && outcome.status !== 503) {
        if (!acknowledges(outcome))
          throw new Error(`«submit» was answered ${outcome.status} ${outcome.headers.location ?? ''}`);
        note.acknowledged = true;
      } else await wait(20);
    }
    this.#acknowledged += 1;
    if (lost) this.pressedAgain += 1;
    // The receipt of most is looked at, of those whose answer was lost always; then it is pressed once more.
    if (lost || Math.random() < 0.5) await this.#lookAtReceipt(intent, note.references);
    if (lost || Math.random() < 0.1) {
      await press(this.#base, intent);
      await this.#lookAtReceipt(intent, note.references);
    }
  }

  async #lookAtReceipt(intent: Intent, references: Set<string>): Promise<void> {
    const reference = await readReceipt(this.#base, intent);
    if (reference !== null) references.add(reference);
  }

  #tellSent(): void {
    this.#whenSent?.();
    this.#whenSent = undefined;
  }
}
