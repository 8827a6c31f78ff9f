"""The bundles of a shipped course, made by `publish course` as an LMS administrator gets them."""

import shutil
from pathlib import Path

from cli.publisher import Publisher
from samples import ROOT

SLUG = "kommunett-forberedelse-til-regionsamling"


def bundles(folder: Path) -> dict[str, Path]:
    """Give the zips by their names without digest, such as ``<slug>-scorm12``."""
    root = folder / "verksted"
    shutil.copytree(ROOT / "config", root / "config")
    shutil.copytree(ROOT / "elearning" / SLUG, root / "elearning" / SLUG)
    ran = Publisher(root, folder / "cache").run(
        *("course", SLUG, "--per-lesson", "--format", "scorm12", "--format", "scorm2004", "--format", "web"),
        *("--size", "small", "--size", "full"),
    )
    assert ran.code == 0, ran.err
    return {path.stem.rpartition("-")[0]: path for path in sorted((root / "public").rglob("*.zip"))}
