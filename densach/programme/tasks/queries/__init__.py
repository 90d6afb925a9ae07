"""The room's only door for readers. Every reader names the day."""

from __future__ import annotations

from densach.programme.tasks.queries.boards import (
    Board,
    Card,
    board_of,
    open_cards,
    shares_of,
    to_confirm,
    units_of,
)
from densach.programme.tasks.queries.doors import part_for, plan_with_works, work_for, works_for
from densach.programme.tasks.queries.letter_paper import docx_of, file_name
from densach.programme.tasks.queries.letters import letter_for, letters_of, reminded
from densach.programme.tasks.queries.lines import (
    PAGE,
    Line,
    Wanted,
    groups_of,
    late_lines,
    leaders_of,
    led_by,
    lines_of,
    page_of,
    times_of,
    unit_choices,
)
from densach.programme.tasks.queries.progress import (
    Said,
    Shown,
    paper_label,
    papers_for,
    part_of,
    parts_of,
    period_now,
    periods_told,
    pieces_of,
    said_of,
    taken_back_next,
)
from densach.programme.tasks.queries.summary import Deadline, Summary, deadlines, of_plan, stages_on, standing
from densach.programme.tasks.queries.waiting import Waiting, unopened, unopened_in, waiting_for
from densach.programme.tasks.rules.times import SOON

__all__ = [
    "PAGE",
    "SOON",
    "Board",
    "Card",
    "Deadline",
    "Line",
    "Said",
    "Shown",
    "Summary",
    "Waiting",
    "Wanted",
    "board_of",
    "deadlines",
    "docx_of",
    "file_name",
    "groups_of",
    "late_lines",
    "leaders_of",
    "led_by",
    "letter_for",
    "letters_of",
    "lines_of",
    "of_plan",
    "open_cards",
    "page_of",
    "paper_label",
    "papers_for",
    "part_for",
    "part_of",
    "parts_of",
    "period_now",
    "periods_told",
    "pieces_of",
    "plan_with_works",
    "reminded",
    "said_of",
    "shares_of",
    "stages_on",
    "standing",
    "taken_back_next",
    "times_of",
    "to_confirm",
    "unit_choices",
    "units_of",
    "unopened",
    "unopened_in",
    "waiting_for",
    "work_for",
    "works_for",
]
