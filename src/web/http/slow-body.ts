import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/**
 * Cuts the connection of whoever has not sent the whole of a request in this time, in milliseconds. Node's own limit is one for all
 * requests, and a large file takes its time: a route that waits for one says so by `allowSlowBody`.
 */
export function cutSlowBodies(app: FastifyInstance, patience: number): void {
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    const { headers } = raw;
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) {
      // Its connection goes with it, unless all of it has come, whether anybody read it or not.
      const timer = setTimeout(() => {
        if (!raw.complete) raw.destroy();
      }, patience).unref();
      timers.set(raw, timer);
      for (const event of ['end', 'close']) raw.once(event, () => clearTimeout(timer));
    }
    done();
  });
}

/** Waits for this request as long as the server waits for any. To be called once it is known who sends it. */
export function allowSlowBody({ raw }: FastifyRequest): void {
  clearTimeout(timers.get(raw));
}
