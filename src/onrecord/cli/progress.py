"""The progress bar of a long run: on stderr, and on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from onrecord.cli.plain import clipped, line

_LONGEST_NAME = 40


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Gives a function to be called with each document's name when it is done. How many are to come is not known before they are
    opened, so the bar shows how many are done, how fast, and what came last."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TimeElapsedColumn
    from rich.text import Text

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)

    class Done(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = f"{task.speed:.1f} a second" if task.speed else "starting"
            return line(console, f"{task.completed:,.0f} documents, {speed}")

    class Last(ProgressColumn):
        def render(self, task: Task) -> Text:
            return line(console, (str(task.fields["name"]), "dim"))

    spinner = "dots" if "utf" in console.encoding else "line"
    columns = (SpinnerColumn(spinner), BarColumn(bar_width=16), Done(), TimeElapsedColumn(), Last())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, name="")
        yield lambda name: bar.update(task, advance=1, name=clipped(name, _LONGEST_NAME))
