-- The first schema. Facts are rows; what can be derived from them (the status of a permit or of an
-- application, the end of a setting's time) is not stored.

-- The clock ------------------------------------------------------------------------------------
-- Every time in the service is the database's, so that many processes agree; tests and the demo move it.
create table clock (
  one boolean primary key default true check (one),
  shift interval not null default '0'
);
insert into clock default values;

create function moment() returns timestamptz language sql stable
  as $$ select now() + shift from clock $$;

-- The register ---------------------------------------------------------------------------------
create table contractors (
  id bigint generated always as identity primary key,
  number bigint not null unique check (number between 1 and 9999999999),
  name text not null check (name <> ''),
  phone text check (phone ~ '^\+[0-9]{8,15}$')
);

-- The last event says whether the contractor is suspended.
create table contractor_events (
  id bigint generated always as identity primary key,
  contractor_id bigint not null references contractors,
  kind text not null check (kind in ('suspended', 'reinstated')),
  day date not null,
  reason text not null default '',
  recorded_at timestamptz not null default moment()
);
create index contractor_events_of on contractor_events (contractor_id, id desc);

-- A permit's number is unique within its year only.
create table permits (
  id bigint generated always as identity primary key,
  contractor_id bigint not null references contractors,
  number bigint not null check (number between 1 and 9999999999),
  year smallint not null check (year between 1900 and 2999),
  type text not null default '',
  location text not null default '',
  utility_owner text not null default '',
  issued_on date,
  unique (year, number)
);
create index permits_of_contractor on permits (contractor_id);

-- The last event says whether the permit is withdrawn.
create table permit_events (
  id bigint generated always as identity primary key,
  permit_id bigint not null references permits,
  kind text not null check (kind in ('withdrawn', 'restored')),
  day date not null,
  reason text not null default '',
  recorded_at timestamptz not null default moment()
);
create index permit_events_of on permit_events (permit_id, id desc);

-- Settings -------------------------------------------------------------------------------------
-- A value holds from its day until the next value of the same key begins: periods cannot overlap.
create table settings (
  key text not null,
  valid_from date not null,
  value jsonb not null,
  set_by text not null,
  set_at timestamptz not null default moment(),
  primary key (key, valid_from)
);

-- Drafts ---------------------------------------------------------------------------------------
-- The id is the intent: minted with the first form, carried to the application, unique in both.
-- The holder is the SHA-256 of a key that only the contractor's browser has.
create table drafts (
  id uuid primary key,
  holder bytea not null,
  service text not null,
  version integer not null,
  lang text not null check (lang in ('ar', 'en')),
  typed jsonb not null default '{}',
  answers jsonb not null default '{}',
  found jsonb,
  outcome jsonb,
  proof jsonb,
  revision integer not null default 1,
  created_at timestamptz not null default moment(),
  touched_at timestamptz not null default moment()
);
create index drafts_of_holder on drafts (holder, service, touched_at desc);
create index drafts_by_age on drafts (service, touched_at);

-- Codes ----------------------------------------------------------------------------------------
create table sms_codes (
  id uuid primary key,
  draft_id uuid not null references drafts on delete cascade,
  phone text not null,
  prefix text not null,
  hash bytea not null,
  created_at timestamptz not null default moment(),
  expires_at timestamptz not null
);
create index sms_codes_of on sms_codes (draft_id, phone, created_at desc);

create table screen_codes (
  id uuid primary key,
  draft_id uuid not null references drafts on delete cascade,
  hash bytea not null,
  created_at timestamptz not null default moment(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index screen_codes_of on screen_codes (draft_id, created_at desc);

-- A solved proof of work verifies any number of times; here it is spent once.
create table spent_work (
  id text primary key,
  expires_at timestamptz not null
);

-- Counters of what is limited. Not logged: a crash may forget them, a limit must never slow a commit.
create unlogged table counters (
  key text primary key,
  started_at timestamptz not null,
  count integer not null
);

-- Applications ---------------------------------------------------------------------------------
create table applications (
  id bigint generated always as identity primary key,
  reference text not null unique,
  intent uuid not null unique,
  holder bytea not null,
  service text not null,
  version integer not null,
  lang text not null check (lang in ('ar', 'en')),
  subject text not null,
  found jsonb not null,
  answers jsonb not null,
  shown jsonb not null,
  proof jsonb not null,
  phone text not null,
  phone_of_register boolean not null,
  submitted_at timestamptz not null default moment(),
  promised_on date not null
);
create index applications_of_holder on applications (holder, service, id desc);

create table application_events (
  id bigint generated always as identity primary key,
  application_id bigint not null references applications,
  kind text not null check (kind in ('submitted')),
  actor text not null,
  data jsonb not null default '{}',
  at timestamptz not null default moment()
);
create index application_events_of on application_events (application_id, id);

-- One open application for one subject: the primary key is the promise.
create table open_applications (
  service text not null,
  subject text not null,
  application_id bigint not null unique references applications,
  primary key (service, subject)
);
create index open_applications_in_order on open_applications (service, application_id);

-- Who has shown reference and phone ending on the status page, and may look at it for a while.
create table status_views (
  holder bytea primary key,
  application_id bigint not null references applications,
  expires_at timestamptz not null
);

-- Terms: a renewal adds one; the last one says until when the permit is good. ---------------------
create table permit_terms (
  permit_id bigint not null references permits,
  ordinal integer not null check (ordinal >= 1),
  valid_from date not null,
  valid_until date not null,
  application_id bigint references applications,
  recorded_at timestamptz not null default moment(),
  primary key (permit_id, ordinal),
  check (valid_from <= valid_until)
);

-- Messages -------------------------------------------------------------------------------------
-- A message is a row before it is sent. The text of a code is never stored: the worker makes it from the code's id.
create table messages (
  id uuid primary key,
  kind text not null check (kind in ('code', 'submitted')),
  phone text not null,
  lang text not null check (lang in ('ar', 'en')),
  text text,
  code_id uuid references sms_codes on delete set null,
  application_id bigint references applications,
  created_at timestamptz not null default moment(),
  sent_at timestamptz,
  refused_at timestamptz,
  gateway_reference text
);
create index messages_of_application on messages (application_id) where application_id is not null;

-- The simulated phones of the demo.
create table demo_phone (
  id uuid primary key,
  arrival bigint generated always as identity,
  phone text not null,
  text text not null,
  at timestamptz not null default moment()
);
create index demo_phone_of on demo_phone (phone, arrival desc);
