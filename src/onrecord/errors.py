"""Everything that can go wrong, in one tree. Each error says what happened and what its reader can do about it.

    OnRecordError
    ├── SourceError             a document could not be had or read          (becomes an error record; the run goes on)
    │   ├── EmptyDocument       nothing to read in it
    │   ├── NotText             binary data, or bytes in no encoding that fits
    │   ├── TooLarge            above the limit of one document
    │   ├── BadLine             a JSONL line that is no JSON object with a "text"
    │   ├── FetchFailed         a URL that does not answer, or answers with an error
    │   ├── AddressRefused      a URL that leads to a private or local address
    │   └── UnsupportedLanguage the text is not English
    ├── ModelError              the model's files are missing or damaged
    ├── LedgerError             a ledger that is none, is locked, or cannot be written
    ├── InternalError           a fault of OnRecord itself, met in one document
    └── UsageError              the call itself makes no sense

`code` is what an error record carries in `error.code`; it never changes once released.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """The base of all errors that OnRecord raises on purpose.

    >>> str(EmptyDocument("notes.txt holds no text.", "Give a file with text in it."))
    'notes.txt holds no text. Give a file with text in it.'
    """

    code = "error"

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class SourceError(OnRecordError):
    """A document could not be had or read."""

    code = "source"


class EmptyDocument(SourceError):
    """There is no text in the document."""

    code = "empty"


class NotText(SourceError):
    """Binary data, or bytes that no encoding explains."""

    code = "not-text"


class TooLarge(SourceError):
    """The document is above the limit for one document."""

    code = "too-large"


class BadLine(SourceError):
    """A JSONL line that is no JSON object with a "text"."""

    code = "bad-line"


class FetchFailed(SourceError):
    """A URL that does not answer in time, or answers with an error."""

    code = "fetch-failed"


class AddressRefused(SourceError):
    """A URL that is, or redirects to, a private, local or otherwise unfit address."""

    code = "address-refused"


class UnsupportedLanguage(SourceError):
    """The text was recognised as a language other than English."""

    code = "language"


class ModelError(OnRecordError):
    """The model's files are missing or damaged."""

    code = "model"


class LedgerError(OnRecordError):
    """The ledger is no ledger, is locked, or cannot be written."""

    code = "ledger"


class InternalError(OnRecordError):
    """A fault of OnRecord itself, met in one document; `__cause__` is what was raised."""

    code = "internal"

    @classmethod
    def of(cls, name: str, cause: BaseException) -> InternalError:
        """The error that stands for `cause` in the document called `name`.

        >>> InternalError.of("a.txt", IndexError("list index out of range")).message
        'a.txt could not be read because of a fault in OnRecord (IndexError: list index out of range).'
        """
        reason = " ".join(f"{type(cause).__name__}: {cause}".split())[:200].rstrip(": ")
        found = cls(
            f"{name} could not be read because of a fault in OnRecord ({reason}).",
            "Please report it with the document; ONRECORD_DEBUG=1 shows where it happened.",
        )
        found.__cause__ = cause
        return found


class UsageError(OnRecordError):
    """The call itself makes no sense (exit code 2)."""

    code = "usage"
