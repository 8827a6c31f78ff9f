"""The reference of every key and exit code, written from the code itself."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType, NoneType
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from pipeline.errors import PipelineError
from pipeline.model.audio import Profile
from pipeline.workspace.schema.base import Kind, Needed, Table, fields_of, nested
from pipeline.workspace.schema.course import CourseTable
from pipeline.workspace.schema.episode import EpisodeTable
from pipeline.workspace.schema.lesson import LessonTable
from pipeline.workspace.schema.mastering import MasteringTable
from pipeline.workspace.schema.quiz import QuizTable
from pipeline.workspace.schema.reflection import ReflectionsTable
from pipeline.workspace.schema.settings import SettingsTable
from pipeline.workspace.schema.show import ShowTable
from pipeline.workspace.schema.write import as_toml

FILES: tuple[tuple[str, type[Table]], ...] = (
    ("config/publish.toml", SettingsTable),
    ("feeds/<show>/show.toml", ShowTable),
    ("episodes/<slug>/episode.toml", EpisodeTable),
    ("elearning/<course>/course.toml", CourseTable),
    ("elearning/<course>/<lesson>/lesson.toml", LessonTable),
    ("elearning/<course>/<lesson>/quiz.toml", QuizTable),
    ("elearning/<course>/<lesson>/reflection.toml", ReflectionsTable),
)
_ABOVE: Mapping[type[Table], str] = MappingProxyType(
    {ShowTable: "as in `config/publish.toml`", EpisodeTable: "as in `show.toml`"}
)
"""What holds of mastering where the keys of these files are left out; the first file has the values themselves."""
_USUAL = Profile()
_MADE = "<!-- Written by scripts/make_reference.py from the code; change it there. -->"
_INTRODUCTION = """\
# Every key of a workspace

A workspace has a few kinds of files, all [TOML](https://toml.io). Unknown keys are refused. `publish check` finds
every problem at once, each as `file: key: what is wrong: what to do`; `people.2.name` is the name of the second of the
`[[people]]`. Files and folders that begin with `.` or `_` are left out.

A show's folder in `feeds/` also holds its pictures and sounds, an episode's folder in `episodes/` its recording, its
transcript and `notes.md` (show notes in Markdown). The names of the folders are part of the addresses: a to z, 0 to 9
and hyphens, at most 60 characters. No file may lie outside the workspace, nor may a link lead there.

A course's folder in `elearning/` holds a folder for each lesson. A lesson's folder holds its video and its captions in
one or more languages (`captions.nb.vtt`; the lesson's own language must be there). It may hold `transcript.vtt` (or
`.srt`, `.txt`; else the captions are the transcript), `descriptions.nb.vtt`, `poster.jpg`, `text.md` (what to read, in
Markdown, below the headings `# Før` and `# Etter`), `quiz.toml` and `reflection.toml`. Captions have at most two lines
of 42 characters and 20 characters a second, stand for 0.83 to 7 seconds, and do not overlap.

`config/guids.lock.json` is written by `publish` and kept with the content: it holds what was assigned once, for good.
An episode whose folder was renamed is known again by its recording, or by its number or title.
`config/courses.lock.json` is the same for courses: it holds the identifiers under which an LMS keeps what learners have
done. A lesson whose folder was renamed is known again by its video or title, a reworded question or option by its
place.
"""
_TYPES: dict[object, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "`true` or `false`",
}
_LIMITS = (("ge", "from"), ("le", "to"))
_OTHER_CODES = {
    0: "Everything was done.",
    1: "A bug of ours: please report it.",
    2: "The command was written wrongly.",
    130: "Interrupted by Ctrl+C; what was finished is kept.",
}


def keys() -> str:
    """Give the reference of every key, which a new workspace gets as ``felt.md``."""
    files = (part for name, model in FILES for part in (f"## `{name}`", *_sections(model, "", _ABOVE.get(model, ""))))
    return "\n\n".join((_INTRODUCTION.strip(), *files)) + "\n"


def configuration() -> str:
    """Give ``docs/reference/configuration.md``."""
    return f"{_MADE}\n\n{keys()}"


def exit_codes() -> str:
    """Give ``docs/reference/exit-codes.md``."""
    codes = {one.exit_code: _meaning(one) for one in PipelineError.__subclasses__()} | _OTHER_CODES
    rows = [f"| {code} | {codes[code]} |" for code in sorted(codes)]
    head = ["| Code | What it means |", "| --- | --- |"]
    text = "A publish that failed never exits 0. Errors go to standard error, with what to do about them."
    return "\n\n".join((_MADE, "# Exit codes", text, "\n".join([*head, *rows]))) + "\n"


def _meaning(error: type[PipelineError]) -> str:
    return (error.__doc__ or "").partition(" (exit")[0].strip() + "."


def _sections(model: type[Table], path: str, above: str) -> Iterator[str]:
    """Give a table of the model's own keys, then a section for each table in it."""
    plain = {key: field for key, field in fields_of(model).items() if nested(field.annotation) is None}
    head = ["| Key | Value | If left out | What it is |", "| --- | --- | --- | --- |"]
    if plain:
        yield "\n".join([*head, *(_row(key, field, _left_out(model, key, above)) for key, field in plain.items())])
    for key, field in fields_of(model).items():
        inner = nested(field.annotation)
        if inner:
            name, inside = _heading(path, key, field)
            yield f"### {name}"
            yield _about(field)
            yield from _sections(inner, inside, above)


def _heading(path: str, key: str, field: FieldInfo) -> tuple[str, str]:
    kind = get_origin(field.annotation)
    inside = f"{path}{key}.<name>." if kind is dict else f"{path}{key}."
    name = inside.removesuffix(".")
    return (f"`[[{name}]]`" if kind is tuple else f"`[{name}]`"), inside


def _about(field: FieldInfo) -> str:
    needed = field.is_required() or any(isinstance(one, Needed) for one in field.metadata)
    return f"{field.description} {'Must be there.' if needed else 'May be left out.'}"


def _row(key: str, field: FieldInfo, left_out: str) -> str:
    what = (field.description or "").replace("|", "\\|")
    example = f" Example: `{as_toml(field.examples[0])}`." if field.examples else ""
    return f"| `{key}` | {_value(field)} | {left_out} | {what}{example} |"


def _left_out(model: type[Table], key: str, above: str) -> str:
    field, mastering = model.model_fields[key], issubclass(model, MasteringTable) and key in MasteringTable.model_fields
    if field.is_required():
        return "must be there"
    if mastering and above:
        return above
    default: object = getattr(_USUAL, key) if mastering else field.get_default()
    return f"`{as_toml(default)}`" if default not in {None, "", ()} else ""


def _value(field: FieldInfo) -> str:
    kinds = [one.words for one in field.metadata if isinstance(one, Kind)]
    limits = [(words, getattr(one, key)) for one in field.metadata for key, words in _LIMITS if hasattr(one, key)]
    return " ".join([*(kinds or [_words(field.annotation)]), *(f"{words} {limit:g}" for words, limit in limits)])


def _words(annotation: object) -> str:
    if annotation in _TYPES:
        return _TYPES[annotation]
    arguments = [one for one in get_args(annotation) if one not in {NoneType, Ellipsis}]
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{as_toml(one)}`" for one in arguments)
    kinds = [one.words for one in arguments if isinstance(one, Kind)]
    inner = kinds[0] if kinds else _words(arguments[0])
    return f"list of {inner}" if get_origin(annotation) is tuple else inner
