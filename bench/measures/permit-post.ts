import { inTurn } from '../support/rounds.ts';
import { startBare } from '../support/server.ts';
import { lookUpRequest, renewal } from '../support/site.ts';
import type { Result } from '../support/result.ts';
import type { Site } from '../support/site.ts';

/** POST of the permit step: look-up, rules, draft saved; against one prepared SELECT behind Node's own server. */
export async function measurePermitPost({ url, portal }: Site, quick: boolean): Promise<Result[]> {
  const bare = await startBare('bare-look-up.ts', { DATABASE_URL: url });
  const seconds = quick ? 3 : 6;
  const common = { connections: 32, seconds };
  try {
    const { bare: least, ours } = await inTurn(
      {
        bare: {
          server: bare,
          load: () => ({
            ...common,
            port: bare.port,
            request: () => lookUpRequest(bare.port),
            right: ({ status }) => status === 303,
          }),
        },
        ours: {
          server: portal,
          load: () => ({
            ...common,
            port: portal.port,
            request: () => lookUpRequest(portal.port),
            right: ({ status, location }) => status === 303 && location === `${renewal}/renewal`,
          }),
        },
      },
      quick ? 5 : 9,
    );
    if (!least || !ours) throw new Error('A contender is missing');
    if (least.failures + ours.failures > 0)
      throw new Error(`Wrong answers: ${least.failures} of bare, ${ours.failures} of ours`);
    return [
      {
        work: 'POST of the permit step: look-up, rules, draft saved',
        unit: '×',
        value: ours.cpu / least.cpu,
        goal: { most: 5 },
        measured: `${ours.cpu.toFixed(0)} µs against ${least.cpu.toFixed(0)} µs`,
      },
    ];
  } finally {
    await bare.stop();
  }
}
