import pg from 'pg';

/** What a contractor was shown, as it is frozen: about as much as a usual application has. */
const shown = `'${JSON.stringify({
  found: [
    { name: 'name', question: 'اسم المقاول', answer: 'شركة قناطر الحجر الأبيض للمقاولات', kind: 'plain' },
    { name: 'location', question: 'الموقع', answer: 'شارع السوسنة', kind: 'plain' },
    { name: 'until', question: 'ساري حتى', answer: '5 أيلول 2027', kind: 'isolated' },
    { name: 'newUntil', question: 'سيصبح ساريا حتى', answer: '4 كانون الأول 2027', kind: 'isolated' },
  ],
  answers: [
    { name: 'contractorNumber', question: 'رقم المقاول', answer: '5017', kind: 'isolated' },
    { name: 'permitNumber', question: 'رقم التصريح', answer: '700017', kind: 'isolated' },
    { name: 'permitYear', question: 'سنة التصريح', answer: '2026', kind: 'isolated' },
    { name: 'reason', question: 'سبب التجديد', answer: 'الأحوال الجوية', kind: 'plain' },
    { name: 'phone', question: 'رقم الهاتف', answer: '079 000 0017', kind: 'isolated' },
  ],
})}'`;

/**
 * Open applications: a fifth of them overdue, one in a hundred set aside, one in fifty waiting, twenty contractors'
 * names and forty endings of phones, so that a search finds more than it looks at in both. Their permits are in the
 * register. Foreign keys are not checked: a million take minutes less.
 */
export async function fillApplications(url: string, applications: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`);
    await client.query('alter table application_words drop constraint application_words_pkey');
    await client.query(`insert into applications (reference, intent, holder, service, version, lang, subject, found, answers,
        shown, proof, phone, phone_of_register, promised_on, search)
      select 'bench ' || n, gen_random_uuid(), '', 'contractor-permit-renewal', 1, 'ar', 'permit:2026/' || n,
        jsonb_build_object('name', name, 'label', n || ' / 2026'),
        jsonb_build_object('contractorNumber', (5000 + n % 1000)::text, 'permitNumber', n::text, 'permitYear', '2026',
          'reason', (array['weather', 'materials', 'other', 'stopped'])[1 + n % 4]), ${shown}, '{}',
        '+9627900' || lpad((n % 40)::text, 5, '0'), false, current_date + (n % 50) - 10,
        ' ' || concat_ws(' ', n || '/2026', 5000 + n % 1000, n, lpad((n % 40)::text, 4, '0'), name) || ' '
      from generate_series(1, ${applications}) n, lateral (select 'شركه ' || (array['قناطر', 'سنابل', 'مرايا', 'نواعير',
        'بيادر'])[1 + n / 4 % 5] || ' ' || (array['الحجر', 'التل', 'الوادي', 'الافق'])[1 + n % 4] || ' للمقاولات' as name) x`);
    await client.query(`insert into application_events (application_id, kind, actor)
      select id, 'submitted', 'contractor' from applications`);
    await client.query(`insert into open_applications (service, subject, application_id, promised_on, waiting, reason, returns_on)
      select service, subject, id, promised_on, id % 50 = 0, (array['weather', 'materials', 'other', 'stopped'])[1 + id % 4],
        case when id % 100 = 7 then current_date + 5 end from applications`);
    await client.query(`insert into application_words select distinct word, id
      from applications, unnest(string_to_array(trim(search), ' ')) as word`);
    await client.query('alter table application_words add primary key (word, application_id)');
    await client.query(`insert into contractors (number, name)
      select 5000 + n, 'شركة قناطر الحجر الأبيض للمقاولات' from generate_series(0, 999) n`);
    await client.query(`insert into permits (contractor_id, number, year, type, location, utility_owner, phone, valid_from, valid_until)
      select c.id, n, 2026, 'حفريات مياه', 'شارع السوسنة', 'شركة المياه', '+962790000000', current_date - 20, current_date + 9
      from generate_series(1, ${applications}) n join contractors c on c.number = 5000 + n % 1000`);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
