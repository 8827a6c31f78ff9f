"""Rules of the source that no linter has."""

import ast
import re

from tree import name, parsed, sources, texts

UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|X[X]X|raise NotImplemente[d]Error)\b")
MUTABLE_CALLS = {"list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict"}
MUTATING = {"append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "clear", "remove", "discard"}


def test_nothing_is_left_to_do() -> None:
    found = [(name(path), line) for path, text in texts() for line in text.splitlines() if UNFINISHED.search(line)]
    assert found == []


def globals_of(tree: ast.Module) -> set[str]:
    """Give the names that a module binds to something that could change."""
    plain = [(target, node.value) for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    typed = [(node.target, node.value) for node in tree.body if isinstance(node, ast.AnnAssign)]
    return {target.id for target, value in [*plain, *typed] if isinstance(target, ast.Name) and is_mutable(value)}


def is_mutable(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id in MUTABLE_CALLS
    return isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


def changes(tree: ast.Module, names: set[str]) -> list[str]:
    """Give what changes one of ``names``: a method, an item set or deleted."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MUTATING:
            owner: ast.expr = node.value
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            owner = node.value
        else:
            continue
        if isinstance(owner, ast.Name) and owner.id in names:
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return sorted(found)


def test_no_global_is_bound_anew() -> None:
    found = [name(path) for path in sources() for node in ast.walk(parsed(path)) if isinstance(node, ast.Global)]
    assert found == []


def test_no_global_changes() -> None:
    found = {name(path): changes(parsed(path), globals_of(parsed(path))) for path in sources()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_the_check_of_globals_sees_a_change() -> None:
    tree = ast.parse("SEEN = []\nKINDS = {}\nFIXED = ()\ndef f(x):\n    SEEN.append(x)\n    KINDS[x] = 1\n")
    assert globals_of(tree) == {"SEEN", "KINDS"}
    assert changes(tree, globals_of(tree)) == ["line 5: SEEN.append", "line 6: KINDS[x]"]
