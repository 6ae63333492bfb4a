// A small register elsewhere, for trying and testing: the demo's permits as another system might tell of them, in its
// own words, with a key, and with a mood that can be changed while it runs.
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { DemoPermit } from '../engine/define/register.ts';

const moods = ['up', 'slow', 'wrong', 'down', 'flapping'] as const;

/**
 * How the register feels. `slow`: each answer takes 2 seconds more; `wrong`: it tells of another permit, or not in
 * JSON, in turns; `down`: 503; `flapping`: in turns right and 503.
 */
type Mood = (typeof moods)[number];

/** How long a slow answer takes, in milliseconds. */
const slowness = 2000;

/**
 * Makes the register, which does not listen yet. `GET /permits/{year}/{number}?contractor={number}` with the key in
 * `x-api-key` gives a permit; `GET /mood?is=slow` changes the mood, `GET /mood` tells it.
 * @param permits the permits of this moment: the demo's dates move with the day
 */
export function demoRegister(permits: () => readonly DemoPermit[], key: string): Server {
  let mood: Mood = 'up';
  let asked = 0;

  const answerMood = (url: URL, response: ServerResponse) => {
    const wanted = url.searchParams.get('is');
    const found = moods.find((each) => each === wanted);
    if (wanted !== null && !found) return send(response, 400, { moods });
    mood = found ?? mood;
    return send(response, 200, { mood });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://register.invalid');
    if (url.pathname === '/mood') return answerMood(url, response);
    const [, year, number] = /^\/permits\/(\d{4})\/(\d{1,10})$/.exec(url.pathname) ?? [];
    if (year === undefined || number === undefined) return send(response, 404, { error: 'unknown address' });
    if (request.headers['x-api-key'] !== key) return send(response, 401, { error: 'wrong key' });
    asked += 1;
    const now = mood;
    if (now === 'slow') await wait(slowness);
    if (now === 'down' || (now === 'flapping' && asked % 2 === 0)) return send(response, 503, {});
    if (now === 'wrong' && asked % 2 === 0) return void response.end('<html>maintenance</html>');
    const contractor = url.searchParams.get('contractor');
    const permit = permits().find(
      (each) =>
        String(each.permitNumber) === number &&
        String(each.permitYear) === year &&
        String(each.contractorNumber) === contractor,
    );
    if (!permit) return send(response, 404, { error: 'no such permit' });
    send(response, 200, { data: { permit: inItsWords(permit, now === 'wrong' ? 1 : 0) } });
  };

  return createServer((request, response) => {
    // Who went away meanwhile gets no answer.
    answer(request, response).catch(() => response.destroy());
  });
}

/** A permit as the other system tells of it; `off` makes it another one. */
function inItsWords(permit: DemoPermit, off: number): object {
  return {
    no: String(permit.permitNumber + off),
    year: permit.permitYear,
    kind: permit.type,
    street: permit.location,
    from: `${permit.validFrom}T00:00:00`,
    to: `${permit.validUntil}T00:00:00`,
    cancelled_on: permit.withdrawnOn,
    contractor: {
      no: permit.contractorNumber,
      name: permit.contractorName,
      suspended_on: permit.suspendedOn,
      ...(permit.contractorPhone !== null && { mobile: permit.contractorPhone.replace('+962', '0') }),
    },
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
