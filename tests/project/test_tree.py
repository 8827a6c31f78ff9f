"""What may lie in the repository."""

import re

from tree import CONTENT, files, name, texts

MB = 1_000_000
REGISTRIES = "|".join(
    rf"{host}\.{top}" for host, top in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "(org|com)"))
)
FORBIDDEN = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "an access key": re.compile(r"\b(?:AKIA|ASIA)(?![0-9A-Z]*(?:EXAMPLE|TEST|UNKNOWN))[0-9A-Z]{16}\b"),
    "the host of a package registry": re.compile(rf"\b(?:{REGISTRIES}|deb\.debian\.{'org'})\b"),
    "a path of somebody's machine": re.compile(
        r"(?:^|[\s\"'=(`])(?:/(?:root/|home/\w|Users/\w|work/|private/var/)|[A-Z]:\\\\?Users)"
    ),
}
SAMPLES = {".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".webm", ".mov", ".mp4", ".mkv", ".png", ".jpg"}


def test_the_content_folders_hold_no_code() -> None:
    code = [name(path) for path in files() if name(path).split("/")[0] in CONTENT and path.suffix in {".py", ".pyc"}]
    assert code == []


def test_the_samples_are_small(figures: list[str]) -> None:
    size = sum(path.stat().st_size for path in files() if path.suffix.lower() in SAMPLES)
    figures.append(f"samples: {size / MB:.1f} MB")
    assert size <= 12 * MB


def test_no_secret_host_or_path_lies_in_a_file() -> None:
    found = [
        f"{name(path)}:{text.count(chr(10), 0, match.start()) + 1}: {what}: {match.group()!r}"
        for path, text in texts()
        for what, pattern in FORBIDDEN.items()
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_the_npm_locks_name_no_registry() -> None:
    locks = [(path, text) for path, text in texts() if path.name == "package-lock.json"]
    assert locks
    assert [name(path) for path, text in locks if '"resolved"' in text] == []
    assert [name(path) for path, text in locks if '"integrity"' not in text] == []


def test_text_files_end_lines_alike() -> None:
    assert [
        name(path) for path, text in texts() if "\r" in text and path.suffix in {".py", ".md", ".toml", ".css"}
    ] == []
