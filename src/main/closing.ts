import { Server as NetServer } from 'node:net';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** How long answers ask browsers to close their connections before the door is shut, in milliseconds. */
const drainFor = 700;

/** How long after that a connection without a request is kept, since one may be on its way; in milliseconds. */
const onTheWay = 300;

/** How long after that a request may still be on its way, in milliseconds. Who sends more slowly is cut off. */
const patience = 5000;

/** Stops a server so that nobody notices. `begun`: it is stopping, and should be sent nobody any more. */
export type Closing = { begun: () => boolean; close: () => Promise<void> };

/**
 * Makes a server one that closes gently: for a moment it goes on answering, and asks each connection to close after
 * its answer; then it shuts the door, and waits for what is in hand. Call it before the server listens.
 */
export function closingGently(app: FastifyInstance): Closing {
  let begun = false;
  let doorShut: Promise<void> | undefined;
  app.addHook('onRequest', async () => doorShut);
  app.addHook('onSend', async (_request, reply) => {
    if (begun) void reply.header('connection', 'close');
  });

  return {
    begun: () => begun,
    close: async () => {
      begun = true;
      await wait(drainFor);
      // The system resets connections that it has made but that we have not taken over when the door is shut. New
      // requests wait for a moment, so that nothing but taking over connections is done just before.
      const { promise, resolve: letIn } = Promise.withResolvers<void>();
      doorShut = promise;
      await quietTurn(app.server);
      // Not the close of HTTP's own server: that one also ends connections whose first request is still on its way.
      const allGone = new Promise((resolve) => NetServer.prototype.close.call(app.server, resolve));
      letIn();
      await wait(onTheWay);
      app.server.closeIdleConnections();
      const cutOff = setTimeout(() => app.server.closeAllConnections(), patience);
      await allGone;
      clearTimeout(cutOff);
      await app.close();
    },
  };
}

/**
 * Resolves right after the event loop looked for new connections several times and found none, doing next to nothing
 * else; after 500 ms at the latest, when they never cease to come.
 */
async function quietTurn(server: Server): Promise<void> {
  let came = 0;
  const count = () => (came += 1);
  server.on('connection', count);
  const until = performance.now() + 500;
  let quiet = 0;
  for (let now = performance.now(); now < until && quiet < 10;) {
    const before = came;
    await turn();
    const took = performance.now() - now;
    now += took;
    quiet = came === before && took < 0.2 ? quiet + 1 : 0;
  }
  server.off('connection', count);
}
