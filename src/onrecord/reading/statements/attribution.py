"""What the finding of statements shares: the triple of cue, source and content, and the text as a row of classed tokens.

`modelled` gives the model's triples; mending.py, unattributed.py and continuation.py change and add some. All that follows
(kind, stance, channel, speaker …) reads triples and does not ask who found them.
"""

from __future__ import annotations

from typing import NamedTuple

from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.statements.quotations import Quotation, Quotations

_UTTERANCE_WORDS = 5
_SENTENCE_END = frozenset(".!?…")


class Triple(NamedTuple):
    """One attribution: token ranges of cue, source and content (several where they are split; cue and source may be empty).

    `pattern` tells who found it ("model" or a step of the reading), `probability` is that of the attribution, `source_probability` that of its source.
    """

    cue: tuple[Range, ...]
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    pattern: str
    probability: float
    source_probability: float

    @property
    def score(self) -> float:
        """The product of the probabilities: rising with the share that is right, but not that share (confidence.py)."""
        return self.probability * self.source_probability


def modelled(analysis: Analysis) -> tuple[Triple, ...]:
    """The attributions of the model as triples."""
    return tuple(
        Triple(a.cue, a.source, a.content, "model", a.probability * a.content_probability, a.source_probability)
        for a in analysis.attributions or ()
        if a.content
    )


class Ground:
    """The tokens of a text with what the rules ask of them: lower case, word class, the quotation they stand in.

    A *wall* is a quotation that is an utterance (long, or a sentence of its own): rules look at it as one piece. A short
    quoted phrase (“deep state”) is no wall and is read like any other words.
    """

    def __init__(self, analysis: Analysis, quotations: Quotations) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.lower = [token.text.lower() for token in analysis.tokens]
        self.quotations: list[Range] = []  # every outermost quotation, its marks included
        self.walls: list[Range] = []
        self.wall_quotations: list[Quotation] = []
        self.mark = [False] * len(self.tokens)  # a quotation mark
        self.opens = [False] * len(self.tokens)  # the first token of an outermost quotation
        self.is_whole = [False] * len(
            self.tokens
        )  # the first token of a quotation that is closed, or goes on in the next paragraph
        self.quoted = [False] * len(self.tokens)  # inside any quotation, its marks included
        self.wall = [-1] * len(self.tokens)
        last_of_group = {quotation.group: quotation.start for quotation in quotations.outer}
        for quotation in quotations.outer:
            tokens = analysis.tokens_between(quotation.start, quotation.end)
            if tokens.first >= tokens.last:
                continue
            self.quotations.append(tokens)
            self.opens[tokens.first] = True
            self.is_whole[tokens.first] = quotation.closed or quotation.start < last_of_group[quotation.group]
            for index in range(*tokens):
                self.quoted[index] = True
            for first, last in ((quotation.start, quotation.inner_start), (quotation.inner_end, quotation.end)):
                if first < last:
                    marked = analysis.tokens_between(first, last)
                    for index in range(marked.first, marked.last):
                        self.mark[index] = True
            if self._is_utterance(quotation, tokens):
                for index in range(*tokens):
                    self.wall[index] = len(self.walls)
                self.walls.append(tokens)
                self.wall_quotations.append(quotation)

    def _is_utterance(self, quotation: Quotation, tokens: Range) -> bool:
        inner = [self.tokens[i] for i in range(*tokens) if not self.mark[i]]
        words = [token for token in inner if token.text[0].isalnum()]
        if not words:
            return False
        if len(words) >= _UTTERANCE_WORDS or not quotation.closed:
            return True
        if inner[-1].text[-1] in _SENTENCE_END:
            return True
        if inner[-1].text == "," and self.sentence(tokens.first).first == tokens.first:
            return True
        before = self.tokens[tokens.first - 1].text if tokens.first else ""
        return before in (":", ",") and words[0].text[0].isupper()

    def breaks_line(self, index: int) -> bool:
        """Whether a line ends between the token and the one before it."""
        between = self.analysis.text[self.tokens[index - 1].end : self.tokens[index].start] if index else ""
        return "\n" in between or "\r" in between

    def is_word(self, index: int) -> bool:
        """Whether the token begins with a letter or a digit."""
        return self.tokens[index].text[0].isalnum()

    def is_capitalised(self, index: int) -> bool:
        """Whether the token begins with a capital."""
        return self.tokens[index].text[0].isupper()

    def is_nominal(self, index: int) -> bool:
        """Whether the token can be part of a noun phrase's core: a noun, adjective, name, number, possessive 's."""
        word = self.lower[index]
        if word in _POSSESSIVE_MARK or word in _INSIDE_NAMES:
            return True
        if self.mark[index]:
            return True
        return self.is_word(index) and (word not in _CLOSED or (self.is_capitalised(index) and word in _NAME_LIKE))

    def is_verb_like(self, index: int) -> bool:
        """Whether the token looks like a finite verb: an auxiliary, a common irregular verb, or an -ed form."""
        word = self.lower[index]
        if word in _VERB:
            return not (self.is_capitalised(index) and word in _NAME_LIKE)
        return len(word) > 4 and word.endswith("ed") and not self.is_capitalised(index)

    def sentence(self, index: int) -> Range:
        """The sentence that the token belongs to."""
        return self.analysis.sentences[self.analysis.sentence_of(index)]

    def wall_range(self, index: int) -> Range | None:
        """The utterance in quotation marks that the token is part of."""
        number = self.wall[index]
        return self.walls[number] if number >= 0 else None


_POSSESSIVE_MARK = frozenset(["'s", "’s", "'", "’"])
_INSIDE_NAMES = frozenset(["-", "&", "%", "$", "€", "£", "/", ".", "#"])
_NAME_LIKE = frozenset(["may", "march", "will", "us", "met", "mark", "it"])
_VERB = (words_of("auxiliary", "verb")) - _POSSESSIVE_MARK
_CLOSED = words_of(
    "personal", "object", "relative", "wh", "determiner", "possessive", "preposition", "subordinator", "coordinator",
    "auxiliary", "negation", "adverb", "verb",
)  # fmt: skip
