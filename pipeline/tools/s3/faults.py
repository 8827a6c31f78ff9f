"""What an S3 server or the way to it may answer instead, in words a producer can act on. Never with a secret."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
)

from pipeline.errors import MissingError, PublishError

_NO_CREDENTIALS = (CredentialRetrievalError, NoCredentialsError, PartialCredentialsError, ProfileNotFound)

_HINTS = {
    "NoSuchBucket": "make the bucket, or correct the target's url",
    "PermanentRedirect": "set the target's region to the one the bucket is in",
    "AuthorizationHeaderMalformed": "set the target's region to the one the bucket is in",
    "RequestTimeTooSkewed": "set this machine's clock",
    "ExpiredToken": "sign in again: the credentials have expired",
    "EntityTooLarge": "the provider's limit is smaller than this file: ask for a higher one",
    "SlowDown": "wait a little, and run it again",
}
_STATUS_HINTS = {
    401: "check the credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or AWS_PROFILE)",
    403: "check the credentials, and that they may list, read, write and delete there",
    507: "make room in the bucket, and run it again",
}


def code(error: ClientError) -> str:
    """Give the server's own word for it, such as NoSuchKey; a HEAD only has the number."""
    return str(error.response.get("Error", {}).get("Code", ""))


def status(error: ClientError) -> int:
    """Give the HTTP status, 0 if there was none."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def is_absent(error: ClientError) -> bool:
    """Say whether the object (not the bucket) is missing."""
    return status(error) == 404 and code(error) != "NoSuchBucket"  # noqa: PLR2004 - HTTP's number


def was_retried(error: ClientError) -> bool:
    """Say whether the request went out before: it may then have been done, and only its answer lost."""
    return int(error.response.get("ResponseMetadata", {}).get("RetryAttempts", 0)) > 0


@contextmanager
def telling(place: str) -> Iterator[None]:
    """Turn whatever boto3 and the network raise into PublishError or MissingError that name ``place``."""
    try:
        yield
    except ClientError as error:
        raise _refused(place, error) from error
    except _NO_CREDENTIALS as error:
        hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or correct AWS_PROFILE and ~/.aws"
        raise MissingError(f"{place}: the credentials are not complete ({error})", hint) from error
    except (ParamValidationError, ValueError) as error:
        raise PublishError(f"{place} is not valid ({_line(error)})", "correct the target's url and endpoint") from error
    except (BotoCoreError, OSError) as error:
        hint = "check the network and the target's endpoint, and run it again: what was published stands"
        raise PublishError(f"{place} cannot be reached ({_line(error)})", hint) from error


def _refused(place: str, error: ClientError) -> PublishError:
    said = error.response.get("Error", {}).get("Message", "") or code(error)
    hint = _HINTS.get(code(error)) or _STATUS_HINTS.get(status(error)) or "run it again: what was published stands"
    return PublishError(f"{place}: the server refused ({status(error)} {code(error)}: {said})", hint)


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
