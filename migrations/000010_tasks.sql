-- The register in the office: found by names, changed by people with a reason, filled by files that a browser sent.

-- A name as it is searched: as the program folds names, words between single spaces, a space at both ends. What is typed into
-- a search goes through the same function.
create function folded(name text) returns text language sql immutable strict parallel safe
  as $$ select ' ' || btrim(regexp_replace(
    translate(lower(normalize(name, NFKC)), 'أإآٱةىؤئکی٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹' || U&'\0640\064B\064C\064D\064E\064F\0650\0651\0652\0670',
      'ااااهيويكي01234567890123456789'),
    '[' || U&'\0001-\002F\003A-\0040\005B-\0060\007B-\00BF\060C\061B\061F\2000-\206F\3000' || ']+', ' ', 'g')) || ' ' $$;

alter table contractors add column search text generated always as (folded(name)) stored;

-- The words of all names, each with its contractor: pages of a search are ranges of the key. Triggers keep them, whoever writes
-- contractors: an import, its undoing, the demo. No foreign key: of four rows for each contractor it would be most of the cost.
create table contractor_words (
  word text collate "C" not null,
  contractor_id bigint not null,
  primary key (word, contractor_id)
);
create function words_of_name(search text) returns setof text language sql immutable strict parallel safe rows 5
  as $$ select distinct left(word, 100) from unnest(string_to_array(btrim(search), ' ')) as word where word <> '' $$;
insert into contractor_words select word, id from contractors, words_of_name(search) as word order by word, id;

create function contractor_words_added() returns trigger language plpgsql as $$
begin
  insert into contractor_words select word, id from added, words_of_name(search) as word order by word, id;
  return null;
end $$;
create function contractor_words_changed() returns trigger language plpgsql as $$
begin
  delete from contractor_words w using removed r join added a using (id), words_of_name(r.search) as gone
    where a.search <> r.search and w.word = gone and w.contractor_id = r.id;
  insert into contractor_words select word, a.id from added a join removed r using (id), words_of_name(a.search) as word
    where a.search <> r.search;
  return null;
end $$;
create function contractor_words_removed() returns trigger language plpgsql as $$
begin
  delete from contractor_words w using removed r, words_of_name(r.search) as gone
    where w.word = gone and w.contractor_id = r.id;
  return null;
end $$;
create function contractor_words_emptied() returns trigger language plpgsql as $$
begin
  truncate contractor_words;
  return null;
end $$;
create trigger words_added after insert on contractors referencing new table as added
  for each statement execute function contractor_words_added();
create trigger words_changed after update on contractors referencing old table as removed new table as added
  for each statement execute function contractor_words_changed();
create trigger words_removed after delete on contractors referencing old table as removed
  for each statement execute function contractor_words_removed();
create trigger words_emptied after truncate on contractors
  for each statement execute function contractor_words_emptied();

-- The pages of a contractor's permits, and the contractors of a phone's ending, are ranges of an index as well.
drop index permits_of_contractor;
create index permits_of_contractor on permits (contractor_id, year desc, number desc);
create index permits_of_phone on permits (right(phone, 4), contractor_id) where phone is not null;

-- What the office says of a permit or a contractor: by whom, as they were named then, and for which reason of the city's list, in
-- the words that it had then. The words of the person stand in `reason`.
alter table permit_events
  add column staff_id bigint,
  add column staff_name text,
  add column given jsonb,
  add constraint permit_events_staff check (num_nulls(staff_id, staff_name, given) in (0, 3));
alter table contractor_events
  add column staff_id bigint,
  add column staff_name text,
  add column given jsonb,
  add constraint contractor_events_staff check (num_nulls(staff_id, staff_name, given) in (0, 3));

-- What somebody of the office has brought about with files: a file that was sent, its dry run, its import; or the undoing of an import.
-- The file itself lies in the data folder under `stored` until the work is done, or for a day.
create table register_tasks (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('import', 'undo')),
  state text not null check (state in ('to-check', 'checking', 'checked', 'unreadable', 'to-import', 'importing', 'done',
    'discarded', 'to-undo', 'undoing', 'undone', 'not-undone', 'failed')),
  -- Counts up with each new piece of work: a job of an earlier one does nothing.
  attempt integer not null default 1,
  import_id bigint references register_imports,
  file text not null,
  stored text,
  size bigint,
  options jsonb not null default '{}',
  header jsonb,
  problem jsonb,
  summary jsonb,
  samples jsonb,
  progress jsonb,
  reason text not null default '',
  staff_id bigint not null,
  staff_name text not null,
  place text not null,
  created_at timestamptz not null default moment(),
  changed_at timestamptz not null default moment(),
  -- Written every second by whoever is at work: one that stands still says that nobody is.
  beat_at timestamptz
);
create index register_tasks_with_files on register_tasks (changed_at) where stored is not null;
