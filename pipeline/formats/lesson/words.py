"""The words of the interface, read from the same files that the browser reads."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from pipeline.errors import ContentError
from pipeline.formats import look

LANGUAGES = ("nb", "nn", "en", "sma")
"""Languages of the interface; the first is the one that others fall back to."""

SELF_NAMES = {
    "ar": "العربية", "da": "Dansk", "de": "Deutsch", "en": "English", "es": "Español", "fi": "Suomi",
    "fr": "Français", "fkv": "Kvääni", "is": "Íslenska", "lt": "Lietuvių", "nb": "Norsk bokmål", "nl": "Nederlands",
    "nn": "Norsk nynorsk", "no": "Norsk", "pl": "Polski", "se": "Davvisámegiella", "sma": "Åarjelsaemien gïele",
    "smj": "Julevsámegiella", "so": "Soomaali", "sv": "Svenska", "ti": "ትግርኛ", "tr": "Türkçe", "uk": "Українська",
}  # fmt: skip
"""What languages call themselves, for menus of captions."""


class Markup(str):
    """Text that is HTML already: templates take it as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, over those that it falls back to; called as a template's ``say``.

    ``language`` is the tag of what stands around them; one without words of its own has an empty ``own``.
    """

    language: str
    own: Mapping[str, str]
    fallback: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> Markup:
        """Say it as markup: what stands in another language than the page is marked so (WCAG 3.1.2)."""
        if not self.foreign(key, **values):
            return Markup(escape(self.text(key, **values)))
        marked = {name: self._marked(value) for name, value in values.items()}
        return Markup(f'<span lang="{LANGUAGES[0]}">{_filled(escape(self._said(key, values)), marked)}</span>')

    def text(self, key: str, **values: object) -> str:
        """Say it as plain text. Raises KeyError for a key that nobody has."""
        return _filled(self._said(key, values), values)

    def foreign(self, key: str, **values: object) -> bool:
        """Whether it is said in another language than what stands around it."""
        return _counted(self.own, key, values) not in self.own

    def label(self, key: str) -> Markup:
        """Give the attributes that name an element: its label, and the language that this is in if it is another."""
        lang = f' lang="{LANGUAGES[0]}"' if self.foreign(key) else ""
        return Markup(f' aria-label="{escape(self.text(key))}"{lang}')

    def back(self, key: str) -> Markup:
        """Give the attribute that leads from an element with such a ``label`` back to the page's language."""
        return Markup(f' lang="{escape(self.language)}"' if self.foreign(key) else "")

    def _said(self, key: str, values: Mapping[str, object]) -> str:
        mine = _counted(self.own, key, values)
        return self.own[mine] if mine in self.own else self.fallback[_counted(self.fallback, key, values)]

    def _marked(self, value: object) -> str:
        # A number is read in the language around it; a name or a sentence is the course's own.
        text = escape(str(value))
        return f'<span lang="{escape(self.language)}">{text}</span>' if isinstance(value, str) else text


def primary(language: str) -> str:
    """Give the interface's language for a BCP 47 tag: its own where there are words for it, else bokmål."""
    return spoken(language) or LANGUAGES[0]


def spoken(language: str) -> str:
    """Give the interface's language for a BCP 47 tag, or '' where there are no words for it."""
    tag = language.lower().replace("_", "-").partition("-")[0]
    return LANGUAGES[0] if tag == "no" else tag if tag in LANGUAGES else ""


def self_name(language: str) -> str:
    """Give what a language calls itself, or its tag."""
    return SELF_NAMES.get(language.lower().partition("-")[0], language)


def words(language: str, own: Mapping[str, str]) -> Words:
    """Give the words for a language; ``own`` are the workspace's templates, which may hold corrected ones.

    Raises ContentError if such a file is none.
    """
    code = spoken(language)
    return Words(language, _read(code, own) if code else {}, _read(LANGUAGES[0], own))


def _read(code: str, own: Mapping[str, str]) -> Mapping[str, str]:
    name = f"lesson/i18n/{code}.js"
    text = look.source(name, own)
    try:
        found, _ = json.JSONDecoder().raw_decode(text, text.index("{"))
        return {str(key): str(value) for key, value in found.items()}
    except ValueError as error:
        raise ContentError(
            f"config/templates/{name}: {error}", "write the words as JSON, or remove the file"
        ) from error


def _filled(text: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _counted(words_: Mapping[str, str], key: str, values: Mapping[str, object]) -> str:
    if "n" not in values or key in words_:
        return key
    return key + ("_one" if values["n"] == 1 else "_other")
