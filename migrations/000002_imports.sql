-- What the register says of a permit stands with the permit: its own term, which is the first, and the phone of its row.
-- permit_terms keeps only the terms that renewals here added, so that an import never writes over one of them.
alter table permits
  add column phone text check (phone ~ '^\+[0-9]{8,15}$'),
  add column valid_from date,
  add column valid_until date;
update permits set valid_from = t.valid_from, valid_until = t.valid_until
  from permit_terms t where t.permit_id = permits.id and t.ordinal = 1;
update permits set phone = c.phone from contractors c where c.id = permits.contractor_id;
delete from permit_terms where ordinal = 1;
alter table permits
  alter column valid_until set not null,
  add constraint permits_term check (valid_from <= valid_until);
alter table permit_terms
  drop constraint permit_terms_ordinal_check,
  add constraint permit_terms_ordinal_check check (ordinal >= 2);
alter table contractors drop column phone;

-- Imports ----------------------------------------------------------------------------------------
-- One row for each file that was brought in: who, when, which file, and what came of its lines.
create table register_imports (
  id bigint generated always as identity primary key,
  file text not null,
  sha256 text not null,
  imported_by text not null,
  imported_at timestamptz not null default moment(),
  counts jsonb not null,
  undone_by text,
  undone_at timestamptz,
  check ((undone_by is null) = (undone_at is null))
);

-- Rows that an import added carry its number. Permits without a foreign key: of a million checks of one row an import would
-- take a third longer.
alter table contractors add column import_id bigint references register_imports;
alter table permits add column import_id bigint;
alter table contractor_events add column import_id bigint references register_imports;
alter table permit_events add column import_id bigint references register_imports;
create index contractors_of_import on contractors (import_id) where import_id is not null;
create index contractor_events_of_import on contractor_events (import_id) where import_id is not null;
create index permit_events_of_import on permit_events (import_id) where import_id is not null;

-- Rows that an import changed, as they were before it.
create table register_changes (
  import_id bigint not null references register_imports,
  contractor_id bigint references contractors,
  permit_id bigint references permits,
  before jsonb not null,
  check ((contractor_id is null) <> (permit_id is null))
);
create index register_changes_of_import on register_changes (import_id);
create index register_changes_of_permit on register_changes (permit_id) where permit_id is not null;
create index register_changes_of_contractor on register_changes (contractor_id) where contractor_id is not null;

-- What was built on a permit is found by its subject.
create index applications_of_subject on applications (subject);
