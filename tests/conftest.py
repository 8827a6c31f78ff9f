"""Fixtures for every test."""

from hypothesis import settings

from servers import s3_server

__all__ = ["s3_server"]

settings.register_profile("untimed", settings.default, deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")
