"""A folder → the files in it that can be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from onrecord.errors import SourceError
from onrecord.sources.document import storable
from onrecord.sources.failure import Failure, failure_of
from onrecord.sources.formats import format_of_name


def files(folder: str) -> Iterator[str | Failure]:
    """The files under `folder`, subfolders included, sorted by name within each, with an ending that is known. Hidden files
    and folders are left out; a link to a folder is not followed. What cannot be listed or is no file gives a `Failure`.
    """
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path != folder and not os.path.isdir(path):
            yield path if _is_file(path) else _no_file(path)
            continue
        try:
            with os.scandir(path) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield failure_of(path, error)
            continue
        wanted = [entry.path for entry in found if not entry.name.startswith(".") and _is_wanted(entry)]
        waiting.extend(reversed(wanted))


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    if entry.is_dir(follow_symlinks=False):
        return True
    # A link that leads to a folder, nowhere or round in a circle is judged by the folder's reader, not passed over here.
    return format_of_name(entry.name) is not None and not (entry.is_symlink() and os.path.isdir(entry.path))


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False


def _no_file(path: str) -> Failure:
    try:
        os.stat(path)
    except OSError as error:
        return failure_of(path, error)
    name = storable(path)
    return Failure(name, SourceError(f"{name} is no regular file.", "Give it by itself if it is meant to be read."))
