"""The reader's model as it ships: files that are checked, and texts read with them."""

from __future__ import annotations

import shutil

import pytest

from onrecord.errors import ModelError
from onrecord.model.files import FOLDER, load
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize

shipped = pytest.mark.skipif(not (FOLDER / "card.json").exists(), reason="the weights are not in this checkout")
ARTICLE = "“We will not leave,” Mayor Ana Lopez said on Tuesday.\n\nPresident Vladimir Putin denied that North Korea had sent troops to Russia."


def laid(text):
    tokens = tokenize(text)
    return text, tokens, split_sentences(text, tokens)


@pytest.fixture(scope="module")
def model():
    from onrecord.model.reader import load_model

    return load_model()


def words(analysis, ranges):
    return [analysis.text[slice(*analysis.characters(part))] for part in ranges]


def test_a_missing_model_says_so_and_how_to_get_it(tmp_path):
    with pytest.raises(ModelError, match=r"missing.*Reinstall"):
        load(tmp_path)


@shipped
@pytest.mark.parametrize("name", ["reader.onnx", "heads.npz", "certainty.npz", "events.npz", "tokenizer.json"])
def test_a_damaged_or_missing_file_is_found_out(tmp_path, name):
    folder = tmp_path / "weights"
    shutil.copytree(FOLDER, folder)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match="damaged"):
        load(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match="missing"):
        load(folder)


@pytest.mark.parametrize("card", ["", "{}", "[]", "{"])
def test_a_card_that_is_none_is_found_out(tmp_path, card):
    (tmp_path / "card.json").write_text(card)
    with pytest.raises(ModelError, match="damaged"):
        load(tmp_path)


@shipped
def test_who_said_what(model):
    found = model.analyse(*laid(ARTICLE))
    said = [(words(found, one.source), words(found, one.cue), words(found, one.content)) for one in found.attributions]
    assert [(source[0], cue[0]) for source, cue, _ in said] == [
        ("Mayor Ana Lopez", "said"),
        ("President Vladimir Putin", "denied"),
    ]
    assert "We will not leave" in said[0][2][0]
    assert "North Korea had sent troops to Russia" in said[1][2][0]


@shipped
def test_tags_and_trees(model):
    found = model.analyse(*laid(ARTICLE))
    at = [token.text for token in found.tokens].index("sent")
    assert (found.upos[at], found.lemmas[at]) == ("VERB", "send")
    for sentence in found.sentences:
        roots = [n for n in range(*sentence) if found.heads[n] == -1]
        assert len(roots) == 1
        assert all(sentence.first <= found.heads[n] < sentence.last for n in range(*sentence) if n not in roots)
    names = {words(found, [one])[0] for one in found.entities}
    assert {"Ana Lopez", "Vladimir Putin", "North Korea", "Russia"} <= names


@shipped
def test_alone_or_among_others_a_text_reads_the_same(model):
    texts = [ARTICLE, "He said no.", ARTICLE, "", "Rain."]
    together = model.analyse_many([laid(text) for text in texts])
    assert together[0] == together[2]
    assert [one.text for one in together] == texts
    assert together[1].upos == model.analyse(*laid("He said no.")).upos


@shipped
def test_what_is_read_beside_it_changes_nothing_in_a_text(model):
    others = ["“No,” she said.", ARTICLE.upper(), "Troops marched on Monday. " * 9, "12 345 %%% ?? !!"]
    alone = model.analyse(*laid(ARTICLE))
    assert model.analyse_many([laid(text) for text in (*others, ARTICLE)])[-1] == alone


@shipped
@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "”",
        "” he said.",
        "“ “ “",
        "a" * 5000,
        "word " * 3000,
        "\u200b \u0301 \ud83d\ude00",
        "\x00\x01",
        "ALL CAPITALS HE SAID.",
    ],
)
def test_broken_text_is_read(model, text):
    found = model.analyse(*laid(text))
    assert len(found.upos) == len(found.heads) == len(found.lemmas) == len(found.tokens)
    for one in found.attributions:
        for part in (*one.cue, *one.source, *one.content):
            assert 0 <= part.first < part.last <= len(found.tokens)


@shipped
def test_every_sentence_of_a_long_document_is_read(model):
    text = "\n".join(["“It rained,” said Ana Lopez. She left the town with her brother and her dog."] * 60)
    found = model.analyse(*laid(text))
    assert len(found.attributions) >= 55
