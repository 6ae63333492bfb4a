// The least that a submit can cost: one transaction of the same inserts, by plain `pg`. The parent sends a pattern of the
// rows and how many transactions to make at how many connections; the answer is the seconds that they took.
import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A row of the portal to be copied, by its columns. */
export type Row = Record<string, unknown>;

/** What the parent asks for. */
export type BareSubmits = { url: string; connections: number; count: number; application: Row; message: Row };

async function submit(client: pg.Client, { application, message }: BareSubmits): Promise<void> {
  const insert = async (table: string, row: Row): Promise<pg.QueryResult<{ id: string }>> => {
    const names = Object.keys(row);
    const text = `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})
      returning *`;
    return client.query({ name: table, text, values: Object.values(row) });
  };
  const own = randomUUID();
  await client.query('begin');
  const { rows } = await insert('applications', {
    ...application,
    reference: own,
    intent: own,
    subject: own,
  });
  const id = rows[0]?.id;
  await insert('open_applications', {
    service: application['service'],
    subject: own,
    application_id: id,
    promised_on: application['promised_on'],
  });
  await client.query({
    name: 'application_words',
    text: `insert into application_words (word, application_id)
      select word, $1 from unnest(string_to_array(trim($2::text), ' ')) as word`,
    values: [id, application['search']],
  });
  await insert('application_events', { application_id: id, kind: 'submitted', actor: 'contractor' });
  await insert('messages', { ...message, id: own, application_id: id });
  await insert('jobs.job', { name: 'send-message', data: { messageId: own } });
  await client.query('commit');
}

process.on('message', (asked: BareSubmits) => {
  void (async () => {
    const clients = Array.from({ length: asked.connections }, () => new pg.Client(asked.url));
    await Promise.all(clients.map((client) => client.connect()));
    let left = asked.count;
    const began = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        while (left > 0) {
          left -= 1;
          await submit(client, asked);
        }
      }),
    );
    process.send?.((performance.now() - began) / 1000);
    await Promise.all(clients.map((client) => client.end()));
  })();
});
