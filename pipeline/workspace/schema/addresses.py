"""Kinds of addresses: of the web, of e-mail, of storage; and language tags."""

import re
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator

from pipeline.formats.uri import is_loopback, to_uri
from pipeline.workspace.schema.base import Kind, WrongValueError

_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;.]+(\.[^@\s<>,;.]+)+")
_HOST = re.compile(r"(?i)[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?|[0-9a-f:.]+")
_LANGUAGE = re.compile(r"(?P<tongue>[a-z]{2,3})(-(?P<script>[a-z]{4}))?(-(?P<region>[a-z]{2}|\d{3}))?", re.IGNORECASE)
_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._/-]*)?")
_SECRETS = "take it out: anybody may read this file; keys for storage come from the environment or ~/.aws/credentials"
_TONGUES = {
    "norsk": "nb", "bokmål": "nb", "bokmal": "nb", "norwegian": "nb", "nynorsk": "nn",
    "english": "en", "engelsk": "en", "nordsamisk": "se", "sørsamisk": "sma", "samisk": "se",
    "swedish": "sv", "svensk": "sv", "danish": "da", "dansk": "da",
}  # fmt: skip


def web_url(value: str) -> str:
    """Give ``value`` if it is an http(s) address in ASCII (Apple asks for ASCII), else raise WrongValueError."""
    text = value.strip()
    parts = _split(text)
    if parts is None or parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        raise WrongValueError(
            f'is no web address ("{value}")', "write it whole, such as https://www.example.no/podkast"
        )
    if parts.username is not None or parts.password is not None:
        raise WrongValueError("has a user name or password in it", _SECRETS)
    if not text.isascii() or re.search(r"[\s\"<>\\^`{|}\x00-\x1f\x7f]", text):
        raise WrongValueError(f'has characters that an address cannot have ("{value}")', f"write it as {_ascii(text)}")
    if not _HOST.fullmatch(parts.hostname or "") or not _port_is_right(text):
        raise WrongValueError(
            f'has no right host name or port ("{value}")', "write it as https://www.example.no/podkast"
        )
    return text


def optional_url(value: str) -> str:
    """Give '' for what is empty, else as ``web_url``."""
    return web_url(value) if value.strip() else ""


def base_url(value: str) -> str:
    """Give a web address that ends in ``/``, so that a key can be added to it; http is for this machine only.

    Raises WrongValueError.
    """
    url = web_url(value)
    parts = urlsplit(url)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        todo = f"serve it over https, and write https{url[len('http') :]}"
        raise WrongValueError(f'is not https ("{value}"), which podcast apps demand', todo)
    if "?" in url or "#" in url:
        raise WrongValueError(f'has a query or a fragment ("{value}")', "leave out everything from ? or # on")
    return url if url.endswith("/") else f"{url}/"


def email(value: str) -> str:
    """Give ``value`` if it has the shape of an e-mail address. Raises WrongValueError."""
    text = value.strip()
    if not _EMAIL.fullmatch(text) or not text.isascii():
        raise WrongValueError(f'is no e-mail address ("{value}")', 'write it as "post@example.no"')
    return text


def language(value: str) -> str:
    """Give a language tag (BCP 47: language, script, region) in its usual case. Raises WrongValueError."""
    found = _LANGUAGE.fullmatch(value.strip())
    if not found:
        tag = _TONGUES.get(value.strip().lower(), "nb")
        raise WrongValueError(f'is no language tag ("{value}")', f'write "{tag}" (nb, nn, en, se, sma … as in BCP 47)')
    parts = (found["tongue"].lower(), (found["script"] or "").title(), (found["region"] or "").upper())
    return "-".join(part for part in parts if part)


def storage_url(value: str) -> str:
    """Give ``value`` if it is ``s3://bucket/prefix`` in ASCII, or a folder. Raises WrongValueError."""
    text = value.strip()
    scheme, found, _ = text.partition("://")
    todo = 'write a folder, such as "public", or "s3://bucket/prefix"'
    if not text or (found and scheme != "s3"):
        raise WrongValueError(f'is nowhere to publish to ("{value}")', todo)
    if found and ("//" in text[5:] or not _BUCKET.fullmatch(text)):
        raise WrongValueError(
            f'is no right bucket and prefix ("{value}")', 'write it as "s3://bucket/prefix" in a to z, 0 to 9 and -'
        )
    return text if not found else text.rstrip("/")


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # such as an unfinished IPv6 address
        return None


def _ascii(url: str) -> str:
    try:
        return to_uri(url)
    except ValueError:  # a host name that IDNA refuses
        return "https://www.example.no/podkast"


def _port_is_right(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


WebUrl = Annotated[str, AfterValidator(web_url), Kind("web address")]
OptionalUrl = Annotated[str, AfterValidator(optional_url), Kind("web address")]
BaseUrl = Annotated[str, AfterValidator(base_url), Kind("web address")]
Email = Annotated[str, AfterValidator(email), Kind("e-mail address")]
Language = Annotated[str, AfterValidator(language), Kind("language tag")]
StorageUrl = Annotated[str, AfterValidator(storage_url), Kind("folder or `s3://…`")]
