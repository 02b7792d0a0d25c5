-- Events that are committed and not yet published. The identity gives the order in which they are sent; a published row is
-- deleted, so the table holds only what is under way.
create table outbox (
    id         bigint generated always as identity primary key,
    event_id   uuid        not null unique,
    topic      text        not null,
    key        text        not null,
    value      bytea       not null,
    created_at timestamptz not null default now()
);
