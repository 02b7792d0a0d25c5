-- The log. A leaf is the commitment and nothing else; what it was made of is in the side table and can be erased.
create table leaf (
    index      bigint primary key check (index >= 0),
    commitment bytea  not null check (length(commitment) = 32)
);

-- The erasable side table. The unique key decides what is new on redelivery, and survives erasure, so that an erased
-- event does not come back.
create table event (
    index       bigint      primary key references leaf (index),
    event_id    text        not null,
    source      text        not null,
    type        text        not null,
    topic       text        not null,
    message_id  uuid,
    occurred_at timestamptz,
    received_at timestamptz not null default now(),
    salt        bytea,
    bytes       bytea,
    erased_at   timestamptz,
    unique (event_id, source),
    check ((salt is null) = (erased_at is not null)),
    check ((bytes is null) = (erased_at is not null)),
    check (erased_at is null or message_id is null)
);

-- Hashes of complete subtrees of 256, 65,536, ... leaves (level 1, 2, ...): the tiles of the log, so that a proof reads
-- a few short ranges however long the log is, and one row in 256 appends pays for it.
create table node (
    level smallint not null check (level > 0),
    index bigint   not null,
    hash  bytea    not null check (length(hash) = 32),
    primary key (level, index)
);

-- One row. Whoever appends locks it, so indexes are contiguous and nothing is logged twice.
create table head (
    single   boolean primary key default true check (single),
    size     bigint  not null,
    frontier bytea   not null
);
insert into head (size, frontier) values (0, '');

-- What was signed. The frontier is that of the signed tree: the next signing begins from it.
create table checkpoint (
    size      bigint      primary key,
    frontier  bytea       not null,
    note      text        not null,
    signed_at timestamptz not null
);

-- Against accidents and hurried hands. An owner of the tables can switch these off: the guarantee is the proof.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, lower(tg_op);
end $$;

create function refuse_all_but_erasure() returns trigger language plpgsql as $$
begin
    if new.erased_at is null or (new.index, new.event_id, new.source) <> (old.index, old.event_id, old.source) then
        raise exception 'an event can be erased and not otherwise changed';
    end if;
    return new;
end $$;

create function refuse_backward() returns trigger language plpgsql as $$
begin
    if new.size <= old.size then
        raise exception 'the head moves forward only';
    end if;
    return new;
end $$;

create trigger append_only before update or delete or truncate on leaf
    for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on node
    for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on checkpoint
    for each statement execute function refuse_change();
create trigger stays before delete or truncate on event
    for each statement execute function refuse_change();
create trigger erasure_only before update on event
    for each row execute function refuse_all_but_erasure();
create trigger stays before insert or delete or truncate on head
    for each statement execute function refuse_change();
create trigger forward_only before update on head
    for each row execute function refuse_backward();

alter table leaf enable always trigger append_only;
alter table node enable always trigger append_only;
alter table checkpoint enable always trigger append_only;
alter table event enable always trigger stays;
alter table event enable always trigger erasure_only;
alter table head enable always trigger stays;
alter table head enable always trigger forward_only;
