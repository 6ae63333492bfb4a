import { http, load } from '../support/load.ts';
import { cookieOf, lookUpRequest, renewal } from '../support/site.ts';
import type { Result } from '../support/result.ts';
import type { Site } from '../support/site.ts';

/** Memory of the web process after a mixed load: pages, look-ups, forms with mistakes, the home page, files. */
export async function measureMemory({ portal }: Site, quick: boolean): Promise<Result[]> {
  const { port } = portal;
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, portal.memory())), 200);
  const requests = [
    () => http(port, `${renewal}/permit`, { cookie: cookieOf(1), encoding: 'br' }),
    () => lookUpRequest(port),
    () => http(port, `${renewal}/renewal`, { cookie: cookieOf(1), encoding: 'br' }),
    () => http(port, '/ar', { encoding: 'br' }),
    () => http(port, '/en/services', { encoding: 'gzip' }),
    () => http(port, '/ar/track', { encoding: 'br' }),
    () => lookUpRequest(port),
    () => http(port, '/favicon.ico'),
  ];
  const { requests: done, failures } = await load({
    port,
    connections: 50,
    seconds: quick ? 20 : 60,
    request: (n) => requests[n % requests.length]?.() ?? '',
    right: ({ status }) => status < 400,
  });
  clearInterval(watch);
  if (failures > 0) throw new Error(`${failures} answers of the mixed load were wrong`);
  return [
    {
      work: 'memory after the load, one web process on PostgreSQL',
      unit: 'MB',
      value: portal.memory(),
      goal: { most: 160 },
      measured: `${done} requests by 50 connections; at most ${most.toFixed(0)} MB in between`,
    },
  ];
}
