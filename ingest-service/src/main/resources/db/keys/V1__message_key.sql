-- The key of each message, wrapped (AES-256-GCM) by the key-encryption key named beside it. Deleting a row erases the message's words.
create table message_key (
    message_id         uuid        primary key,
    key_encryption_key text        not null,
    wrapped            bytea       not null,
    created_at         timestamptz not null default now()
);
