"""Moments in the zone of a show."""

from datetime import UTC, datetime, timezone, tzinfo

from pipeline.workspace.schema.base import WrongValueError


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Give ``moment`` with its offset; one without is read as a time in ``zone``.

    Raises WrongValueError for a time that a change to or from summer time skips or repeats.
    """
    if moment.utcoffset() is not None:
        return moment
    before, after = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if before.utcoffset() == after.utcoffset():
        return _fixed(before)
    if before.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == moment.replace(fold=0):
        raise WrongValueError(
            f"comes twice that night ({moment.isoformat()})",
            f"write {_fixed(before).isoformat()} or {_fixed(after).isoformat()}",
        )
    early, late = (time.astimezone(UTC).astimezone(zone).replace(tzinfo=None) for time in (after, before))
    raise WrongValueError(
        f"does not exist: the clock is put forward past it ({moment.isoformat()})",
        f"write {early.isoformat()} or {late.isoformat()}",
    )


def _fixed(moment: datetime) -> datetime:
    """Give the same time with a plain offset, which is the same value wherever and whenever it is read."""
    offset = moment.utcoffset()
    return moment if offset is None else moment.replace(tzinfo=timezone(offset), fold=0)
