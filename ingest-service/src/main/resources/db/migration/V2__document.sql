-- Forms and conversations come in too.
alter table message drop constraint message_channel_check;
alter table message add constraint message_channel_check
    check (channel in ('portal', 'letter', 'email', 'phone-note', 'form', 'chat'));

-- What the documents of a message say, and which range of it is from which page: encrypted like "content", and in a column of its own so
-- that reading documents is one update that leaves the words of the submission alone. Absent: none came, or they are not read yet.
alter table message add column extracted bytea;

-- Which blobs belong to which message. What they are called, and what they are, is encrypted in the message.
create table document (
    blob_id    uuid    primary key,
    message_id uuid    not null references message on delete cascade,
    number     integer not null check (number >= 1),
    -- where the words of its pages are; encrypted under the message's key
    places     bytea,
    unique (message_id, number)
);

-- The messages whose documents are to be read. A claim ends with its lease, so one whose reader died is read by another; attempts are
-- counted when it is claimed, so a document that ends its reader is not read for ever.
create table extraction (
    message_id uuid        primary key references message on delete cascade,
    attempts   integer     not null default 0,
    not_before timestamptz not null,
    claimed_by uuid
);

-- Serves the next claim: whose lease, or pause, has ended first.
create index extraction_not_before on extraction (not_before);
