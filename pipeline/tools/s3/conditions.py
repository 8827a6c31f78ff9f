"""Conditional writes, on servers that do them well, in their own way, or not at all.

A server that knows no conditions (501) gets the write without one: the look that went before must do. Two
publishers can then overwrite each other's feed, which the next publish puts right, as a feed is rendered from
the records and no two publishers write the same one.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypedDict, TypeVar

from botocore.exceptions import ClientError

from pipeline.errors import ConflictError
from pipeline.model.release import Absent, Condition, Unchanged
from pipeline.tools.s3.faults import code, status, was_retried

Reply = TypeVar("Reply")


class Headers(TypedDict, total=False):
    """The arguments of boto3 that make a write conditional."""

    IfNoneMatch: str
    IfMatch: str


def conditionally(condition: Condition, send: Callable[[Headers], Reply]) -> Reply:
    """Call ``send`` with the headers for ``condition``. Raises ClientError."""
    first, *others = _variants(condition)
    try:
        return send(first)
    except ClientError as error:
        if first and _is_unknown(error):
            return send(Headers())
        if not others or not is_lost(error) or was_retried(error):  # retried: it may be our own first try that won
            raise
    return send(others[0])


def is_lost(error: ClientError) -> bool:
    """Say whether a conditional write was refused because the condition does not hold."""
    if status(error) == HTTPStatus.NOT_FOUND:
        return code(error) == "NoSuchKey"  # If-Match on what has been removed
    return status(error) in {HTTPStatus.PRECONDITION_FAILED, HTTPStatus.CONFLICT}


def conflict(key: str) -> ConflictError:
    """Give the error of a conditional write that lost."""
    return ConflictError(f"{key} was changed by somebody else meanwhile", "run it again")


def _variants(condition: Condition) -> tuple[Headers, ...]:
    """Ceph 16 compares If-Match with its ETag without the quotes that it sends it in: a second try has none."""
    match condition:
        case Absent():
            return (Headers(IfNoneMatch="*"),)
        case Unchanged(version):
            return (Headers(IfMatch=version), Headers(IfMatch=version.strip('"')))
        case None:
            return (Headers(),)


def _is_unknown(error: ClientError) -> bool:
    return status(error) == HTTPStatus.NOT_IMPLEMENTED or code(error) == "NotImplemented"
