"""Show notes: Markdown from the producer, as HTML that is safe on a page and in an app, and as plain text."""

import re
from collections.abc import Sequence
from functools import cache
from html import escape

import nh3
from lxml import html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from pipeline.formats.text import clean, one_line

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title", "hreflang"}, "abbr": {"title"}, "ol": {"start"}}
_NEVER = {"script", "style", "iframe", "object", "noscript", "template", "title", "textarea", "svg", "math"}
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_HIGHEST, _LOWEST = 3, 6
"""Levels for headings in notes: a page has its title in h1 and the notes' own heading in h2."""
_BLOCKS = {"p", "blockquote", "pre", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
_LINES = {"br", "li", "dt", "dd"}


def to_html(markdown: str) -> str:
    """Give CommonMark as HTML with a short list of elements; '' for nothing.

    What could run, load or style something is dropped, also where HTML was written by hand; links go to absolute
    http, https and mailto addresses only; a picture becomes a link to it, so that no reader's visit is told to others.
    Headings start at h3 and skip no level.
    """
    safe = nh3.clean(
        _commonmark().render(clean(markdown)),
        tags=_TAGS,
        clean_content_tags=_NEVER,
        attributes=_ATTRIBUTES,
        attribute_filter=_only_addresses,
        link_rel="noopener",
        url_schemes={"http", "https", "mailto"},
    )
    return _levelled(safe).strip()


def to_text(markup: str) -> str:
    """Give HTML as plain text: paragraphs with an empty line between, items marked, links followed by addresses."""
    if not markup.strip():
        return ""
    parts: list[str] = []
    _collect(html.fragment_fromstring(clean(markup), create_parent="div"), parts)
    lines = [one_line(line) for line in "".join(parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


@cache
def _commonmark() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"linkify": False, "typographer": False})
    markdown.add_render_rule("image", _picture_as_link)
    return markdown


def _picture_as_link(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    address = str(tokens[index].attrs["src"])
    words = renderer.renderInlineAsText(tokens[index].children, options, env)
    return f'<a href="{escape(address)}">{escape(words or address)}</a>'


def _only_addresses(_tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "href" or _ADDRESS.match(value) else None


def _levelled(markup: str) -> str:
    """Move the highest heading to ``_HIGHEST`` and let the others follow, none more than one below the one before."""
    top = min((int(level) for level, _ in _HEADING.findall(markup)), default=_HIGHEST)
    before = _HIGHEST - 1

    def moved(found: re.Match[str]) -> str:
        nonlocal before
        before = min(int(found[1]) - top + _HIGHEST, before + 1, _LOWEST)
        return f"<h{before}>{found[2]}</h{before}>"

    return _HEADING.sub(moved, markup)


def _collect(element: HtmlElement, parts: list[str]) -> None:
    """Add the words of ``element`` to ``parts``, with line breaks where it has its own lines or block."""
    around = _break(element)
    parts += (around, _bullet(element), _words(element, element.text))
    for child in element:
        if isinstance(child.tag, str):  # not a comment
            _collect(child, parts)
        parts.append(_words(element, child.tail))
    parts += (_address_of(element), around if len(around) > 1 else "")


def _break(element: HtmlElement) -> str:
    parent = element.getparent()
    if parent is not None and parent.tag == "li" and element.tag in _BLOCKS:
        return "\n" if element.tag not in {"ul", "ol"} and parent.index(element) else ""  # below or beside the bullet
    return "\n\n" if element.tag in _BLOCKS else "\n" if element.tag in _LINES else ""


def _bullet(element: HtmlElement) -> str:
    parent = element.getparent()
    if element.tag != "li" or parent is None:
        return ""
    return f"{parent.index(element) + int(parent.get('start') or 1)}. " if parent.tag == "ol" else "• "


def _words(element: HtmlElement, text: str | None) -> str:
    return (text or "") if element.tag in {"pre", "code"} else re.sub(r"\s+", " ", text or "")


def _address_of(element: HtmlElement) -> str:
    address = (element.get("href") or "").removeprefix("mailto:")
    return f" ({address})" if address and address not in element.text_content() else ""
