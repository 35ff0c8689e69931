-- Copies: documents that carry the same text, with the passages they share.
--
-- Found by onrecord.comparing as documents are added. A document's text never changes, so what was found of it stays, also when it is
-- read again.

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
