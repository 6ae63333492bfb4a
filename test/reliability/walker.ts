import { setTimeout as wait } from 'node:timers/promises';
import { ask } from './http-client.ts';
import { renewal } from './intents.ts';
import type { Answer, Asked } from './http-client.ts';
import type { Intent, PermitNumbers } from './intents.ts';

let walkers = 0;

/**
 * Walks the whole journey to the check page as a browser does, pressing again whenever an answer does not come.
 * `null`: it was not there within `patience` milliseconds, as when the SMS is late, or the walk was called off.
 */
export async function walk(
  bases: readonly string[],
  permit: PermitNumbers,
  options: { patience?: number; calledOff?: () => boolean } = {},
): Promise<Intent | null> {
  walkers += 1;
  const phone = `+96278${3_000_000 + walkers * 10_007}`;
  const until = performance.now() + (options.patience ?? 20_000);
  let cookie = '';
  let turn = 0;
  const insist = async (asked: Asked): Promise<Answer | null> => {
    while (performance.now() < until && options.calledOff?.() !== true) {
      // Each request goes to the next process, where there are many.
      const base = bases[turn++ % bases.length] ?? '';
      const outcome = await ask(base, { ...asked, ...(cookie !== '' && { cookie }) });
      if (outcome.kind === 'answer' && outcome.status < 500) {
        const set = outcome.headers['set-cookie']?.[0]?.split(';')[0];
        if (set !== undefined) cookie = set;
        return outcome;
      }
      await wait(40);
    }
    return null;
  };

  const first = await insist({ method: 'GET', path: `${renewal}/permit` });
  const id = /name="draft" value="([0-9a-f-]{36})"/.exec(first?.body ?? '')?.[1];
  if (id === undefined) return null;
  const answered = await insist({
    method: 'POST',
    path: `${renewal}/permit`,
    fields: { draft: id, ...permit },
  });
  if (answered === null) return null;
  const fields = { draft: id, reason: 'weather', details: '', phone };
  if ((await insist({ method: 'POST', path: `${renewal}/renewal`, fields })) === null) return null;
  for (;;) {
    const inbox = await insist({
      method: 'GET',
      path: `/demo/phone.json?phone=${encodeURIComponent(phone)}`,
    });
    if (inbox === null) return null;
    const code = /\d{6}/.exec((JSON.parse(inbox.body) as { text: string }[])[0]?.text ?? '')?.[0];
    if (code !== undefined) {
      const proven = await insist({ method: 'POST', path: `${renewal}/code`, fields: { draft: id, code } });
      return proven?.headers.location === `${renewal}/check` ? { id, cookie, permit, phone } : null;
    }
    await wait(100);
  }
}
