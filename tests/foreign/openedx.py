"""Open edX's own SCORM block, as a program: ``python openedx.py FOLDER ZIP…`` takes each zip in, and a learner's calls.

It reads the calls as JSON, by the standard, from its input; for each zip it prints what the block makes of it.
"""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import django
from django.conf import settings

MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


class Runtime:
    """The part of Open edX that a block asks: it has no services, and keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []

    def service(self, _block: object, _name: str) -> None:
        return None

    def handler_url(self, _block: object, name: str) -> str:
        return f"/{name}"

    def publish(self, _block: object, kind: str, event: object) -> None:
        self.told.append((kind, event))


def take(path: Path, folder: Path, calls: dict[str, list[tuple[str, str]]]) -> dict[str, object]:
    from openedxscorm.scormxblock import ScormXBlock  # noqa: PLC0415 - Django must be set up before
    from xblock.field_data import DictFieldData  # noqa: PLC0415

    runtime, scope = Runtime(), SimpleNamespace(usage_id=path.stem, user_id="1", def_id="1", block_type="scorm")
    block = ScormXBlock(runtime, DictFieldData({"has_score": True}), scope)
    block.location = SimpleNamespace(block_id=path.stem, org="o", course="c", block_type="scorm")
    with path.open("rb") as file:
        block.update_package_meta(file)
        block.extract_package(file)
    block.update_package_fields()
    for name, value in calls[block.scorm_version]:
        block.set_value({"name": name, "value": value})
    there = folder / block.extract_folder_path
    return {
        "version": block.scorm_version,
        "page": block.index_page_path,
        "menu": block.navigation_menu,
        "warnings": block.package_warnings,
        "files": sorted(one.relative_to(there).as_posix() for one in there.rglob("*") if one.is_file()),
        "status": block.lesson_status,
        "score": block.lesson_score,
        "told": runtime.told,
    }


def main() -> None:
    folder = Path(sys.argv[1])
    settings.configure(MEDIA_ROOT=str(folder), CACHES=MEMORY, USE_TZ=True)
    django.setup()
    calls = json.load(sys.stdin)
    for path in sys.argv[2:]:
        print(json.dumps(take(Path(path), folder, calls)))  # noqa: T201 - this is a program


if __name__ == "__main__":
    main()
