"""Values that a show and an episode have in common."""

from collections.abc import Iterable

from pipeline.model.show import License, Person
from pipeline.workspace.schema.shared import LicenseTable, PersonTable


def people_of(tables: Iterable[PersonTable]) -> tuple[Person, ...]:
    """Give the people in the order they stand in."""
    return tuple(Person(one.name, one.role, one.group, one.link, one.image) for one in tables)


def license_of(table: LicenseTable | None) -> License | None:
    """Give the licence, if there is one."""
    return License(table.name, table.url) if table else None
