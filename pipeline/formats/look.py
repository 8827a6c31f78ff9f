"""Our templates and the workspace's own, which a person may write to restyle the pages."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from importlib.resources import files

import jinja2

from pipeline.errors import ContentError
from pipeline.formats import norwegian
from pipeline.formats.addresses import fragment_seconds, relative, web_address
from pipeline.formats.roles import role_words
from pipeline.formats.text import one_line, paragraphs
from pipeline.model.headers import cache_control
from pipeline.model.release import REVALIDATE, Asset

PAGE_CACHE = REVALIDATE
SHIPPED = ("base.html", "episode.html", "icons.html", "parts.html", "redirect.html", "show.html")
LESSON = (
    *(f"lesson/{name}.html" for name in ("course", "section", "views", "icons")),
    *(f"lesson/{name}.css" for name in ("lesson", "player", "quiz", "print")),
    *(f"lesson/i18n/{language}.js" for language in ("nb", "nn", "en", "sma")),
)
"""Templates of courses; the scripts that keep a learner's progress are not among what may be replaced."""
LMS = ("lms/index.html", "lms/style.css", "lms/statement.html")
RESTYLED = (*SHIPPED, "theme.css", "style.css", "player.js", *LMS, *LESSON)
"""The file names that a workspace's ``config/templates/`` may hold."""

_STYLE, _SCRIPT = ("theme.css", "style.css"), ("player.js",)


def render(name: str, own: tuple[tuple[str, str], ...], **values: object) -> bytes:
    """Fill in a template. ``own`` are the workspace's, as (name, text); they may extend ``shipped/<name>``."""
    try:
        return _environment(own).get_template(name).render(values).encode()
    except jinja2.TemplateError as error:
        if not own:
            raise
        raise _told(error, name) from error


def source(name: str, own: Mapping[str, str]) -> str:
    """Give a template's or script's text as it stands: the workspace's, else ours."""
    return own[name] if name in own else _shipped(name)


def static_assets(show: str, own: Mapping[str, str]) -> tuple[Asset, Asset]:
    """Give the style sheet and the script of the show with that slug, under content-addressed keys."""
    style = _joined(_STYLE, own)
    script = _joined(_SCRIPT, own)
    return (
        Asset(_key(show, "style", "css", style), style, "text/css; charset=utf-8"),
        Asset(_key(show, "player", "js", script), script, "text/javascript; charset=utf-8"),
    )


def lms_style(folder: str, own: Mapping[str, str]) -> Asset:
    """Give the style sheet of the pages for LMS administrators, under a content-addressed key in ``folder``."""
    style = _joined(("theme.css", "lms/style.css"), own)
    key = f"{folder}/style-{hashlib.sha256(style).hexdigest()[:12]}.css"
    return Asset(key, style, "text/css; charset=utf-8", cache_control(key))


@lru_cache(maxsize=4)
def _environment(own: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    shipped = jinja2.PackageLoader("pipeline", "templates")
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [jinja2.DictLoader(dict(own)), shipped, jinja2.PrefixLoader({"shipped": shipped})],
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(_FILTERS)
    return environment


def _date(moment: datetime, zone: tzinfo) -> str:
    return norwegian.date_words(moment.astimezone(zone))


def _stamp(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


_FILTERS = {
    "clock": norwegian.clock,
    "clock_words": norwegian.clock_words,
    "date": _date,
    "duration": norwegian.duration_words,
    "duration_iso": norwegian.duration_iso,
    "from": relative,
    "language": norwegian.language_words,
    "line": one_line,
    "paragraphs": paragraphs,
    "role": role_words,
    "seconds": fragment_seconds,
    "size": norwegian.size_words,
    "stamp": _stamp,
    "web": web_address,
}


def _joined(names: tuple[str, ...], own: Mapping[str, str]) -> bytes:
    return "".join(source(name, own) for name in names).encode()


def _shipped(name: str) -> str:
    return files("pipeline").joinpath("templates", *name.split("/")).read_text(encoding="utf-8")


def _key(show: str, name: str, extension: str, body: bytes) -> str:
    return f"{show}/assets/{name}-{hashlib.sha256(body).hexdigest()[:12]}.{extension}"


def _told(error: jinja2.TemplateError, name: str) -> ContentError:
    where = f"{error.name or name}: line {error.lineno}" if isinstance(error, jinja2.TemplateSyntaxError) else name
    return ContentError(f"config/templates/{where}: {error}", "correct the template, or remove it to use ours")
