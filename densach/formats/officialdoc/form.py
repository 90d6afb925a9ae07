"""The numbers of Decree 30/2020/NĐ-CP, Annex I: where it allows a range, the one we write.

Lengths in millimetres, sizes in points. Both writers read them here, so that they cannot drift apart.
"""

from __future__ import annotations

from typing import Final

from densach.formats.officialdoc.paper import Level

FONT: Final = "Times New Roman"
LANGUAGE: Final = "vi-VN"

# Section I.1–I.3: A4; top and bottom 20–25, left 30–35, right 15–20. Word rounds a length to a twentieth of a
# point, so none stands on an upper limit.
PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
MARGIN_TOP: Final = 20.0
MARGIN_BOTTOM: Final = 20.0
MARGIN_LEFT: Final = 30.0
MARGIN_RIGHT: Final = 18.0
TEXT_WIDTH: Final = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
LANDSCAPE_TEXT_WIDTH: Final = PAGE_HEIGHT - MARGIN_LEFT - MARGIN_RIGHT
HEADER_DISTANCE: Final = 10.0

# Section II and the sample papers of Annex III: the size of each element.
SIZE_NATION: Final = 12.0
SIZE_MOTTO: Final = 13.0
SIZE_ISSUER: Final = 12.0
SIZE_NUMBER: Final = 13.0
SIZE_PLACE_DATE: Final = 13.0
SIZE_TYPE: Final = 14.0
SIZE_ABSTRACT: Final = 14.0
SIZE_LETTER_ABSTRACT: Final = 12.0
SIZE_BODY: Final = 14.0
SIZE_TABLE: Final = 12.0
SIZE_NOTE: Final = 12.0
SIZE_SIGNATURE: Final = 14.0
SIZE_RECIPIENTS_HEAD: Final = 12.0
SIZE_RECIPIENTS: Final = 11.0
SIZE_PAGE_NUMBER: Final = 13.0

# Section II.6: first line 1 or 1.27 cm, at least 6 pt between paragraphs, lines single to 1.5.
FIRST_LINE: Final = 12.7
SPACE_AFTER: Final = 6.0
LINE_SPACING: Final = 1.1

# Annex I gives no widths for the two halves of the head; these hold the nation's name on one line.
HEAD_LEFT: Final = 65.0
HEAD_RIGHT: Final = TEXT_WIDTH - HEAD_LEFT
SIGNATURE_LEFT: Final = 75.0
SIGNATURE_RIGHT: Final = TEXT_WIDTH - SIGNATURE_LEFT

# "Độc lập - Tự do - Hạnh phúc" in Times New Roman bold 13 is 56 mm wide: the rule below it is as long.
MOTTO_RULE: Final = 56.0
ISSUER_RULE: Final = 25.0
ABSTRACT_RULE: Final = 50.0

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
DRAFT: Final = "DỰ THẢO"

LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""The letters of points, "a)" to "y)": the Vietnamese alphabet without ă, â, ê, ô, ơ, ư."""

CENTERED: Final = frozenset({Level.PART, Level.CHAPTER, Level.SECTION})
CAPITALS: Final = frozenset({Level.PART, Level.CHAPTER, Level.ROMAN})
UPRIGHT: Final = frozenset({Level.LETTER})
