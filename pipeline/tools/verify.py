"""What every target checks of what it is given, and of what then stands there."""

from pipeline.errors import PublishError
from pipeline.model.release import Asset, Stored


def verified(asset: Asset, stored: Stored) -> Stored:
    """Give ``stored`` back if it is what ``asset`` asked for, else raise PublishError naming each difference."""
    pairs = (
        ("length", asset.size, stored.size),
        ("SHA-256", asset.sha256, stored.sha256 or asset.sha256),
        ("type", asset.content_type, stored.content_type),
        ("Cache-Control", asset.cache_control, stored.cache_control),
    )
    wrong = [f"{what} {there!r} instead of {wanted!r}" for what, wanted, there in pairs if wanted != there]
    if wrong:
        raise PublishError(f"{asset.key} was stored with {', '.join(wrong)}", "run it again; nothing refers to it yet")
    return stored


def changed_meanwhile(key: str) -> PublishError:
    """Give the error of a file that no longer holds the bytes whose checksum was taken."""
    return PublishError(
        f"{key}: the file to publish has changed since it was read", "run it again; it was not uploaded"
    )
