"""Say in a few lines what `make demo` made, and how to look at it."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
COMMAND = r".venv\Scripts\publish" if os.name == "nt" else ".venv/bin/publish"
PREVIEW = "http://127.0.0.1:8000"


def described(feed: Path) -> str:
    """Tell of one feed: its show's title, its number of episodes and where it is."""
    channel = ET.parse(feed).getroot().find("channel")  # noqa: S314 - we have just written it ourselves
    if channel is None:
        raise SystemExit(f"{feed} is no feed")
    title, episodes = channel.findtext("title"), len(channel.findall("item"))
    return f"  {title}: {episodes} episodes, feed {feed.relative_to(ROOT).as_posix()}"


def course(record: Path) -> str:
    """Tell of one course: its title, its zips and where the page for administrators is."""
    found = json.loads(record.read_text(encoding="utf-8"))
    zips = len(found["versions"][0]["bundles"])
    return f"  {found['title']}: {zips} zips, {PREVIEW}/elearning/{found['id']}/index.html"


def main() -> None:
    """Print the feeds and courses in public/ and how to open them."""
    feeds = sorted((ROOT / "public").glob("*/feed.xml"))
    if not feeds:
        raise SystemExit("No feed was made in public/")
    print("\nPublished into the folder public/:", *map(described, feeds), sep="\n")
    print(f"\nTo look at it, run `{COMMAND} preview` and open")
    print(*(f"  {PREVIEW}/{feed.parent.name}/index.html" for feed in feeds), sep="\n")
    print(f"To subscribe in a podcast app on this machine: {PREVIEW}/{feeds[0].parent.name}/feed.xml")
    courses = sorted((ROOT / "public").glob("elearning/*/record.json"))
    print("\nCourses, for LMS administrators:", *map(course, courses), sep="\n")
    print(f"To take a course in a small LMS on this machine: {PREVIEW}/sandkasse/")


if __name__ == "__main__":
    main()
