"""Small files and small functions: what keeps the code readable for a newcomer."""

import ast
from collections.abc import Iterator
from statistics import median

from tree import name, parsed, sources

Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of_files() -> dict[str, int]:
    return {name(path): path.read_text(encoding="utf-8").count("\n") for path in sources()}


def functions() -> Iterator[tuple[str, Function]]:
    for path in sources():
        for node in ast.walk(parsed(path)):
            if isinstance(node, Function):
                yield f"{name(path)}:{node.lineno} {node.name}", node


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_files_are_small(figures: list[str]) -> None:
    sizes = lines_of_files()
    middle, longest = median(sizes.values()), max(sizes, key=lambda path: sizes[path])
    figures.append(f"pipeline: {len(sizes)} files, median {middle:g} lines, longest {sizes[longest]} ({longest})")
    assert {path: size for path, size in sizes.items() if size > 300} == {}
    assert middle <= 80


def test_functions_are_small(figures: list[str]) -> None:
    sizes = {where: length(function) for where, function in functions()}
    middle, longest = median(sizes.values()), max(sizes, key=lambda where: sizes[where])
    figures.append(f"pipeline: {len(sizes)} functions, median {middle:g} lines, longest {sizes[longest]} ({longest})")
    assert {where: size for where, size in sizes.items() if size > 40} == {}
    assert middle <= 10
