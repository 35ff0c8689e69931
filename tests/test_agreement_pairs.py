"""Pairs of accounts as agencies would write them, each with what it showed: read as a user's, and told right."""

from __future__ import annotations

import pytest

import onrecord
from benchmarks.agreement import decided

PAIRS = [
    # A figure two sentences later, and of whom it is a part.
    (
        "agree",
        (
            "The Daily Star",
            "2022-06-05",
            "A fire at a container depot in Sitakunda set off a huge explosion late on Saturday. By Sunday "
            "evening 49 people had died, nine of them firefighters, the civil surgeon said.",
        ),
        (
            "AP",
            "2022-06-05",
            "Nine firefighters were among 49 people killed after chemicals blew up at a burning container "
            "depot near Chittagong, in southern Bangladesh, on Saturday night, officials said.",
        ),
    ),
    # An election, without an event.
    (
        "agree",
        (
            "Reuters",
            "2018-11-07",
            "Madagascar's former president Marc Ravalomanana cast his ballot in Antananarivo on Wednesday. "
            "Polling stations opened at six in the morning, the electoral commission said.",
        ),
        (
            "L'Express de Madagascar",
            "2018-11-07",
            "Voters went to the polls across Madagascar on Wednesday to choose a president. Marc "
            "Ravalomanana, who once held the office, voted in the capital, Antananarivo.",
        ),
    ),
    # A jihadist group counts otherwise.
    (
        "disputed-figures",
        (
            "Reuters",
            "2021-01-15",
            "Two French soldiers died when their vehicle struck a mine near Menaka on Thursday, the Elysee said.",
        ),
        (
            "Al-Zallaqa",
            "2021-01-16",
            "A jihadist group said it had killed seven French soldiers with a mine near Menaka in Mali on Thursday.",
        ),
    ),
    # The older number stands in another sentence.
    (
        "revised",
        (
            "Al-Ahram",
            "2017-11-24",
            "Gunmen killed 85 worshippers in a mosque at Bir al-Abed in Sinai on Friday, Egyptian state "
            "television said.",
        ),
        (
            "Al-Ahram",
            "2017-11-25",
            "Egypt's prosecutor put the dead of Friday's attack on the mosque in Bir al-Abed at 305. State "
            "television had first spoken of 85.",
        ),
    ),
    # Bribes denied.
    (
        "denial",
        (
            "The Namibian",
            "2018-08-30",
            "Fishing quotas were sold to an Icelandic firm for bribes, a former employee of the company said "
            "on Wednesday.",
        ),
        (
            "New Era",
            "2018-08-31",
            "Namibia's fisheries minister denied on Thursday that anyone had taken bribes from an Icelandic "
            "company for fishing quotas.",
        ),
    ),
    # A claim dismissed as propaganda.
    (
        "denial",
        (
            "AP",
            "2021-02-08",
            "Tigrayan fighters shot down an Ethiopian military plane near Guijet on Sunday, their spokesman said.",
        ),
        (
            "ENA",
            "2021-02-09",
            "No aircraft was lost on Sunday, Ethiopia's air force said, dismissing the rebels' claim to have "
            "downed one near Guijet as propaganda.",
        ),
    ),
    # A denial beside the deeds of those who speak.
    (
        "denial",
        (
            "Bild",
            "2020-09-02",
            "The Russian opposition leader Alexei Navalny was poisoned with a nerve agent of the Novichok "
            "group, the German government said on Wednesday.",
        ),
        (
            "TASS",
            "2020-09-03",
            "No trace of poison was found in Alexei Navalny, the Russian doctors who treated him in Omsk "
            "insisted on Thursday.",
        ),
    ),
    # People displaced, no event.
    (
        "agree",
        (
            "Folha de S.Paulo",
            "2022-01-17",
            "Rains in the state of Minas Gerais have forced 28,000 people from their homes since the start "
            "of the year, civil defence said on Sunday.",
        ),
        (
            "Xinhua",
            "2022-01-17",
            "Brazil's southeastern state of Minas Gerais has 28,000 displaced after two weeks of downpours, "
            "according to the civil defence agency.",
        ),
    ),
    # "brought about" changes no count.
    (
        "bounds",
        (
            "NOS",
            "2019-10-01",
            "Dutch farmers drove their tractors to The Hague on Tuesday and caused traffic jams of more than "
            "1,000 kilometres, the motorists' association said.",
        ),
        (
            "Reuters",
            "2019-10-01",
            "The tractors of farmers protesting in The Hague brought about up to 1,140 km of tailbacks on "
            "Tuesday, the motorists' association ANWB reported.",
        ),
    ),
    # Shells fired by rebels.
    (
        "disputed-actors",
        (
            "Al-Masdar",
            "2018-02-08",
            "Shells fired by rebels in Eastern Ghouta killed three people in a Damascus market on Wednesday, "
            "state television said.",
        ),
        (
            "Enab Baladi",
            "2018-02-08",
            "Government forces shelled the market in Damascus on Wednesday themselves, an opposition group "
            "said, in order to put the blame for the three deaths on the rebels.",
        ),
    ),
    # A denial long after.
    (
        "denial",
        (
            "Yonhap",
            "2019-05-31",
            "North Korea executed its nuclear envoy Kim Hyok-chol in March at an airport near Pyongyang, a "
            "newspaper reported on Friday.",
        ),
        (
            "CNN",
            "2019-06-04",
            "Kim Hyok-chol, the North Korean negotiator, is alive and in custody, sources told CNN; he was "
            "not executed.",
        ),
    ),
    # A plan denied.
    (
        "denial",
        (
            "The Daily Monitor",
            "2021-11-26",
            "The Chinese bank will take over Entebbe airport because Uganda failed to repay its loan, the "
            "newspaper reported on Thursday.",
        ),
        (
            "Xinhua",
            "2021-11-28",
            "China rejected allegations that it would seize Uganda's Entebbe airport over a debt. Not one "
            "project in Africa has ever been taken by China because of a loan, an official of the foreign "
            "ministry said.",
        ),
    ),
    # The day on which the toll was raised is not the earthquake's.
    (
        "revised",
        (
            "Reuters",
            "2023-02-06",
            "Turkey's disaster agency said 912 people had been killed by Monday's earthquake near Gaziantep.",
        ),
        (
            "Reuters",
            "2023-02-07",
            "The disaster agency raised the number of dead in Turkey to 3,549 on Tuesday, a day after the "
            "earthquake near Gaziantep.",
        ),
    ),
    # The number of those killed is nobody's doing.
    (
        "disputed-figures",
        (
            "Al Jazeera",
            "2018-05-15",
            "Gaza's health ministry said 60 Palestinians had been killed by Israeli fire along the border on Monday.",
        ),
        (
            "The Jerusalem Post",
            "2018-05-16",
            "An Israeli military spokesman put the number of Palestinians killed at the Gaza fence on Monday "
            "at no more than 45.",
        ),
    ),
    # He who is blamed blames another.
    (
        "disputed-actors",
        (
            "Anadolu",
            "2018-01-23",
            "A shell fired from Afrin by the YPG wounded two refugees in a camp in Reyhanli on Monday, the "
            "governor of Hatay said.",
        ),
        (
            "Hawar News",
            "2018-01-23",
            "The shell that wounded two refugees in the camp at Reyhanli on Monday was fired by the Turkish "
            "army, the Kurdish YPG said in a statement.",
        ),
    ),
    # "and not" clears somebody.
    (
        "disputed-actors",
        (
            "The Kathmandu Post",
            "2015-08-25",
            "Tharu protesters burned a policeman alive in Tikapur on Monday, the home minister told parliament.",
        ),
        (
            "Setopati",
            "2015-08-26",
            "Outsiders and not the Tharu demonstrators killed the policeman who was burned in Tikapur on "
            "Monday, leaders of the community said, pointing to men hired by the police.",
        ),
    ),
    # No vote in some places is no denial of the vote.
    (
        "agree",
        (
            "The Guardian",
            "2021-06-22",
            "Ethiopians voted on Monday in a twice-delayed election. In a fifth of the constituencies there "
            "was no ballot because of fighting or logistical trouble.",
        ),
        (
            "Addis Standard",
            "2021-06-21",
            "Polls opened across Ethiopia on Monday for the sixth general election, put off twice since last "
            "year, but not in about one constituency in five.",
        ),
    ),
    # Known to have died.
    (
        "revised",
        (
            "Reuters",
            "2021-05-22",
            "Fifteen people are known to have died when a volcano near Goma erupted on Saturday, Congo's "
            "government said.",
        ),
        (
            "Reuters",
            "2021-05-25",
            "The death toll of Saturday's eruption of Mount Nyiragongo near Goma rose to 32 on Tuesday, the "
            "Congolese government said.",
        ),
    ),
    # The number stands before what it counts.
    (
        "revised",
        ("Reuters", "2019-08-04", "Police said 20 people were shot dead at a Walmart store in El Paso on Saturday."),
        (
            "Reuters",
            "2019-08-05",
            "With two more of the wounded dead in hospital, El Paso police now put at 22 the number killed "
            "in Saturday's shooting at the Walmart.",
        ),
    ),
    # By whom stands after the deed.
    (
        "disputed-figures",
        (
            "Radio Okapi",
            "2021-02-03",
            "Rebels of the ADF killed 12 villagers in Mabule near Beni on Monday, the army said.",
        ),
        (
            "Actualité.cd",
            "2021-02-03",
            "Residents of Mabule buried 23 people after the attack by ADF rebels on Monday, a village elder said.",
        ),
    ),
    # The latest count.
    (
        "revised",
        (
            "Le Point",
            "2016-07-15",
            "At least 77 people were killed when a truck drove into a crowd in Nice on Thursday evening, the "
            "prosecutor said.",
        ),
        (
            "Le Point",
            "2016-07-16",
            "Eighty-four people died in Thursday's truck attack in Nice, ten of them children, according to "
            "the Paris prosecutor's latest count.",
        ),
    ),
    # Two fires in one camp.
    (
        "different",
        (
            "Prothom Alo",
            "2023-03-05",
            "A fire destroyed 2,000 shelters in the Balukhali camp for Rohingya refugees at Cox's Bazar on Sunday.",
        ),
        (
            "The Daily Star",
            "2021-03-23",
            "Fifteen Rohingya refugees were killed when fire swept through the Balukhali camp on Monday, the "
            "UN refugee agency said.",
        ),
    ),
    # Two blasts in one town.
    (
        "different",
        (
            "Reuters",
            "2017-06-03",
            "A blast at a funeral in Kabul killed seven mourners on Saturday, hospital officials said.",
        ),
        (
            "TOLOnews",
            "2017-06-01",
            "A truck bomb near the German embassy in Kabul killed 90 people on Wednesday, the interior ministry said.",
        ),
    ),
]


@pytest.mark.parametrize(("kind", "one", "other"), PAIRS)
def test_pairs_of_agency_accounts(kind: str, one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    records = [onrecord.read(text, outlet=outlet, published=published) for outlet, published, text in (one, other)]
    assert decided(records[0], records[1], (one[2], other[2])) == kind
