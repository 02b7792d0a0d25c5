-- One row for each message: the primary key is what makes redelivery harmless. Times are when things happened, not when rows were written.
create table work_item (
    message_id          uuid        primary key,
    -- what the receipt says; absent until it has arrived
    accepted_at         timestamptz,
    received_at         timestamptz,
    channel             text,
    language            text,
    service_line        text,
    site                text,
    nation              text,
    about               text,
    safe_to_contact     boolean,
    -- the pile
    queued_at           timestamptz,
    clock_from          timestamptz not null,
    waiting_since       timestamptz not null,
    assessed_at         timestamptz,
    assessed_band       text        not null check (assessed_band in ('B0', 'B1', 'B2', 'B3', 'S')),
    raised_band         text        check (raised_band in ('B0', 'B1', 'B2', 'B3')),
    not_wholly_assessed boolean     not null,
    late                boolean     not null,
    record_unreadable   boolean     not null,
    band                text        not null check (band in ('B0', 'B1', 'B2', 'B3', 'S')),
    open_by             timestamptz not null,
    opened_at           timestamptz,
    -- the claim
    claimed_by          text,
    claimed_at          timestamptz,
    lease_until         timestamptz,
    lease_extensions    integer     not null,
    grant_id            uuid,
    opened_by_holder    boolean     not null,
    shown_to_holder     boolean     not null,
    returned_by         text,
    -- the decision that stands; the earlier ones of a reopened item are in the table below
    decided_at          timestamptz,
    decided_band        text        check (decided_band in ('B0', 'B1', 'B2', 'B3', 'S')),
    answered            boolean     not null,
    constraint claimed_with_a_lease check ((claimed_by is null) = (lease_until is null)),
    constraint claimed_with_a_grant check ((claimed_by is null) = (grant_id is null)),
    constraint shown_is_opened check (opened_by_holder or not shown_to_holder),
    constraint decided_is_not_claimed check (decided_at is null or claimed_by is null)
);

-- Serves "next": unclaimed, by band, then the one to be opened first, then the one waiting longest.
create index work_item_next on work_item (band, open_by, waiting_since, message_id) where decided_at is null and claimed_by is null;
-- Serves the lists and the gauges.
create index work_item_undecided on work_item (band, open_by, message_id) where decided_at is null;
-- Serves the watchdog: what nobody has assessed yet.
create index work_item_awaiting on work_item (clock_from) where assessed_at is null and not late and decided_at is null;
create index work_item_lease on work_item (lease_until) where claimed_by is not null;
create index work_item_accepted on work_item (accepted_at);
-- A person holds one message at a time, whatever two of their windows ask for at once.
create unique index work_item_one_each on work_item (claimed_by) where claimed_by is not null;

-- Every assessment as it came: the key decides which delivery is the first. The event is the contract's own JSON.
create table assessment (
    event_id    uuid        primary key,
    message_id  uuid        not null references work_item on delete cascade,
    occurred_at timestamptz not null,
    event       jsonb       not null
);
create index assessment_message on assessment (message_id);

create table decision (
    event_id    uuid        primary key,
    message_id  uuid        not null references work_item on delete cascade,
    occurred_at timestamptz not null,
    event       jsonb       not null
);
create index decision_message on decision (message_id);

-- Records that are no event of the contract and never will be. Without their content: that is in the topic of parked records.
-- The id is made from the bytes too: a broker set up anew counts its offsets from nought again.
create table parked_record (
    record_id         uuid        primary key,
    topic             text        not null,
    kafka_partition   integer     not null,
    kafka_offset      bigint      not null,
    message_id        uuid,
    reason            text        not null,
    parked_at         timestamptz not null
);
