"""The problems found in one file, and the error that carries all of a workspace."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.errors import ContentError
from pipeline.model.workspace import Problem

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, line breaks, characters that turn the direction of writing, halves of characters."""

_LONGEST = 500


class WorkspaceProblems(ContentError):  # noqa: N818 - it is its problems
    """Every problem of a workspace, in the order of its files; ``str()`` is one line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, each once."""
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with ``file`` (relative to the workspace, with ``/``)."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, key: str, what: str, todo: str) -> None:
        """Note a problem, unless the same key has one already: what follows from a mistake is no news."""
        if not self.mentions(shown(key)):
            self.append(key, what, todo)

    def append(self, key: str, what: str, todo: str) -> None:
        """Note a problem, though the key may have others."""
        self.problems.append(Problem(self.file, shown(key), shown(what), shown(todo)))

    def mentions(self, key: str) -> bool:
        """Say whether ``key``, or the table it is part of, has a problem already."""
        return bool(key) and any(_overlap(key, one.key) for one in self.problems if one.file == self.file)


def shown(text: str) -> str:
    """Give ``text`` in one line of sane length, without anything that a terminal would obey."""
    line = _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _overlap(one: str, other: str) -> bool:
    if not other:
        return False
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(f"{short}.")
