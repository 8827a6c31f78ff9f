"""The lock files: whole, hashed, agreeing with each other and with pyproject.toml, and naming no host."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tree import ROOT

LOCKS = ("build", "run", "dev")
Pins = dict[str, set[str]]
ENTRY = re.compile(r"[\w.-]+==\S+( ;[^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")


def lock(which: str) -> str:
    return (ROOT / "requirements" / f"{which}.txt").read_text(encoding="utf-8")


def entries(which: str) -> list[str]:
    """Give each requirement of a lock as one line, hashes included."""
    lines = lock(which).replace("\\\n", " ").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def pins(which: str) -> Pins:
    """Give the versions of each package; several where they differ by marker."""
    found: Pins = {}
    for entry in entries(which):
        requirement = Requirement(entry.split(" --hash")[0])
        versions = {each.version for each in requirement.specifier if each.operator == "=="}
        found.setdefault(canonicalize_name(requirement.name), set()).update(versions)
    return found


def declared(which: str) -> list[Requirement]:
    """Give what pyproject.toml asks for in a lock; ``dev`` holds everything."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {"run": table["project"]["dependencies"], **table["dependency-groups"]}
    names = LOCKS if which == "dev" else (which,)
    return [Requirement(each) for name in names for each in asked[name] if isinstance(each, str)]


def fits(need: Requirement, versions: set[str]) -> bool:
    return bool(versions) and all(need.specifier.contains(version) for version in versions)


@pytest.mark.parametrize("which", LOCKS)
def test_every_requirement_has_one_version_and_hashes(which: str) -> None:
    assert entries(which)
    assert [entry for entry in entries(which) if not ENTRY.fullmatch(entry)] == []


@pytest.mark.parametrize("which", LOCKS)
def test_a_lock_names_no_host_and_no_path(which: str) -> None:
    assert re.findall(r"://|--(?:extra-)?index|--find-links|@ |file:|^-e", lock(which)) == []


@pytest.mark.parametrize("which", LOCKS)
def test_a_lock_holds_what_is_declared(which: str) -> None:
    have = pins(which)
    wrong = [str(need) for need in declared(which) if not fits(need, have.get(canonicalize_name(need.name), set()))]
    assert wrong == [], "run `make lock`"


def test_the_locks_agree() -> None:
    everything = pins("dev")
    cuts = [(name, found) for which in ("build", "run") for name, found in pins(which).items()]
    assert [name for name, found in cuts if not found <= everything[name]] == []
