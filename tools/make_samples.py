"""Makes the sample articles of `examples/` from the Wikinews texts that the GUM corpus carries (CC BY 2.5).

    python tools/make_samples.py GUM_FOLDER examples

Each `GUM_news_*.conllu` holds one whole article: its title, date and address in comments, its sentences in `# text`. The
texts are written as GUM prints them; nothing is changed but that sentences are joined by a blank and paragraphs by an empty
line. The title and the date line, which GUM keeps as the first two paragraphs, become the fields `title` and `published`.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

SAMPLE = "GUM_news_korea"  # the article that the README reads


def article(conllu: str) -> dict[str, str]:
    """One JSONL row (id, title, published, url, outlet, text) of a GUM news document."""
    meta = dict(re.findall(r"^# meta::(\w+) = (.*)$", conllu, re.M))
    paragraphs: list[tuple[str, list[str]]] = []
    for key, value in re.findall(r"^# (newpar_block|text) = (.*)$", conllu, re.M):
        if key == "newpar_block":
            paragraphs.append((value, []))
        else:
            paragraphs[-1][1].append(value)
    body = [" ".join(sentences) for _, sentences in paragraphs if sentences]
    if body and body[0] == meta["title"]:
        body = body[1:]
    body = [text for text in body if not re.fullmatch(r"\w+day, \w+ \d+, \d{4}", text)]
    name = re.search(r"^# newdoc id = GUM_news_(\w+)", conllu, re.M)
    return {
        "id": f"wikinews-{name.group(1) if name else meta['title']}",
        "title": meta["title"],
        "published": meta["dateCreated"],
        "url": meta["sourceURL"],
        "outlet": "Wikinews",
        "text": "\n\n".join(body) + "\n",
    }


def main() -> None:
    gum, examples = map(Path, sys.argv[1:3])
    rows = {path.stem: article(path.read_text("utf-8")) for path in sorted(gum.glob("GUM_news_*.conllu"))}
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows.values())
    (examples / "wikinews.jsonl").write_text(lines, "utf-8")
    (examples / "north-korea.jsonl").write_text(json.dumps(rows[SAMPLE], ensure_ascii=False) + "\n", "utf-8")
    credits = "\n".join(f"- “{r['title']}”, {r['published']}, <{r['url']}>" for r in rows.values())
    (examples / "README.md").write_text(
        "# Sample articles\n\n`wikinews.jsonl` holds 22 whole articles of Wikinews, `north-korea.jsonl` one of them: real news, "
        "as the GUM corpus carries them\n(their sentences as GUM prints them; title and date line moved to fields). Text: "
        "Wikinews contributors, licence\n[CC BY 2.5](https://creativecommons.org/licenses/by/2.5/). Made by "
        f"`tools/make_samples.py`.\n\n{credits}\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()
