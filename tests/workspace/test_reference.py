"""The reference in docs is what the code says, and says all of it."""

import re
from collections.abc import Iterator

import pytest

from pipeline import errors
from pipeline.cli import main
from pipeline.errors import PipelineError
from pipeline.workspace.reference import FILES, configuration, exit_codes
from pipeline.workspace.schema.base import Table, nested
from pipeline.workspace.schema.write import as_toml
from samples import ROOT

REFERENCE = ROOT / "docs/reference"


def _tables(model: type[Table]) -> Iterator[type[Table]]:
    yield model
    for field in model.model_fields.values():
        inner = nested(field.annotation)
        if inner:
            yield from _tables(inner)


def _models() -> list[type[Table]]:
    return [model for _, root in FILES for model in _tables(root)]


@pytest.mark.parametrize(("name", "text"), [("configuration", configuration()), ("exit-codes", exit_codes())])
def test_the_committed_reference_is_what_the_code_gives(name: str, text: str) -> None:
    committed = (REFERENCE / f"{name}.md").read_text("utf-8")
    assert committed == text, "run: python scripts/make_reference.py"


def test_every_key_stands_in_the_reference_with_its_meaning() -> None:
    text = (REFERENCE / "configuration.md").read_text("utf-8")
    for model in _models():
        for key, field in model.model_fields.items():
            assert field.description, key
            assert field.description.replace("|", "\\|") in text
            if nested(field.annotation):
                assert re.search(rf"### `\[\[?(\w+\.)?{key}\b", text), key
            else:
                assert f"| `{key}` |" in text


def test_every_key_has_an_example_or_a_default_to_show_whoever_got_it_wrong() -> None:
    for model in _models():
        for key, field in model.model_fields.items():
            if not nested(field.annotation):
                assert field.examples or field.get_default() not in {None, ""}, key


def test_every_example_is_right() -> None:
    for model in _models():
        keys = model.model_fields.items()
        examples = {key: field.examples[0] for key, field in keys if field.examples}
        assert set(model.model_validate(examples).model_fields_set) == set(examples)


def test_every_exit_code_stands_in_the_reference_once() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", (REFERENCE / "exit-codes.md").read_text("utf-8"), re.MULTILINE)
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PipelineError)]
    expected = {0, 2, main.BUG, main.INTERRUPTED, *(kind.exit_code for kind in kinds)}
    assert [int(code) for code, _ in rows] == sorted(expected)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        ('å "b" \n\\', '"å \\"b\\" \\n\\\\"'),
        ([1, 2.5], "[1, 2.5]"),
        ({"a": "b"}, '{ a = "b" }'),
        (1 << 20_000, hex(1 << 20_000)),
    ],
    ids=["bool", "text", "list", "table", "huge"],
)
def test_values_are_shown_as_toml_has_them(value: object, text: str) -> None:
    assert as_toml(value) == text
