"""Fixtures for every test."""

import signal

from hypothesis import settings

from figures import figures, pytest_sessionfinish, pytest_terminal_summary, pytest_testnodedown
from servers import s3_server

__all__ = ["figures", "pytest_sessionfinish", "pytest_terminal_summary", "pytest_testnodedown", "s3_server"]

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs us in the background has it ignored

settings.register_profile("untimed", settings.default, deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")
