-- One row for each message. The words, and who wrote them, are only in "content": AES-256-GCM under the message's own key, which is in
-- another database. Everything else is a code, a time or an identifier.
create table message (
    id              uuid        primary key,
    reference       text        not null unique,
    channel         text        not null check (channel in ('portal', 'letter', 'email', 'phone-note')),
    submitter       text        not null,
    status          text        not null default 'received' check (status in ('received', 'read', 'answered')),
    received_at     timestamptz not null,
    accepted_at     timestamptz not null,
    language        text,
    service_line    text,
    site            text,
    nation          text check (nation in ('england', 'scotland', 'wales', 'northern-ireland')),
    about           text check (about in ('self', 'someone-else', 'unclear')),
    safe_to_contact boolean,
    digest          text        not null,
    content         bytea       not null
);

-- Serves the count of a day.
create index message_accepted_at on message (accepted_at) include (id);

-- Which request a portal has sent before. The primary key, not a prior read, decides what is new. Portals put references in their keys
-- and the body is a person's letter, so both are here only as HMACs.
create table idempotency_key (
    submitter   text        not null,
    key_hash    bytea       not null,
    fingerprint bytea       not null,
    message_id  uuid        not null,
    created_at  timestamptz not null,
    primary key (submitter, key_hash)
);

-- Serves the sweep of keys that are no longer recognised.
create index idempotency_key_created_at on idempotency_key (created_at);
