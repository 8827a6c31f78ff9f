"""A storage that is read but not written: what would be written is only remembered."""

from collections.abc import Iterator

from pipeline.errors import ConflictError
from pipeline.model.release import Absent, Asset, Condition, Storage, Stored, Unchanged


class DryStorage:
    """Wraps a storage; writes and removals are seen by later reads, and by nobody else."""

    def __init__(self, storage: Storage) -> None:
        """Read from ``storage``."""
        self._storage = storage
        self._changed: dict[str, Asset | None] = {}

    @property
    def name(self) -> str:
        """Give the wrapped storage's name."""
        return self._storage.name

    def head(self, key: str) -> Stored | None:
        """Say what would stand at ``key``."""
        if key not in self._changed:
            return self._storage.head(key)
        asset = self._changed[key]
        return _described(asset) if asset else None

    def read(self, key: str) -> tuple[bytes, str] | None:
        """Give the bytes that would stand at ``key``."""
        if key not in self._changed:
            return self._storage.read(key)
        asset = self._changed[key]
        if asset is None:
            return None
        body = asset.body if isinstance(asset.body, bytes) else asset.body.path.read_bytes()
        return body, asset.sha256

    def put(self, asset: Asset, condition: Condition = None) -> Stored:
        """Remember what would be written."""
        there = self.head(asset.key) if condition else None
        lost = isinstance(condition, Absent) and there
        if lost or (isinstance(condition, Unchanged) and (not there or there.version != condition.version)):
            raise ConflictError(f"{asset.key} was changed by somebody else meanwhile", "run it again")
        self._changed[asset.key] = asset
        return _described(asset)

    def keys(self, prefix: str) -> Iterator[str]:
        """List what would be there."""
        kept = (key for key in self._storage.keys(prefix) if key not in self._changed)
        new = (key for key, asset in self._changed.items() if asset and key.startswith(prefix))
        return iter(sorted((*kept, *new)))

    def delete(self, key: str) -> None:
        """Remember what would be removed."""
        self._changed[key] = None

    def link(self, key: str, seconds: int) -> str:
        """Give the wrapped storage's link."""
        return self._storage.link(key, seconds)


def _described(asset: Asset) -> Stored:
    return Stored(asset.key, asset.size, asset.sha256, asset.content_type, asset.cache_control, asset.sha256)
