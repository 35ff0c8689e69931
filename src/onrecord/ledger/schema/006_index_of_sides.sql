-- What an account says is looked up when its document is read again: without this, all that any account says is gone through.

create index agreement_sides_of_account on agreement_sides (account);
