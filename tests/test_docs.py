"""The generated pages say what the code says, and the README's links lead somewhere."""

import re
from pathlib import Path

from tools import write_docs

ROOT = Path(__file__).resolve().parent.parent


def test_the_generated_pages_are_up_to_date() -> None:
    for path, text in write_docs.pages().items():
        assert path.read_text("utf-8").splitlines() == text.splitlines(), "run python tools/write_docs.py"


def test_every_command_has_an_example() -> None:
    page = write_docs.command_line()
    sections = re.split(r"^## ", page, flags=re.M)[1:]
    assert len(sections) > 5
    assert [section.split("\n")[0] for section in sections if "Example" not in section] == []


def test_links_of_the_pages_lead_to_files() -> None:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} points to {target}"


def test_the_sources_of_the_package_are_all_credited() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.S | re.M)
    assert listed is not None
    notices = (ROOT / "THIRD-PARTY.md").read_text("utf-8")
    names = re.findall(r'"([A-Za-z0-9_-]+)', listed.group(1))
    assert len(names) > 8
    assert [name for name in names if name not in notices] == []
