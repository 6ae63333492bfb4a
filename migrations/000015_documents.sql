-- Documents -----------------------------------------------------------------------------------------
-- The public halves of the keys that sign what a QR code says. A key that is no longer used stays: what it signed is good.
create table document_keys (
  id text primary key,
  x text not null unique,
  added_at timestamptz not null default moment(),
  number bigint generated always as identity unique
);

-- A document is written down when the decision is final, and made after that: its bytes follow from what stands here.
-- Whether it is superseded or withdrawn is not stored: it follows from later documents and from the register.
create table documents (
  id uuid primary key,
  code text not null unique,
  application_id bigint not null unique references applications,
  service text not null,
  subject text not null,
  ordinal integer not null check (ordinal >= 1),
  valid_from date not null,
  valid_until date not null,
  frozen jsonb not null,
  prepared_at timestamptz not null default moment(),
  -- The signature is kept before the file is: no two are alike, and a file that is made again must be the same.
  key_id text references document_keys,
  signature bytea,
  hash bytea,
  issued_at timestamptz,
  check (valid_from <= valid_until),
  check ((signature is null) = (key_id is null)),
  check ((hash is null) = (issued_at is null)),
  check (hash is null or signature is not null)
);
create unique index documents_of_term on documents (service, subject, ordinal);
