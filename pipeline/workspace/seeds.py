"""The address from which a show's ``podcast:guid`` is made, once."""

from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from pipeline.model.workspace import Settings
from pipeline.workspace.schema.show import ShowTable


def feed_address(slug: str, table: ShowTable, settings: Settings) -> str:
    """Give the feed's public address: the one in show.toml, or on the default target, or on the first that is public.

    Where nothing is public yet, the owner's e-mail is added: the same address on everybody's own machine would
    give two shows one guid.
    """
    if table.feed_url:
        return table.feed_url
    targets = sorted(settings.targets, key=lambda target: target.name != settings.default_target)
    public = [target.base_url for target in targets if not _is_loopback(target.base_url)]
    if public:
        return f"{public[0]}{slug}/feed.xml"
    return f"{targets[0].base_url}{slug}/feed.xml?owner={quote(table.owner.email)}"


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
