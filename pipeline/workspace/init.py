"""A new workspace, ready to be filled in."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pipeline.errors import ContentError
from pipeline.tools.files import write_atomically
from pipeline.tools.placeholder import placeholder_artwork
from pipeline.workspace.reference import keys
from pipeline.workspace.settings import CONTENT

_LESSON = ("lesson.toml", "captions.nb.vtt", "quiz.toml", "reflection.toml", "text.md")
_STARTER: Mapping[str, str] = {
    "config/publish.toml": "publish.toml",
    "feeds/podkast/show.toml": "show.toml",
    "episodes/_eksempel/episode.toml": "episode.toml",
    "episodes/_eksempel/notes.md": "notes.md",
    "elearning/_eksempel/course.toml": "course.toml",
    **{f"elearning/_eksempel/forste-leksjon/{name}": name for name in _LESSON},
    "LESMEG.md": "LESMEG.md",
    ".gitignore": "gitignore",
}
_ARTWORK = "feeds/podkast/artwork.png"
_REFERENCE = "felt.md"


def init(folder: Path) -> tuple[Path, ...]:
    """Make a workspace in ``folder``, and give the files that were made; one that is there is never written over.

    Raises ContentError if ``folder`` holds a workspace, or part of one, already; PublishError if it is not writable.
    """
    made = {folder / path: _starter(name) for path, name in _STARTER.items()}
    made |= {folder / _ARTWORK: placeholder_artwork(), folder / _REFERENCE: keys().encode()}
    _refuse_taken(folder, tuple(made))
    for path, content in made.items():
        write_atomically(path, content)
    return tuple(made)


def _starter(name: str) -> bytes:
    return files("pipeline.workspace").joinpath("starter", name).read_bytes()


def _refuse_taken(folder: Path, paths: tuple[Path, ...]) -> None:
    """Refuse a folder that has any of the files, or the content folders with something in them."""
    if folder.exists() and not folder.is_dir():
        raise ContentError(f"{folder} is a file", "choose a folder")
    content = [path for name in CONTENT for path in (folder / name).glob("*")]
    taken = next((path for path in (*paths, *content) if path.exists()), None)
    if taken:
        raise ContentError(
            f"{taken} is there already", "choose an empty folder, or go on in the workspace that is there"
        )
