-- Two look-ups that went through all rows: what an account says, when its document is read again, and the terms by which a story is
-- looked up, when a document joins it.

create index agreement_sides_of_account on agreement_sides (account);
create index story_terms_by_story on story_terms (story);
