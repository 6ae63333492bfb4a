import type { Channel } from '../channels/channel.ts';
import type { Database } from '../db/database.ts';

/** A gateway whose phones are rows: for the demo and for tests. The same message, sent again, arrives once, and it can be asked. */
export function simulatedGateway(db: Database): Channel {
  return {
    name: 'simulator',
    send: async ({ id, to, text }) => {
      await db.query
        .insertInto('demo_phone')
        .values({ id, phone: to, text })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      return { kind: 'accepted', references: [id] };
    },
    ask: async (id) => {
      const found = await db.query
        .selectFrom('demo_phone')
        .select('id')
        .where('id', '=', id)
        .executeTakeFirst();
      return found === undefined ? { kind: 'has-not' } : { kind: 'has', references: [id] };
    },
    probe: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** What a simulated phone received, newest first; at most 50. */
export async function readSimulatedPhone(
  db: Database,
  phone: string,
): Promise<{ at: string; text: string }[]> {
  const rows = await db.query
    .selectFrom('demo_phone')
    .select(['at', 'text'])
    .where('phone', '=', phone)
    .orderBy('at', 'desc')
    .orderBy('arrival', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({ at: row.at.toISOString(), text: row.text }));
}
