// The least that a page of somebody's data can cost in an office: Node's own server and pg find the session, read what the page
// shows, record that it was read, and send as many bytes as our page has, put together by plain template strings.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });

const session = `select s.staff_id, p.name, p.role from staff_sessions s join staff p on p.id = s.staff_id
  where token_hash = $1 and proven and seen_at > moment() - interval '30 minutes' and expires_at > moment() and disabled_at is null`;

const queue = `select a.id, a.reference, a.found ->> 'name' as name, a.found ->> 'label' as label, o.reason, a.submitted_at, o.promised_on,
    e.kind, l.staff_name as held_by
  from (select * from open_applications where (returns_on is null or returns_on <= current_date) and returned_on is null
    order by promised_on, application_id limit 26) o
    join applications a on a.id = o.application_id
    cross join lateral (select kind from application_events where application_id = a.id order by id desc limit 1) e
    left join leases l on l.application_id = a.id and l.until > moment()
  order by o.promised_on, o.application_id`;

const application = `select reference, phone, answers, shown, submitted_at, promised_on from applications where id = $1`;
const events = `select kind, at, data, staff_name from application_events where application_id = $1 order by id`;
const notes = `select staff_name, at, words from notes where application_id = $1 order by id`;
const permit = `select p.type, p.location, c.name, p.phone, coalesce(t.valid_until, p.valid_until) as valid_until
  from permits p join contractors c on c.id = p.contractor_id
    left join lateral (select valid_until from permit_terms where permit_id = p.id order by ordinal desc limit 1) t on true
  where p.year = $1 and p.number = $2 and c.number = $3`;

const audit = `insert into audit_inbox (actor, action, subject, reason, place, data) values ($1, $2, $3, '', 'bench', $4)`;

type Row = Record<string, unknown>;

async function ask(name: string, text: string, values: unknown[]): Promise<Row[]> {
  const { rows } = await pool.query<Row>({ name, text, values });
  return rows;
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** A value as it stands in the page, escaped; what is neither text nor number as JSON. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '–');
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}

async function drawQueue(): Promise<{ main: string; read: Row }> {
  const rows = await ask('queue', queue, []);
  const lines = rows.map(
    (
      row,
    ) => `<tr><td>${shown(row['promised_on'])}</td><th><a href="/applications/${shown(row['id'])}">${shown(row['reference'])}</a></th>
<td>${shown(row['name'])}</td><td>${shown(row['label'])}</td><td>${shown(row['reason'])}</td><td>${shown(row['submitted_at'])}</td>
<td>${shown(row['kind'])}</td><td>${shown(row['held_by'])}</td></tr>`,
  );
  return { main: `<table>${lines.join('')}</table>`, read: { applications: rows.map((row) => row['id']) } };
}

async function drawApplication(id: number): Promise<{ main: string; read: Row }> {
  const [row = {}] = await ask('application', application, [id]);
  const answers = row['answers'] as Record<string, string>;
  const asked = [answers['permitYear'], answers['permitNumber'], answers['contractorNumber']];
  const [happened, written, [found = {}]] = [
    await ask('events', events, [id]),
    await ask('notes', notes, [id]),
    await ask('permit', permit, asked),
  ];
  const facts = (named: Row) =>
    Object.entries(named).map(([name, value]) => `<dt>${name}</dt><dd>${shown(value)}</dd>`);
  const list = (rows: Row[]) => rows.map((each) => `<li>${facts(each).join('')}</li>`);
  const main = `<h1>${shown(row['reference'])}</h1><dl>${facts(answers).join('')}</dl><dl>${facts(found).join('')}</dl>
<ul>${list(happened).join('')}</ul><ul>${list(written).join('')}</ul>`;
  return { main, read: { application: id } };
}

const filling = '<p>صفحة كبيرة كصفحتنا</p>\n'.repeat(4000);

createServer((request, response) => {
  const { url = '', headers } = request;
  if (headers.cookie === undefined) return void response.end('ok');
  void answer(url, headers.cookie.replace('tajdeed-staff=', '')).then((page) => {
    response.writeHead(page ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': page?.length ?? 0,
    });
    response.end(page ?? '');
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');

async function answer(url: string, token: string): Promise<Buffer | null> {
  const [person] = await ask('session', session, [createHash('sha256').update(token).digest()]);
  if (!person) return null;
  const id = Number(/\/applications\/(\d+)$/.exec(url)?.[1] ?? 0);
  const { main, read } = id === 0 ? await drawQueue() : await drawApplication(id);
  const values = [`staff:${String(person['staff_id'])}`, 'application.read', url, JSON.stringify(read)];
  await ask('audit', audit, values);
  const bytes = Number(process.env[id === 0 ? 'QUEUE_BYTES' : 'APPLICATION_BYTES']);
  const page = `<!DOCTYPE html><html lang="ar"><title>${shown(person['name'])}</title><main>${main}</main></html>`;
  // Arabic takes two bytes a letter: what is missing is filled in, and cut to the byte.
  return Buffer.from(page + filling.slice(0, Math.max(0, bytes - page.length))).subarray(0, bytes);
}
