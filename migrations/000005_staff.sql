-- The people of the office, and their sessions. A person is never deleted: what they did bears their number.
create table staff (
  id bigint generated always as identity primary key,
  -- Folded: as it is compared.
  login text not null unique check (login ~ '^[a-z][a-z0-9._-]{1,31}$'),
  name text not null check (name <> ''),
  role text not null check (role in ('clerk', 'supervisor', 'administrator', 'inspector', 'auditor')),
  -- The argon2id hash, as a PHC string.
  password text not null,
  -- A one-time password must be changed at the first sign-in, and is good until then.
  must_change_password boolean not null default true,
  one_time_until timestamptz,
  -- The secret of the codes, encrypted with a key of the environment, and the time step of the last code that was used.
  totp_secret bytea,
  totp_last_step bigint,
  -- Made up for the demo, with a password that everybody knows: production refuses a database with one of them.
  demo boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default moment()
);

-- The cookie's token is not here, only its SHA-256. `proven`: the second step was passed, or none was needed.
create table staff_sessions (
  token_hash bytea primary key,
  staff_id bigint not null references staff on delete cascade,
  proven boolean not null,
  address bytea,
  user_agent text,
  created_at timestamptz not null default moment(),
  seen_at timestamptz not null default moment(),
  expires_at timestamptz not null
);
create index staff_sessions_of on staff_sessions (staff_id);
