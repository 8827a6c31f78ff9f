"""``elearning/<course>/<lesson>/reflection.toml``."""

from typing import Annotated

from pydantic import Field

from pipeline.model.course import Audience
from pipeline.workspace.schema.base import Many, Needed, Table
from pipeline.workspace.schema.text import Prose


class ReflectionTable(Table):
    """Something to think about."""

    prompt: Prose = Field(
        description="What to think about.", examples=["Hvilken tjeneste i vår kommune bør vi se på først?"]
    )
    audience: Audience = Field(default="self", description="Who thinks about it: the learner alone, or a `team`.")


class ReflectionsTable(Table):
    """The reflections of a lesson."""

    reflections: Annotated[Many[ReflectionTable], Needed()] = Field(default=(), description="The reflections in order.")
