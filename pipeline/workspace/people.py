"""Values that a show and an episode have in common."""

from collections.abc import Iterable

from pipeline.formats.licences import is_known
from pipeline.model.show import License, Person
from pipeline.workspace.problems import Report
from pipeline.workspace.schema.shared import LicenseTable, PersonTable

_ADDRESS = 'write url = "https://…" below [license], or use a name such as "CC-BY-4.0"'


def people_of(tables: Iterable[PersonTable]) -> tuple[Person, ...]:
    """Give the people in the order they stand in."""
    return tuple(Person(one.name, one.role, one.group, one.link, one.image) for one in tables)


def license_of(table: LicenseTable | None, report: Report) -> License | None:
    """Give the licence, if there is one.

    One that feed readers would drop, as they neither know it nor find an address for it, is a problem.
    """
    if table and not table.url and not is_known(table.name):
        report.add("license.url", f'is missing: "{table.name}" is no licence that apps know', _ADDRESS)
    return License(table.name, table.url) if table else None
