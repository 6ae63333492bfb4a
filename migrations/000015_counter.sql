-- What somebody of the office saw when they filed an application for a person at the counter. A fact of the office: what
-- contractors see is never made of it.
create table counter_filings (
  application_id bigint primary key references applications,
  staff_id bigint not null,
  staff_name text not null,
  paper text not null check (paper in ('national-id', 'passport', 'residence-card', 'other')),
  paper_words text not null default '' check ((paper = 'other') = (paper_words <> '')),
  -- Who was there for the contractor; null: the contractor was.
  representative text check (representative <> ''),
  at timestamptz not null default moment()
);

-- Many at once -----------------------------------------------------------------------------------
-- What somebody of the office wants done with many applications, and what became of each. Without `confirmed_at` it is a
-- dry run, of which nothing was done.
create table batches (
  id bigint generated always as identity primary key,
  staff_id bigint not null,
  staff_name text not null,
  action text not null check (action in ('approve', 'refuse', 'take', 'release')),
  reason text not null default '',
  words text not null default '',
  made_at timestamptz not null default moment(),
  confirmed_at timestamptz
);
create index batches_of_staff on batches (staff_id, id desc);

-- `revision`: what was seen of the application in the dry run. An outcome is written once, in the transaction that did it.
create table batch_rows (
  batch_id bigint not null references batches on delete cascade,
  place integer not null,
  application_id bigint not null references applications,
  revision text not null default '',
  forecast jsonb,
  chosen boolean not null default false,
  outcome jsonb,
  done_at timestamptz,
  undone jsonb,
  primary key (batch_id, application_id)
);
