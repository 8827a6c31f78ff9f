"""The keys of mastering, wherever they stand → ``Overrides``."""

from dataclasses import fields

from pipeline.model.audio import Overrides
from pipeline.workspace.schema.mastering import MasteringTable


def overrides_of(table: MasteringTable) -> Overrides:
    """Give what a file says of how sound is mastered."""
    return Overrides(**{one.name: getattr(table, one.name) for one in fields(Overrides)})
