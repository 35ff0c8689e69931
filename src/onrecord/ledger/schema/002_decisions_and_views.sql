-- Decisions of reviewers, the figures that an event tells, and views that say in names and words what the rows say in ids.
--
-- A decision is a fact like a reading: added, never changed or deleted; it is taken back by a further one (`undo`). The rows of
-- actors … spans are drawn from the record *with the decisions applied*, so views and filters show what holds; the machine's own
-- record stays in `readings`.

create table decisions (
    number integer primary key,
    document integer not null references documents (number),
    reading integer not null references readings (number),   -- what the reviewer had before him
    verb text not null check (verb in ('accept', 'correct', 'reject', 'merge', 'split', 'undo')),
    kind text check (kind in ('statement', 'event', 'figure', 'actor', 'place', 'time')),
    item text,                                   -- the id it had in that reading; other readings may number otherwise
    words text not null,                         -- the characters it rests on, for people
    change text not null,                        -- JSON: anchors (characters, not ids) and values; see ledger/decisions.py
    undoes integer references decisions (number),
    decided_by text not null,
    decided_at text not null,                    -- UTC, ISO 8601
    why text,
    check ((verb = 'undo') = (undoes is not null))
);
create index decisions_of_document on decisions (document, number);

create table effects (                           -- what became of each decision in each reading since
    reading integer not null references readings (number),
    decision integer not null references decisions (number),
    outcome text not null check (outcome in ('applied', 'restored', 'unplaced', 'undone')),
    item text,                                   -- the id of the item in that reading, where it stands there
    primary key (reading, decision)
) without rowid;

create table event_figures (
    reading integer not null,
    event text not null,
    position integer not null,
    figure text not null,
    primary key (reading, event, position)
) without rowid;

create index appearances_by_published on appearances (published, number);
create index events_by_type on events (type, status);
create index actors_by_country on actors (country);
create index places_by_country on places (country);

create trigger decisions_stay before update on decisions begin select raise(abort, 'decisions are never changed'); end;
create trigger decisions_remain before delete on decisions begin select raise(abort, 'decisions are never deleted'); end;

-- The views: newest documents first, within one in the order of the text. The joins are written in the order in which they are
-- to be run (`cross join`), so that the first page of a large ledger comes without sorting all of it.

drop view documents_view;
drop view statements_view;
drop view events_view;
drop view figures_view;

create view documents_view as
select
    documents.id as document, appearances.name, documents.title, appearances.outlet, appearances.published, appearances.byline,
    appearances.url, documents.language, documents.characters, documents.added_at,
    (select count(*) from appearances as every where every.document = documents.number) as appearances,
    (select count(*) from statements where statements.reading = readings.number) as statements,
    (select count(*) from events where events.reading = readings.number) as events,
    (select count(*) from figures where figures.reading = readings.number) as figures,
    (select count(*) from decisions where decisions.document = documents.number) as decisions,
    readings.onrecord, readings.model, readings.read_at
from appearances
cross join current_readings as readings on readings.appearance = appearances.number
cross join documents on documents.number = readings.document
order by appearances.published desc, appearances.number desc;

create view statements_view as
select
    documents.id as document, appearances.name, appearances.outlet, appearances.published, statements.id as statement,
    actors.name as speaker, actors.role, actors.country, actors.sector, source.text as source_words,
    statements.stance, cue.text as cue, statements.kind,
    (select group_concat(text, ' … ') from (
        select text from spans where reading = statements.reading and item = statements.id and role = 'content' order by position
    )) as content,
    channel.text as channel, times.starts as said_from, times.ends as said_before, addressees.name as addressee,
    statements.within, statements.confidence,
    (select decisions.verb from effects join decisions on decisions.number = effects.decision
        where effects.reading = statements.reading and effects.item = statements.id and outcome in ('applied', 'restored')
        order by decision desc limit 1) as review,
    (select min(starts) from spans where reading = statements.reading and item = statements.id and role = 'content') as starts,
    (select max(ends) from spans where reading = statements.reading and item = statements.id and role = 'content') as ends,
    documents.title, appearances.url
from appearances
cross join current_readings as readings on readings.appearance = appearances.number
cross join documents on documents.number = readings.document
cross join statements on statements.reading = readings.number
left join actors on actors.reading = statements.reading and actors.id = statements.source
left join actors as addressees on addressees.reading = statements.reading and addressees.id = statements.addressee
left join times on times.reading = statements.reading and times.id = statements.time
left join spans as source
    on source.reading = statements.reading and source.item = statements.id and source.role = 'source' and source.position = 0
left join spans as cue
    on cue.reading = statements.reading and cue.item = statements.id and cue.role = 'cue' and cue.position = 0
left join spans as channel
    on channel.reading = statements.reading and channel.item = statements.id and channel.role = 'channel' and channel.position = 0
order by appearances.published desc, appearances.number desc, starts, statements.id;

create view events_view as
select
    documents.id as document, appearances.name, appearances.outlet, appearances.published, events.id as event,
    (select group_concat(name, '; ') from (
        select actors.name from participants
        join actors on actors.reading = participants.reading and actors.id = participants.actor
        where participants.reading = events.reading and participants.event = events.id and participants.role = 'actor'
        order by participants.position
    )) as actors,
    events.type, events.mode, triggers.text as words,
    (select group_concat(name, '; ') from (
        select actors.name from participants
        join actors on actors.reading = participants.reading and actors.id = participants.actor
        where participants.reading = events.reading and participants.event = events.id and participants.role = 'recipient'
        order by participants.position
    )) as recipients,
    events.status, events.certainty,
    times.starts as happened_from, times.ends as happened_before,
    places.name as place, places.country, places.lat as latitude, places.lon as longitude,
    (select group_concat(text, '; ') from (
        select spans.text from event_figures
        join spans on spans.reading = event_figures.reading and spans.item = event_figures.figure and spans.role = 'span'
        where event_figures.reading = events.reading and event_figures.event = events.id
        order by event_figures.position
    )) as figures,
    speakers.name as speaker, events.according_to, events.contexts, events.confidence,
    (select decisions.verb from effects join decisions on decisions.number = effects.decision
        where effects.reading = events.reading and effects.item = events.id and outcome in ('applied', 'restored')
        order by decision desc limit 1) as review,
    triggers.starts, triggers.ends, documents.title, appearances.url
from appearances
cross join current_readings as readings on readings.appearance = appearances.number
cross join documents on documents.number = readings.document
cross join events on events.reading = readings.number
left join places on places.reading = events.reading and places.id = events.place
left join times on times.reading = events.reading and times.id = events.time
left join statements on statements.reading = events.reading and statements.id = events.according_to
left join actors as speakers on speakers.reading = events.reading and speakers.id = statements.source
left join spans as triggers
    on triggers.reading = events.reading and triggers.item = events.id and triggers.role = 'trigger' and triggers.position = 0
order by appearances.published desc, appearances.number desc, triggers.starts, events.id;

create view figures_view as
select
    documents.id as document, appearances.name, appearances.outlet, appearances.published, figures.id as figure,
    words.text as words, figures.low, figures.high, figures.approximate, figures.counted, figures.category, figures.unit,
    counted.name as of, told.text as event_words, events.type as event_type, figures.event, speakers.name as speaker,
    figures.according_to, figures.confidence,
    (select decisions.verb from effects join decisions on decisions.number = effects.decision
        where effects.reading = figures.reading and effects.item = figures.id and outcome in ('applied', 'restored')
        order by decision desc limit 1) as review,
    words.starts, words.ends, documents.title, appearances.url
from appearances
cross join current_readings as readings on readings.appearance = appearances.number
cross join documents on documents.number = readings.document
cross join figures on figures.reading = readings.number
left join actors as counted on counted.reading = figures.reading and counted.id = figures.of
left join events on events.reading = figures.reading and events.id = figures.event
left join spans as told
    on told.reading = figures.reading and told.item = figures.event and told.role = 'trigger' and told.position = 0
left join statements on statements.reading = figures.reading and statements.id = figures.according_to
left join actors as speakers on speakers.reading = figures.reading and speakers.id = statements.source
left join spans as words
    on words.reading = figures.reading and words.item = figures.id and words.role = 'span' and words.position = 0
order by appearances.published desc, appearances.number desc, words.starts, figures.id;

create view decisions_view as
select
    decisions.number as decision, documents.id as document, appearances.name, appearances.outlet, appearances.published,
    decisions.verb, decisions.kind, effects.item, decisions.words,
    case when decisions.verb = 'undo' then 'undoes ' || decisions.undoes else nullif(json_extract(decisions.change, '$.told'), '')
    end as change,
    effects.outcome, decisions.decided_by, decisions.decided_at, decisions.why, documents.title
from decisions
join documents on documents.number = decisions.document
join current_readings as readings on readings.document = documents.number
join appearances on appearances.number = readings.appearance
left join effects on effects.reading = readings.number and effects.decision = decisions.number
order by decisions.number desc;
