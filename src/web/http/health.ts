import type { FastifyInstance } from 'fastify';

/** What health tells: which process this is, which version, and whether it can work. */
export type Health = {
  /** A new one for each start, so that an orphan of an earlier start cannot answer for it. */
  bootId: string;
  version: string;
  /** Resolves when the database answers. */
  ready: () => Promise<void>;
};

/** How long readiness may take to be found out, in milliseconds. */
const patience = 2000;

/** `/health/live`: the process runs. `/health/ready`: it can work. */
export function healthRoutes(app: FastifyInstance, { bootId, version, ready }: Health): void {
  app.get('/health/live', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok', bootId, version }),
  );
  app.get('/health/ready', async (_request, reply) => {
    const tooLong = new Promise<never>((_, reject) => setTimeout(reject, patience).unref());
    const ok = await Promise.race([ready(), tooLong]).then(
      () => true,
      () => false,
    );
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ok ? 'ok' : 'unavailable', bootId, version });
  });
}
