"""A storage that counts, fails or interferes at a chosen moment, around a real one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.errors import PublishError
from pipeline.model.release import Asset, Condition, Storage, Stored


@dataclass
class Watched:
    """Passes everything on; keeps the order of writes, and calls ``before_put`` and ``before_head`` ahead of each."""

    inner: Storage
    before_put: Callable[[Asset], None] = lambda _asset: None
    before_head: Callable[[str], None] = lambda _key: None
    written: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.inner.name

    def head(self, key: str) -> Stored | None:
        self.before_head(key)
        return self.inner.head(key)

    def read(self, key: str) -> tuple[bytes, str] | None:
        return self.inner.read(key)

    def put(self, asset: Asset, condition: Condition = None) -> Stored:
        self.before_put(asset)
        stored = self.inner.put(asset, condition)
        self.written.append(asset.key)
        return stored

    def keys(self, prefix: str) -> Iterator[str]:
        return self.inner.keys(prefix)

    def delete(self, key: str) -> None:
        self.deleted.append(key)
        self.inner.delete(key)

    def link(self, key: str, seconds: int) -> str:
        return self.inner.link(key, seconds)


def failing_at(ending: str) -> Callable[[Asset], None]:
    """A target that refuses keys with that ending, as a full one would."""

    def refuse(asset: Asset) -> None:
        if asset.key.endswith(ending):
            raise PublishError(f"{asset.key}: no room left", "free some")

    return refuse
