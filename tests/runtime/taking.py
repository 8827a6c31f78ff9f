"""Taking the small course."""

from collections.abc import Container

from runtime.node import Page

ANSWERS = {
    "q_1": ["svar_a"],
    "q_2": ["svar_a", "svar_c"],
    "q_3": ["svar_a"],
    "q_4": ["svar_a", "svar_b", "svar_c", "svar_d"],
    "q_5": ["svar_a.svar_a", "svar_b.svar_b", "svar_c.svar_c", "svar_d.svar_d"],
}
STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.completion_status"}
SCORE = {"scorm12": "cmi.core.score.raw", "scorm2004": "cmi.score.raw"}


def take(page: Page, answered: Container[str] = ()) -> None:
    """Watch all, and answer all but ``answered`` rightly."""
    page.watch(1, 0, 95)
    for question, chosen in ANSWERS.items():
        if question not in answered:
            assert page.call("answer", 1, question, chosen, 4.5)["right"] is True
    page.call("open", 2)
    page.watch(2, 0, 60)
