"""``elearning/<course>/<lesson>/quiz.toml``."""

from typing import Annotated

from pydantic import Field

from pipeline.model import limits
from pipeline.model.course import QuestionKind
from pipeline.workspace.schema.base import Many, Needed, Table
from pipeline.workspace.schema.text import Line, OptionalLine, OptionalProse, Prose


class OptionTable(Table):
    """An answer to choose, or a thing to put in order or to match."""

    text: Line = Field(description="What the learner sees.", examples=["At tjenesten lages på nytt"])
    right: bool = Field(default=False, description="With `single` and `multiple`: whether it is right to choose it.")
    feedback: OptionalProse = Field(
        default="", description="What a learner who chose it is told.", examples=["Ja: arbeidsmåten endres også."]
    )
    match: OptionalLine = Field(
        default="", description="With `match`: the text that belongs to it.", examples=["Innbyggeren"]
    )


class QuestionTable(Table):
    """A question."""

    kind: QuestionKind = Field(
        description="`single`: one option is right. `multiple`: one or more are. `true-false`: the prompt is true or"
        " not. `order`: the options stand in the right order. `match`: each option has what belongs to it.",
        examples=["single"],
    )
    prompt: Prose = Field(
        description="The question, or what is true or not.", examples=["Hva er digital transformasjon?"]
    )
    answer: bool | None = Field(
        default=None, description="With `true-false`, where it must be there: whether the prompt is true.",
        examples=[True],
    )  # fmt: skip
    feedback_right: OptionalProse = Field(
        default="", description="What a learner who answered right is told.", examples=["Riktig!"]
    )
    feedback_wrong: OptionalProse = Field(
        default="", description="What a learner who answered wrong is told.", examples=["Se videoen fra 02:10."]
    )
    options: Many[OptionTable] = Field(
        default=(), description=f"From 2 to {limits.OPTIONS} options; none with `true-false`."
    )


class QuizTable(Table):
    """The questions of a lesson."""

    pass_mark: int | None = Field(
        default=None,
        ge=1,
        le=100,
        description="Per cent of the questions that must be right to pass; if left out, there is none.",
        examples=[70],
    )
    retry: bool = Field(default=True, description="Whether a question can be answered again.")
    questions: Annotated[Many[QuestionTable], Needed()] = Field(
        default=(), description=f"The questions in order, from 1 to {limits.LESSON_QUESTIONS}."
    )
