"""What is asked of each kind of document: a speech has no notes, a report is of its day."""

from typing import assert_never

from briefwright.model.dictionary import DocumentKind


def has_sources(kind: DocumentKind) -> bool:
    """A kind of document → whether its readers expect to be told where each figure is from."""
    match kind:
        case "briefing" | "fact_sheet" | "background":
            return True
        case "situation_report" | "one_pager" | "advisory" | "event_note" | "speech":
            return False
        case "questions_and_answers" | "press_release":
            return False
        case _:
            assert_never(kind)


def is_of_its_day(kind: DocumentKind) -> bool:
    """A kind of document → whether “today” and “so far” in it mean the day that it bears."""
    match kind:
        case "situation_report" | "advisory" | "event_note" | "speech" | "press_release":
            return True
        case "briefing" | "fact_sheet" | "background" | "one_pager" | "questions_and_answers":
            return False
        case _:
            assert_never(kind)
