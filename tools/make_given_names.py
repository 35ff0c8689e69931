"""Writes src/onrecord/knowledge/actors/given_names.txt from the name lists of Faker (MIT); run by hand when Faker has changed.

python tools/make_given_names.py
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

from faker.providers import person

TABLE = Path(__file__).parent.parent / "src" / "onrecord" / "knowledge" / "actors/given_names.txt"
NAME = re.compile(r"[A-ZÀ-ÞĀ-Ž][a-zß-ÿā-žıʼ'’]+(?:-[A-ZÀ-Þ][a-zß-ÿā-ž]+)?")
# A name that leans to one gender by this factor over all locales counts as of that gender.
LEANING = 4
# English words that Faker lists as names; news does not use them as one.
NOT_NAMES = frozenset(
    (TABLE.parent / "text/capital_words.txt").read_text("utf-8").split()
    + """Add Ah Ally Among An Author Baby Banks Beat Bell Bent Blessing Boss Brain Branch Can Cap Captain Carry Case Cash Chance Con
    Constant Creed Darling Destiny Doctor Early Echo Edit Elder Else Era Essence Ever Fancy Fate Fed Fleet Floor Forest Forum Friend Garner
    Gauge Gay General Golden Governor Green Greet Gun Hall Harm Harsh Haven Hence Hung Infant Innocent Jail Jet Job Joke Journey Judge
    Junior Justice Kick Lady Lawyer Lean Less Liberty Lies Line Link Little Loan Lone Long Lot Love Loyal Lucky Mad Made Major Male Man
    Marry Martial Mate Math Media Mentor Metro Mile Minor Miracle My Nail Noble Odd Oral Orange Owe Park Pastor Peace Peer Pepper Per Pink
    Pleas Pleasant Precious Press Price Purity Raid Reason Red Rein River Rock Roll Royal Rush Sad Saga Said Server Silver Sincere Sing
    Sister Sky Sole Son Spring Star Storm Summer Tea Ties Tiny Tone Trace True Unique Unknown Unnamed Urban Us Valid Victory Wage Wells
    Wing Winter Worth Young America Asia Europe Africa Vienna London India China Kenya Israel Kingston Washington Berlin Madrid Manila
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday English French Minister President Queen King Northern Southern Western Eastern
    The This That They There And But For With Not God Army Navy Force State Street Saint San Santa Los Las El La Le De Da Do Di Van Von
    Bank House City Party Union Senate Congress House Court Times Post News Radio Group Team Company Islam Muslim Christmas Easter Pope North South East West Alta Windy Padma""".split()  # noqa: SIM905
)
# Names in the spelling of news (transliterated) that the lists have in another script or not at all.
BY_HAND_MALE = """Volodymyr Andriy Andrii Oleksandr Oleksandar Oleksiy Oleksii Dmytro Serhiy Serhii Mykhailo Mykola Mykhaylo Valeriy Valerii Kyrylo Vitali
    Vitaliy Pavlo Petro Ihor Denys Ruslan Rustem Vadym Yuriy Yurii Hryhoriy Anatoliy Dmitry Dmitri Dmitriy Sergei Sergey Alexei Alexey Aleksei
    Aleksandr Alexandr Mikhail Nikolai Nikolay Yevgeny Evgeny Yevgeniy Oleg Anatoly Vasily Vassily Yuri Vyacheslav Vladislav Gennady Valery Arkady
    Ramzan Narendra Shehbaz Nawaz Imran Asif Pervez Rahul Amit Rajnath Abiy Cyril Uhuru Raila Bola Muhammadu Goodluck Olusegun Yoweri
    Emmerson Mahamat Bashar Hosni Abdel Abdul Abdullah Muhammad Yoav Benny Itamar Bezalel Ehud Ebrahim Hossein Javad Masoud Hamid
    Ashraf Nouri Haider Mustafa Muqtada Saad Nabih Najib Salva Riek Shinzo Fumio Yoshihide Barack Donald Newt Rodrigo Joko Prabowo
    Mahathir Anwar Prayuth Jair Evo Enrique Olaf Jens Rishi Keir Hamza Ismail Yahya Isaac Yitzhak Shimon Ariel Avigdor Naftali Yair
    Recep Tayyip Mevlut Hakan Ilham Nikol Irakli Mikheil Kassym-Jomart Emomali Gurbanguly Sadyr Shavkat Hun Thongloun Ferdinand
    Kofi Ban Antonio Tedros Zalmay Abdulrahman Abdulaziz Hemedti Fayez Khalifa Moammar Muammar Idriss Macky Alassane Laurent
    Guillaume Blaise Alpha Faure Nana Ellen Kgalema Thabo Jacob Filipe Lazarus Hakainde Samia Hage Uhuru Ousmane Mamadou Amadou""".split()  # noqa: SIM905
BY_HAND_FEMALE = """Yulia Yuliya Olena Iryna Oksana Nataliya Natalia Svetlana Ekaterina Yelena Kamala Hillary Ursula Giorgia Angela Theresa Dilma Aung
    Jacinda Sanna Kaja Sheikh-Hasina Khaleda Sonia Mamata Tzipi Ayelet Miri Fatou Ngozi Nkosazana Samantha Condoleezza Nikki Kellyanne""".split()  # noqa: SIM905
HEAD = """\
# Given names and the gender they lean to: m, f, or "-" where both or unknown. Written by tools/make_given_names.py from the name
# lists of Faker (MIT, Daniele Faraglia and contributors) in some sixty locales.
"""


def main() -> None:
    male: Counter[str] = Counter()
    female: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute, counter in (("first_names_male", male), ("first_names_female", female), ("first_names", other)):
            values = getattr(provider, attribute, ())
            if isinstance(values, list | tuple | set | dict):
                counter.update({name for name in values if isinstance(name, str) and NAME.fullmatch(name)})
    male.update(dict.fromkeys(BY_HAND_MALE, LEANING))
    female.update({name: LEANING for name in BY_HAND_FEMALE if "-" not in name})
    lines = []
    for name in sorted((male.keys() | female.keys() | other.keys()) - NOT_NAMES):
        m, f = male[name], female[name]
        m, f = (LEANING, 0) if name in BY_HAND_MALE else (0, LEANING) if name in BY_HAND_FEMALE else (m, f)
        gender = (
            "m" if m >= LEANING * max(f, 1) or m > 0 == f else "f" if f >= LEANING * max(m, 1) or f > 0 == m else "-"
        )
        lines.append(f"{name}\t{gender}")
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} rows in {TABLE}")


if __name__ == "__main__":
    main()
