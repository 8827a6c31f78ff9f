"""Golden files: what a format's bytes are, so that no change of them goes unseen.

``FREMSKRITT_RENEW=1 pytest tests/bundle`` writes them anew and fails, so that a renewal is always looked at.
"""

import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def keeps(name: str, data: bytes) -> None:
    path = GOLDEN / name
    if os.environ.get("FREMSKRITT_RENEW"):
        path.write_bytes(data)
        pytest.fail(f"{name} is renewed: look at the difference, then run without FREMSKRITT_RENEW")
    assert data == path.read_bytes(), f"{name} has changed; if that is right, renew it with FREMSKRITT_RENEW=1"
