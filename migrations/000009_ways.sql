-- Further ways to sign in: passkeys, and the city's own sign-in (OpenID Connect).

-- What an authenticator gave of itself. Its private key never leaves it.
create table passkeys (
  id bigint generated always as identity primary key,
  staff_id bigint not null references staff on delete cascade,
  -- As browsers write it: base64url.
  credential_id text not null unique,
  -- COSE.
  public_key bytea not null,
  -- How often it has signed, as it says; one that goes back was copied. Many always say 0.
  counter bigint not null,
  transports text[] not null,
  -- Given by the person.
  name text not null check (name <> ''),
  created_at timestamptz not null default moment(),
  last_used_at timestamptz
);
create index passkeys_of on passkeys (staff_id);

-- What a passkey shall sign: once, within minutes. Of a person, unless it is to say who they are.
create table passkey_challenges (
  challenge text primary key,
  purpose text not null check (purpose in ('sign-in', 'second-step', 'adding')),
  staff_id bigint references staff on delete cascade,
  -- The session that asked, and the name for a new one.
  session_hash bytea,
  name text,
  expires_at timestamptz not null,
  check ((staff_id is null) = (purpose = 'sign-in')),
  check ((name is not null) = (purpose = 'adding'))
);

-- Who somebody of the office is at the city's sign-in. Until it is linked it only asks to be.
create table staff_identities (
  id bigint generated always as identity primary key,
  staff_id bigint not null references staff on delete cascade,
  issuer text not null,
  subject text not null,
  asked_at timestamptz not null default moment(),
  linked_at timestamptz,
  unique (issuer, subject)
);
create unique index one_identity on staff_identities (staff_id) where linked_at is not null;
create index staff_identities_of on staff_identities (staff_id);

-- Somebody was sent to the city's sign-in and shall come back: once, in the same browser.
create table sign_on_tries (
  state_hash bytea primary key,
  browser_hash bytea not null,
  lang text not null check (lang in ('ar', 'en')),
  next text not null,
  expires_at timestamptz not null
);

-- How a session was begun.
alter table staff_sessions add column way text not null default 'password'
  check (way in ('password', 'passkey', 'single-sign-on'));

create index audit_of_action on audit (action, id);
