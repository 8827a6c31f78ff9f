"""Which licences need no address."""

_SPDX_FAMILIES = ("cc-", "cc0-")


def is_known(name: str) -> bool:
    """Say whether every reader knows the licence by its SPDX identifier; any other needs an address."""
    return name.strip().lower().startswith(_SPDX_FAMILIES)
