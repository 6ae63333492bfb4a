import { http, load } from '../support/load.ts';
import { inTurn } from '../support/rounds.ts';
import { startBare } from '../support/server.ts';
import { cookieOf, lookUpRequest, renewal } from '../support/site.ts';
import type { Load } from '../support/load.ts';
import type { Result } from '../support/result.ts';
import type { Server } from '../support/server.ts';
import type { Site } from '../support/site.ts';

/** GET of the permit page with a draft in hand, against a page that was made before. */
export async function measurePermitPage({ portal }: Site, quick: boolean): Promise<Result[]> {
  const bare = await startBare('bare-page.ts');
  const first = await load({
    port: portal.port,
    connections: 1,
    requests: 1,
    request: () => lookUpRequest(portal.port),
    right: ({ status }) => status === 303,
  });
  if (first.failures > 0) throw new Error('The draft could not be made');
  const cookie = cookieOf(1);
  const page = (encoding?: string): string =>
    http(portal.port, `${renewal}/permit`, { cookie, ...(encoding && { encoding }) });
  const seconds = quick ? 3 : 6;
  const pages = (server: Server, request: string, least: number): Load => ({
    port: server.port,
    connections: 32,
    seconds,
    request: () => request,
    right: ({ status, size }) => status === 200 && size > least,
  });
  try {
    const seen = await inTurn(
      {
        bare: { server: bare, load: () => pages(bare, http(bare.port, '/'), 11_999) },
        ours: { server: portal, load: () => pages(portal, page(), 5_000) },
        brotli: { server: portal, load: () => pages(portal, page('br'), 1_000) },
      },
      quick ? 5 : 9,
    );
    const { bare: least, ours, brotli } = seen;
    if (!least || !ours || !brotli) throw new Error('A contender is missing');
    if (least.failures + ours.failures + brotli.failures > 0) throw new Error('Wrong pages came');
    const tell = (cpu: number) => `${cpu.toFixed(0)} µs against ${least.cpu.toFixed(0)} µs`;
    return [
      {
        work: 'GET of the permit page, draft loaded',
        unit: '×',
        value: ours.cpu / least.cpu,
        goal: { most: 6 },
        measured: tell(ours.cpu),
      },
      {
        work: 'the same, compressed with brotli',
        unit: '×',
        value: brotli.cpu / least.cpu,
        goal: null,
        measured: tell(brotli.cpu),
      },
    ];
  } finally {
    await bare.stop();
  }
}
