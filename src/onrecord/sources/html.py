"""HTML → a document: the article's text and what the page tells about it, found by trafilatura.

Stored is what trafilatura takes for the article: a paragraph a line, without menus, comments, tables of links and scripts.
"""

from __future__ import annotations

import re

from onrecord.errors import EmptyDocument, NotText
from onrecord.sources.document import Document
from onrecord.sources.encoding import decode
from onrecord.sources.page_dates import date_in_address, stated_date

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
_HAS_PAGE = re.compile(r"<html[\s>]", re.IGNORECASE)
_HEAD = 4096


def document_of(data: bytes, *, name: str, url: str | None = None, charset: str | None = None) -> Document:
    """The document of a page, with its title, outlet, byline, date and address where the page states them.

    Args:
        url: the address that the page was fetched from; kept where the page names none of its own.
        charset: what the server declares; the page's own declaration comes second.

    Raises:
        NotText: the bytes are no text.
        EmptyDocument: there is no article in the page.

    >>> page = b"<title>Fire</title><p>The mayor said on Tuesday that nobody was hurt in the fire at the market.</p>"
    >>> document_of(page, name="a.html").text
    'The mayor said on Tuesday that nobody was hurt in the fire at the market.'
    """
    from trafilatura import bare_extraction, load_html

    markup = decode(data, name=name, declared=charset or declared_encoding(data))
    if not _HAS_PAGE.search(markup):
        markup = f"<html>{markup}</html>"
    page = load_html(markup)
    date = None if page is None else stated_date(page)
    try:
        found = (
            None
            if page is None
            else bare_extraction(
                page,
                url=url,
                with_metadata=True,
                include_comments=False,
                include_tables=False,
                include_formatting=False,
                date_extraction_params={"extensive_search": False},
            )
        )
    except (
        Exception
    ) as error:  # lxml asserts on some broken trees ("<svg><title>" beside "<html>"): its fault, our clear word
        raise NotText(
            f"{name} holds markup that cannot be taken apart ({type(error).__name__}).",
            "Save the article's text as a .txt file.",
        ) from error
    text = None if found is None or isinstance(found, dict) else found.text
    if found is None or isinstance(found, dict) or not text:
        raise EmptyDocument(f"{name} holds no article that could be found.", "Save the article's text as a .txt file.")
    return Document.of(
        text,
        name=name,
        title=_known(found.title),
        url=_known(found.url) or url,
        outlet=_known(found.sitename),
        byline=_known(found.author),
        published=date or date_in_address(found.url or url or ""),
    )


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page declares in its first 4,096 bytes.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">')
    'windows-1251'
    """
    found = _CHARSET.search(data[:_HEAD]) or _XML_ENCODING.search(data[:_HEAD])
    return found.group(1).decode("ascii") if found else None


def _known(value: str | None) -> str | None:
    return (value or "").strip() or None
