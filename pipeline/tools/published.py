"""The files of a folder target as a web server gives them out."""

import os
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from pipeline.model.headers import cache_control, content_type
from pipeline.model.release import IMMUTABLE
from pipeline.tools.keys import is_key

_AGAIN = "no-cache"
"""Pages and feeds are asked for again every time: the producer has just published."""


class Published(StaticFiles):
    """Starlette's static files with the types and caching of a target, and nothing but what a target may hold."""

    def __init__(self, folder: Path) -> None:
        """Serve ``folder``; links that lead out of it are not followed."""
        super().__init__(directory=folder, html=True)

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Find a file or folder by a path that is a key, else nothing."""
        return super().lookup_path(path) if is_key(Path(path).as_posix()) else ("", None)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Give the file, or 304 where the reader has it; FileResponse does ranges."""
        key = Path(full_path).relative_to(Path(str(self.directory)).resolve()).as_posix()
        keep = cache_control(key)
        headers = {"content-type": content_type(key), "cache-control": keep if keep == IMMUTABLE else _AGAIN}
        response = FileResponse(full_path, status_code, headers, stat_result=stat_result)
        unchanged = self.is_not_modified(response.headers, Headers(scope=scope))
        return NotModifiedResponse(response.headers) if unchanged else response
