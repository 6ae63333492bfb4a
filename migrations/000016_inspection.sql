-- Checking without a network ---------------------------------------------------------------------
-- The list of documents that are no longer good, as it was signed last: one row. It follows from the register and the documents,
-- and can be made again at any time.
create table withdrawal_list (
  one boolean primary key default true check (one),
  message bytea not null,
  key_id text not null references document_keys,
  -- When the register was begun to be asked: what was withdrawn later may be missing.
  issued_at timestamptz not null,
  -- Documents in the list, in all.
  documents integer not null
);

-- The list looks only at documents that have not long ended.
create index documents_by_end on documents (valid_until, id);

-- Inspections ------------------------------------------------------------------------------------
-- What an inspector found in the street. The id is minted with the form, on the phone: what is sent twice is here once.
create table inspections (
  id uuid primary key,
  staff_id bigint not null,
  staff_name text not null,
  -- As they stood on the paper; the permit is the register's, if there was one when it was received.
  permit_number bigint not null check (permit_number between 1 and 9999999999),
  permit_year smallint not null check (permit_year between 1900 and 2999),
  permit_id bigint references permits on delete set null,
  document_id uuid references documents,
  finding text not null check (finding in ('in-order', 'ended', 'withdrawn', 'not-found', 'altered', 'outside-conditions')),
  words text not null default '',
  -- The file of its photo, in the store of documents: SHA-256, kind and size.
  photo_hash bytea,
  photo_kind text check (photo_kind in ('jpeg', 'png')),
  photo_size integer,
  -- By the clock of the phone, which decides nothing.
  noted_at timestamptz not null,
  received_at timestamptz not null default moment(),
  check (num_nulls(photo_hash, photo_kind, photo_size) in (0, 3))
);
create index inspections_of_permit on inspections (permit_year, permit_number, received_at desc);
create index inspections_of_row on inspections (permit_id) where permit_id is not null;
create index inspections_of_staff on inspections (staff_id, received_at desc);
create index inspections_with_photo on inspections (photo_hash) where photo_hash is not null;

-- Permits that ended or end soon are a range of an index: a permit's own last day, and that of each term a renewal added.
create index permits_by_end on permits (valid_until);
create index permit_terms_by_end on permit_terms (valid_until);
