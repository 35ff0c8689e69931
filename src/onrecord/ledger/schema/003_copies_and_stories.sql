-- Copies: documents that carry the same text, with the passages they share. Stories: documents about one development, and how each came
-- to hold what it holds.
--
-- Found by onrecord.comparing as documents are added. A document's text never changes, so what was found of it stays, also when it is
-- read again; what reviewers decide on stories (`story_decisions`) is a fact and wins.

create table fingerprints (                      -- by what copies are looked up; see comparing/fingerprints.py
    hash integer not null,
    document integer not null references documents (number),
    primary key (hash, document)
) without rowid;

create table copies_sought (                     -- documents whose copies among the earlier ones were sought
    document integer primary key references documents (number)
);

create table copies (                            -- pairs that were compared and are copies; `right` was added later
    left integer not null references documents (number),
    right integer not null references documents (number),
    kind text not null check (kind in ('reprint', 'partial', 'update')),
    words integer not null,                      -- that both tell in the same words
    of_left real not null,                       -- their part of what each tells
    of_right real not null,
    primary key (right, left)
) without rowid;
create index copies_of_left on copies (left);

create table passages (                          -- the characters that two copies share, code points, half-open
    left integer not null,
    right integer not null,
    position integer not null,
    left_starts integer not null,
    left_ends integer not null,
    right_starts integer not null,
    right_ends integer not null,
    words integer not null,
    primary key (right, left, position),
    foreign key (right, left) references copies (right, left)
) without rowid;

create table copy_groups (                       -- the documents of a group count as one origin
    document integer primary key references documents (number),
    founder integer not null references documents (number)   -- the group is known by its first document
);
create index copy_groups_by_founder on copy_groups (founder);

create table stories (
    number integer primary key autoincrement,    -- "y12" to people; never given twice
    title text not null,                         -- of its first document
    terms text not null,                         -- JSON: stem → weight, summed over its documents
    first_published text,
    last_published text,
    documents integer not null,
    merged_into integer references stories (number)   -- kept, so that its id leads there
);
create index stories_by_date on stories (last_published);

create table story_documents (
    document integer primary key references documents (number),
    story integer not null references stories (number),
    likeness real,                               -- to the story when it came; null: it began the story, or a reviewer put it there
    published text,
    terms text not null                          -- JSON: stem → weight
);
create index story_documents_by_story on story_documents (story, document);

create table story_terms (                       -- by what a document's story is looked up
    term text not null,
    story integer not null references stories (number),
    primary key (term, story)
) without rowid;

create table story_decisions (                   -- reviewers' decisions
    number integer primary key,
    verb text not null check (verb in ('merge', 'split', 'reject', 'undo')),
    story integer not null references stories (number),
    other integer references stories (number),   -- that was merged into it, or was made of a part of it
    documents text not null,                     -- JSON: [[document, story before, story after] …]
    undoes integer references story_decisions (number),
    decided_by text not null,
    decided_at text not null,
    why text,
    check ((verb = 'undo') = (undoes is not null))
);
create trigger story_decisions_stay before update on story_decisions
begin select raise(abort, 'decisions are never changed'); end;
create trigger story_decisions_remain before delete on story_decisions
begin select raise(abort, 'decisions are never deleted'); end;

create table story_history (                     -- what became of stories, in order
    number integer primary key,
    story integer not null references stories (number),
    change text not null check (change in ('began', 'joined', 'left', 'merged', 'split')),
    document integer references documents (number),
    other integer references stories (number),   -- merged: that was taken in; split: that was made of a part
    decision integer references story_decisions (number),   -- null: the machine
    at text not null
);
create index story_history_by_story on story_history (story, number);
create trigger story_history_stays before update on story_history
begin select raise(abort, 'history is never changed'); end;
create trigger story_history_remains before delete on story_history
begin select raise(abort, 'history is never deleted'); end;

create view stories_view as
select
    'y' || stories.number as story, stories.title, stories.documents,
    (select count(distinct ifnull(copy_groups.founder, story_documents.document)) from story_documents
     left join copy_groups on copy_groups.document = story_documents.document
     where story_documents.story = stories.number) as origins,
    (select count(distinct appearances.outlet) from story_documents
     join current_readings as readings on readings.document = story_documents.document
     join appearances on appearances.number = readings.appearance
     where story_documents.story = stories.number) as outlets,
    stories.first_published, stories.last_published
from stories
where merged_into is null and documents > 0
order by stories.last_published desc, stories.number desc;

create view story_documents_view as
select
    'y' || story_documents.story as story, documents.id as document, appearances.outlet, appearances.published,
    appearances.title, appearances.url, appearances.name, story_documents.likeness, founders.id as copy_group
from story_documents
join documents on documents.number = story_documents.document
join current_readings as readings on readings.document = documents.number
join appearances on appearances.number = readings.appearance
left join copy_groups on copy_groups.document = documents.number
left join documents as founders on founders.number = copy_groups.founder
order by story_documents.story desc, appearances.published, documents.number;

create view story_history_view as
select
    'y' || story_history.story as story, story_history.change, documents.id as document, documents.title,
    'y' || story_history.other as other, ifnull(story_decisions.decided_by, 'onrecord') as by, story_decisions.why, story_history.at
from story_history
left join documents on documents.number = story_history.document
left join story_decisions on story_decisions.number = story_history.decision
order by story_history.number;

create view copies_view as
select
    lefts.id as document, rights.id as copy, copies.kind, copies.words, copies.of_left as of_document, copies.of_right as of_copy,
    passages.left_starts as document_starts, passages.left_ends as document_ends, passages.right_starts as copy_starts,
    passages.right_ends as copy_ends, substr(lefts.text, passages.left_starts + 1, passages.left_ends - passages.left_starts) as passage
from copies
join documents as lefts on lefts.number = copies.left
join documents as rights on rights.number = copies.right
join passages on passages.left = copies.left and passages.right = copies.right
order by copies.right, copies.left, passages.position;
