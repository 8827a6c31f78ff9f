"""Sound packages with one fault each, and what the check says of them: ``from bundle.checking import …``."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import imageio_ffmpeg

from bundle.packages import Files, sound, zipped
from pipeline.formats.bundle.lint import check

Rules = dict[str, str]


def found(path: Path) -> Rules:
    """Check a zip and give the rules that something broke, with their severity."""
    return {one.rule: one.severity for one in check(path).findings}


def with_manifest(path: Path, standard: str, changes: Mapping[str, str]) -> Rules:
    """Check a sound package whose manifest has some text replaced."""
    files = sound(standard)
    manifest = files["imsmanifest.xml"]
    assert isinstance(manifest, bytes)
    text = manifest.decode()
    for old, new in changes.items():
        assert old in text, f"{old} is not in the manifest"
        text = text.replace(old, new)
    return found(zipped(path, {**files, "imsmanifest.xml": text}))


def with_files(path: Path, files: Files) -> Rules:
    """Check a sound package with these files in it as well, or instead."""
    return found(zipped(path, {**sound(), **files}))


def film(path: Path, *arguments: str) -> Path:
    """Make an MP4 of one second."""
    source = ("-f", "lavfi", "-i", "testsrc=size=160x90:rate=10:duration=1")
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *source, "-c:v", "libx264", "-pix_fmt", "yuv420p"]
    subprocess.run([*command, *arguments, str(path)], check=True, timeout=60)
    return path
