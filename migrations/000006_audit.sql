-- Who did what, when, why and from where. Rows are chained by hash in the order of their ids, without gaps; how is written
-- in docs/audit.md, word for word what audit_hash says. Nothing here is ever changed or deleted.
create table audit (
  id bigint primary key check (id >= 1),
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  reason text not null,
  place text not null,
  data jsonb not null,
  previous bytea not null,
  hash bytea not null unique
);
create index audit_of_actor on audit (actor, id);
create index audit_of_subject on audit (subject, id);
create index audit_by_time on audit (at);

-- What a transaction records waits here until it commits. No row outlives its transaction, so there is nothing to log.
create unlogged table audit_inbox (
  number bigint generated always as identity primary key,
  at timestamptz not null default moment(),
  actor text not null check (actor <> ''),
  action text not null check (action <> ''),
  subject text not null,
  reason text not null,
  place text not null,
  data jsonb not null
);

-- A time as it is hashed and exported.
create function audit_time(at timestamptz) returns text language sql immutable parallel safe
  as $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

create function audit_hash(previous bytea, id bigint, at timestamptz, actor text, action text, subject text, reason text,
  place text, data jsonb) returns bytea language sql stable
  as $$ select sha256(previous || convert_to('[' || id || ',' || to_json(audit_time(at)) || ',' || to_json(actor) || ','
    || to_json(action) || ',' || to_json(subject) || ',' || to_json(reason) || ',' || to_json(place) || ','
    || to_json(data::text) || ']', 'UTF8')) $$;

-- Chains what a transaction recorded, at its commit and not before: only the commits of recording transactions take turns,
-- and whoever waits for the lock holds nothing that the holder of it could still want. Runs with the rights of its owner,
-- so that the application needs no right on the chain itself.
create function chain_audit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  last_id bigint;
  last_hash bytea;
begin
  -- A transaction that sees one moment only would not see what was chained while it waited.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the audit is recorded in transactions that are read committed' using errcode = '25001';
  end if;
  perform pg_advisory_xact_lock(7201946006);
  select id, hash into last_id, last_hash from audit order by id desc limit 1;
  if not found then
    last_id := 0;
    last_hash := decode(repeat('00', 32), 'hex');
  end if;
  insert into audit values (last_id + 1, new.at, new.actor, new.action, new.subject, new.reason, new.place, new.data, last_hash,
    audit_hash(last_hash, last_id + 1, new.at, new.actor, new.action, new.subject, new.reason, new.place, new.data));
  delete from audit_inbox where number = new.number;
  return null;
end $$;
revoke execute on function chain_audit() from public;
create constraint trigger chain after insert on audit_inbox deferrable initially deferred
  for each row execute function chain_audit();

-- Rights keep the application away; this keeps everyone, the owner too unless it drops the trigger first.
create function keep_audit() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is only added to' using errcode = '42501';
end $$;
create trigger keep_rows before update or delete on audit for each statement execute function keep_audit();
create trigger keep_all before truncate on audit for each statement execute function keep_audit();
-- What was recorded is chained as it was recorded.
create trigger keep_rows before update on audit_inbox for each statement execute function keep_audit();
