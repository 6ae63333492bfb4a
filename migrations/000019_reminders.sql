-- Reminders before a permit ends, the links and calendars that come with them, and SMS that people write to the city.

alter table messages
  drop constraint messages_kind_check,
  add constraint messages_kind_check check (kind in ('code', 'submitted', 'not-renewable', 'approved', 'refused',
    'returned', 'completed', 'withdrawn', 'restored', 'alarm', 'test', 'completion-warning', 'lapsed', 'objected',
    'objection-upheld', 'objection-rejected', 'phone-change', 'phone-changed', 'reminder', 'answer'));

-- The register says that its phone may be reminded.
alter table permits add column reminders boolean not null default false;
create index permits_to_remind on permits (valid_until, id) where reminders;

-- Who asked on a receipt to be reminded of what, at which proven phone. Rows are ended, never deleted.
create table reminder_consents (
  id bigint generated always as identity primary key,
  service text not null,
  subject text not null,
  -- The numbers by which the register finds it.
  answers jsonb not null,
  phone text not null,
  lang text not null check (lang in ('ar', 'en')),
  through text not null check (through in ('receipt')),
  application_id bigint not null references applications,
  given_at timestamptz not null default moment(),
  ended_at timestamptz,
  ended_through text check (ended_through in ('receipt', 'link', 'sms')),
  check ((ended_at is null) = (ended_through is null))
);
create unique index reminder_consents_stand on reminder_consents (service, subject, phone) where ended_at is null;
create index reminder_consents_of on reminder_consents (application_id);

-- A phone that wants no reminders, whatever the register says of it. Asking for one on a receipt takes the row away.
create table reminder_stops (
  phone text primary key,
  through text not null check (through in ('link', 'sms')),
  at timestamptz not null default moment()
);

-- Which rung of the ladder was told of which term: once, whoever tries, and however often.
create table reminders (
  service text not null,
  subject text not null,
  ends_on date not null,
  phone text not null,
  rung integer not null check (rung >= 0),
  message_id uuid not null references messages,
  answers jsonb not null,
  label text not null,
  -- When its link began an application: it does so once.
  used_at timestamptz,
  primary key (service, subject, ends_on, phone, rung)
);
create index reminders_of_message on reminders (message_id);

-- The link of a reminder: only its hash.
create table reminder_links (
  hash bytea primary key,
  message_id uuid not null references messages
);
create index reminder_links_of on reminder_links (message_id);

-- SMS that somebody wrote to the city, by the name that the gateway gives it: what comes twice is answered once.
create table incoming_sms (
  gateway text not null,
  id text not null,
  phone text not null,
  -- Forgotten with the answer.
  text text,
  at timestamptz not null default moment(),
  answered_at timestamptz,
  outcome text check (outcome ~ '^[a-z-]{1,40}$'),
  primary key (gateway, id)
);
create index incoming_sms_old on incoming_sms (at);

-- A portal that is there already goes on as it was: nobody is reminded until the city sets a ladder.
insert into settings (key, valid_from, value, set_by)
  select each.key, s.since, each.value::jsonb, 'migration 19'
  from (select min(valid_from) as since from settings) s,
    (values ('contractor-permit-renewal.reminder-ladder', '[]'),
      ('contractor-permit-renewal.reminder-code', '"usual"'),
      ('limits.sms-answers', '{"phone":{"max":20,"seconds":86400},"all":{"max":2000,"seconds":3600}}')) as each (key, value)
  where s.since is not null;
