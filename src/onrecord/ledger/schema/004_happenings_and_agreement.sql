-- Happenings: the same event told in several documents; where each account comes from; and whether the accounts agree.
--
-- Drawn from the current readings (with reviewers' decisions applied) by onrecord.comparing, document by document as they are added; like
-- the rows of a reading they are an index that can be drawn anew, not facts. Reviewers' decisions on them are facts.

create table happenings (
    number integer primary key autoincrement,    -- "h12" to people; never given twice
    type text,                                   -- the PLOVER type most of its accounts have; null: none
    words text not null,                         -- the shortest telling of it, for people
    status text not null check (status in ('corroborated', 'single-source', 'disputed', 'revised')),
    starts text,                                 -- ISO 8601, half-open; null: no account gives a time
    ends text,
    place text,
    country text,
    first_published text,
    last_published text,
    accounts integer not null,
    documents integer not null,
    origins integer not null,
    merged_into integer references happenings (number)   -- it was another's after all: kept so that its id leads there
);
create index happenings_by_time on happenings (starts);
create index happenings_by_status on happenings (status, last_published);

create table accounts (
    number integer primary key autoincrement,    -- "c7" to people
    happening integer not null references happenings (number),
    document integer not null references documents (number),
    reading integer not null references readings (number),
    starts integer not null,                     -- the passage: characters of the document
    ends integer not null,
    passage text not null,
    told_starts integer not null,                -- the words that tell it: the trigger, else the passage; decisions hold by them
    told_ends integer not null,
    events text not null,                        -- JSON: the ids of the events in that reading; empty where none was read
    speaker text,
    origin integer not null default 0,           -- the number of its origin within the happening
    published text,
    telling text not null,                       -- JSON: what is compared (onrecord.comparing.tellings.Telling)
    chain text not null                          -- JSON: onrecord.comparing.origins.Origin
);
create index accounts_of_happening on accounts (happening, published, number);
create index accounts_of_document on accounts (document);

create table account_keys (                      -- by what an account of the same happening is found: a week and a name
    key text not null,
    account integer not null references accounts (number) on delete cascade,
    primary key (key, account)
) without rowid;
create index account_keys_of_account on account_keys (account);

create table agreements (
    happening integer not null references happenings (number),
    position integer not null,
    field text not null check (field in ('happened', 'who', 'whom', 'where', 'when', 'how many')),
    about text,                                  -- what is counted, of "how many"
    status text not null check (status in ('corroborated', 'single-source', 'disputed', 'revised')),
    bounds_differ integer not null,
    primary key (happening, position)
) without rowid;

create table agreement_sides (                   -- what each account says, side by side
    happening integer not null,
    position integer not null,
    side integer not null,
    value text not null,                         -- what the side says, in words
    account integer not null references accounts (number),
    starts integer not null,                     -- the characters it rests on, in the account's document
    ends integer not null,
    words text not null,
    primary key (happening, position, side, account, starts)
) without rowid;

create table happening_decisions (               -- reviewers' decisions, which always win
    number integer primary key,
    verb text not null check (verb in ('merge', 'split', 'reject', 'undo')),
    ones text not null,                          -- JSON: [[document, starts, ends] …], the accounts it is about, by their characters
    others text not null,                        -- JSON: those that they are (merge) or are not (split) one with
    undoes integer references happening_decisions (number),
    decided_by text not null,
    decided_at text not null,
    why text,
    check ((verb = 'undo') = (undoes is not null))
);
create trigger happening_decisions_stay before update on happening_decisions
begin select raise(abort, 'decisions are never changed'); end;
create trigger happening_decisions_remain before delete on happening_decisions
begin select raise(abort, 'decisions are never deleted'); end;

create view happenings_view as
select
    'h' || happenings.number as happening, happenings.type, happenings.words, happenings.status, happenings.starts as happened_from,
    happenings.ends as happened_before, happenings.place, happenings.country, happenings.documents, happenings.origins,
    happenings.accounts, happenings.first_published, happenings.last_published,
    (select group_concat(field || ifnull(' ' || about, ''), '; ') from (
        select field, about from agreements
        where agreements.happening = happenings.number and agreements.status in ('disputed', 'revised') order by position
    )) as parts_at
from happenings
where merged_into is null and accounts > 0
order by happenings.starts desc, happenings.number desc;

create view accounts_view as
select
    'h' || accounts.happening as happening, 'c' || accounts.number as account, documents.id as document, appearances.name,
    appearances.outlet, appearances.published, accounts.speaker, accounts.origin, accounts.passage, accounts.events,
    accounts.starts, accounts.ends, documents.title, appearances.url
from accounts
join documents on documents.number = accounts.document
join readings on readings.number = accounts.reading
join appearances on appearances.number = readings.appearance
order by accounts.happening desc, appearances.published, accounts.number;

create view agreements_view as
select
    'h' || agreements.happening as happening, agreements.field, agreements.about, agreements.status, agreements.bounds_differ,
    agreement_sides.side, agreement_sides.value, 'c' || agreement_sides.account as account, appearances.outlet, appearances.published,
    accounts.speaker, accounts.origin, agreement_sides.words, agreement_sides.starts, agreement_sides.ends, documents.id as document
from agreements
join agreement_sides on agreement_sides.happening = agreements.happening and agreement_sides.position = agreements.position
join accounts on accounts.number = agreement_sides.account
join documents on documents.number = accounts.document
join readings on readings.number = accounts.reading
join appearances on appearances.number = readings.appearance
order by agreements.happening desc, agreements.position, agreement_sides.side, appearances.published;

create view disputes_view as
select * from agreements_view where status in ('disputed', 'revised');
