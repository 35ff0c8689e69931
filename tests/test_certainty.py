"""Status and certainty: what was done, is planned, may be, is denied; the event's word stands in *stars*."""

from __future__ import annotations

import pytest

from onrecord.model.analyse import analyse
from onrecord.reading.certainty.find import certainty_of, together
from onrecord.reading.tree import Tree


def judged(marked: str) -> tuple[str, str]:
    before, word, after = marked.split("*")
    analysis = analyse(before + word + after)
    token = analysis.tokens_between(len(before), len(before) + len(word)).first
    return tuple(certainty_of(Tree(analysis), token))  # type: ignore[return-value]


TABLE = [
    # it happened
    ("Rebels *attacked* the army base on Monday.", "happened", "certain"),
    ("The army base was *attacked* on Monday.", "happened", "certain"),
    ("Rebels carried out an *attack* on the base.", "happened", "certain"),
    ("The minister said rebels had *attacked* the base.", "happened", "certain"),
    ("The *attack* killed three soldiers.", "happened", "certain"),
    ("Three soldiers died in the *attack*.", "happened", "certain"),
    ("The president condemned the *attack* on the base.", "happened", "certain"),
    ("The government did not comment on the *attack*.", "happened", "certain"),
    ("The *attack* did not hurt anybody.", "happened", "certain"),
    ("Police could not explain why rebels *attacked* the base.", "happened", "certain"),
    ("The government failed to prevent the *attack*.", "happened", "certain"),
    ("Guards could not stop rebels from *attacking* the base.", "happened", "certain"),
    ("The rebels managed to *attack* the base.", "happened", "certain"),
    ("The troops began *shelling* the town.", "happened", "certain"),
    ("The army regretted that it had *attacked* the village.", "happened", "certain"),
    ("The minister denied *accusations* of fraud.", "happened", "certain"),
    ("The rebels rejected the *demand* of the government.", "happened", "certain"),
    ("After the *attack*, they might leave the town.", "happened", "certain"),
    ("The army could not pursue the rebels after the *attack*.", "happened", "certain"),
    ("Troops *attacked* the town, but did not take it.", "happened", "certain"),
    ("The soldiers did not stop and *attacked* the village.", "happened", "certain"),
    # it goes on
    ("Rebels are *attacking* the army base.", "ongoing", "certain"),
    ("The ongoing *attack* worries the neighbours.", "ongoing", "certain"),
    # it is planned or threatened
    ("Rebels will *attack* the base on Friday.", "planned", "probable"),
    ("Rebels plan to *attack* the base.", "planned", "probable"),
    ("The rebels have plans to *attack* the base.", "planned", "probable"),
    ("Rebels plan an *attack* on the base.", "planned", "probable"),
    ("The two sides agreed to *negotiate*.", "planned", "probable"),
    ("The rebel leader vowed to *attack* the capital.", "planned", "probable"),
    ("The group was expected to *attack* the base.", "planned", "probable"),
    ("The minister is due to *meet* the rebels on Friday.", "planned", "probable"),
    ("The planned *attack* on the base worries the army.", "planned", "probable"),
    ("The minister said troops would *attack* the base on Friday.", "planned", "probable"),
    ("The minister is going to *meet* the rebels.", "planned", "probable"),
    ("Talks will be *held* on Friday.", "planned", "probable"),
    ("Rebels threatened to *attack* the base.", "planned", "possible"),
    ("The threat of an *attack* worries the army.", "planned", "possible"),
    ("The group offered to *negotiate*.", "planned", "possible"),
    ("Rebels tried to *attack* the base.", "planned", "possible"),
    ("The rebels want to *negotiate*.", "planned", "possible"),
    # it may be
    ("Rebels may *attack* the base.", "possible", "possible"),
    ("Rebels could *attack* the base.", "possible", "possible"),
    ("Rebels may not *attack* the base.", "possible", "possible"),
    ("Officials warned that rebels might *attack* the base.", "possible", "possible"),
    ("The residents feared an *attack*.", "possible", "possible"),
    ("The residents feared that rebels had *attacked* the base.", "possible", "possible"),
    ("Amid fears of an *attack* the residents fled.", "possible", "possible"),
    ("A possible *attack* worries the army.", "possible", "possible"),
    ("An *attack* is possible.", "possible", "possible"),
    ("Washington called for *talks* with the rebels.", "possible", "possible"),
    ("Calls for *talks* went unheard.", "possible", "possible"),
    ("The president urged the rebels to *negotiate*.", "possible", "possible"),
    ("The president asked both sides to *meet*.", "possible", "possible"),
    ("The United Nations demanded *talks*.", "possible", "possible"),
    ("They debated whether to *attack* the base.", "possible", "possible"),
    ("The army did not rule out an *attack*.", "possible", "possible"),
    ("The minister refused to rule out an *attack*.", "possible", "possible"),
    ("The police hope to prevent an *attack*.", "possible", "possible"),
    ("Guards were posted to prevent *attacks*.", "possible", "possible"),
    ("The court allowed the group to *protest*.", "possible", "possible"),
    ("Rebels are likely to *attack* the base.", "possible", "probable"),
    ("Did rebels *attack* the base?", "possible", "possible"),
    ("The spokesman did not say that rebels *attacked* the base.", "possible", "possible"),
    # only if
    ("If they *attack* the base, we will respond.", "conditional", "possible"),
    ("We will respond if rebels *attack* the base.", "conditional", "possible"),
    ("Rebels will *attack* the base if the talks fail.", "conditional", "possible"),
    ("Unless they *withdraw*, the war goes on.", "conditional", "possible"),
    ("An *attack* would kill many.", "conditional", "possible"),
    ("Nobody would *attack* such a town without a reason.", "denied", "probable"),
    # it did not happen
    ("Rebels did not *attack* the base.", "denied", "certain"),
    ("Rebels never *attacked* the base.", "denied", "certain"),
    ("The army said no civilians were *killed*.", "denied", "certain"),
    ("At no time did troops *attack* the village.", "denied", "certain"),
    ("Rebels haven’t *attacked* the base.", "denied", "certain"),
    ("No rebels *attacked* the base.", "denied", "certain"),
    ("Nobody *attacked* the base.", "denied", "certain"),
    ("There was no *attack* on the base.", "denied", "certain"),
    ("Rebels did not carry out an *attack*.", "denied", "certain"),
    ("The rebels denied *attacking* the base.", "denied", "certain"),
    ("The rebels denied that they *attacked* the base.", "denied", "certain"),
    ("The rebels denied an *attack* on the base.", "denied", "certain"),
    ("Police averted an *attack* on the base.", "denied", "certain"),
    ("Police prevented rebels from *attacking* the base.", "denied", "certain"),
    ("Police foiled an *attack* on the airport.", "denied", "certain"),
    ("The *attack* was foiled by police.", "denied", "certain"),
    ("A failed *attack* on the base embarrassed the rebels.", "denied", "certain"),
    ("Rebels failed to *attack* the base.", "denied", "certain"),
    ("The failure to *negotiate* cost lives.", "denied", "certain"),
    ("The rebels refused to *negotiate*.", "denied", "certain"),
    ("The refusal to *negotiate* cost lives.", "denied", "certain"),
    ("The rebels left the town without *attacking* the base.", "denied", "certain"),
    ("The president called off the *strike*.", "denied", "certain"),
    ("The *talks* were cancelled on Monday.", "denied", "certain"),
    ("The minister cancelled *talks* with the rebels.", "denied", "certain"),
    ("Instead of *attacking* the base, rebels left.", "denied", "certain"),
    ("The minister ruled out *talks* with the rebels.", "denied", "certain"),
    ("The troops could not *attack* the base.", "denied", "certain"),
    ("The rebels were unable to *attack* the base.", "denied", "certain"),
    ("Soldiers did not *attack* or shell the town.", "denied", "certain"),
    ("Soldiers did not attack or *shell* the town.", "denied", "certain"),
    ("The rebels agreed not to *attack* the base.", "denied", "probable"),
    ("The rebels do not plan to *attack* the base.", "denied", "probable"),
    ("The rebels have no plans to *attack* the base.", "denied", "probable"),
    ("The minister said troops would not *attack* the base.", "denied", "probable"),
    ("There is no evidence of an *attack*.", "denied", "probable"),
    ("Police found no sign of an *attack*.", "denied", "probable"),
    ("Police do not believe that rebels *attacked* the base.", "denied", "probable"),
    # somebody holds it for likely
    ("The alleged *attack* on the base worries the army.", "happened", "probable"),
    ("Rebels reportedly *attacked* the base.", "happened", "probable"),
    ("Rebels allegedly *attacked* the base.", "happened", "probable"),
    ("Police believe that rebels *attacked* the base.", "happened", "probable"),
    ("The government accused the rebels of *attacking* the base.", "happened", "probable"),
    ("The rebels are suspected of *attacking* the base.", "happened", "probable"),
    ("The rebels are believed to have *attacked* the base.", "happened", "probable"),
    ("A suspected *attack* on the base worries the army.", "happened", "probable"),
    # headlines
    ("Rebels to *attack* base", "planned", "probable"),
]


@pytest.mark.parametrize(("marked", "status", "certainty"), TABLE, ids=[row[0] for row in TABLE])
def test_status_and_certainty(marked: str, status: str, certainty: str) -> None:
    assert judged(marked) == (status, certainty)


@pytest.mark.parametrize(
    ("found", "status", "certainty"),
    [
        ([], "happened", "certain"),
        (["averted", "not"], "happened", "certain"),
        (["excluded", "not"], "possible", "possible"),
        (["not", "may"], "possible", "possible"),
        (["averted", "planned"], "possible", "possible"),
        (["wished", "averted"], "denied", "possible"),
        (["believed", "conditional"], "conditional", "possible"),
        (["fact", "not"], "happened", "certain"),
        (["would", "reported"], "planned", "probable"),
        (["no such effect"], "happened", "certain"),
    ],
)
def test_what_two_words_make_together(found: list[str], status: str, certainty: str) -> None:
    assert together(found) == (status, certainty)
