"""Small drawings of a target's state: how far it has come, and how many targets stand how."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from densach.kernel.numbers import Number, exact
from densach.ui.charts.shapes import LAMP_EDGE, STATUS_COLOURS, Chart, bar, frame, place, rule, words
from densach.ui.figures import number_text
from densach.ui.status import SHAPES, STATUSES, WORDS, status_code

LONG = 240.0
FEW = 100
STRIP = 500.0


def progress_words(
    value: Number | None, expected: Number | None, target: Number | None, unit: str, lang: str
) -> str:
    """ "12 of 70 thư viện; expected by now 15": what the bar says, for those who do not see it."""
    if target is None:
        said = number_text(value, lang)
    elif value is None:
        said = _("no figure yet, target %(target)s") % {"target": number_text(target, lang)}
    else:
        figures = {"value": number_text(value, lang), "target": number_text(target, lang)}
        said = _("%(value)s of %(target)s") % figures
    if unit:
        said = f"{said} {unit}"
    if expected is None:
        return said
    # Tenths of a library help while there are few; among thousands they only pretend to be exact.
    short = exact(expected) if abs(exact(expected)) < FEW else round(exact(expected))
    return _("%(said)s; expected by now %(expected)s") % {"said": said, "expected": number_text(short, lang)}


def progress_bar(
    value: Number | None, expected: Number | None, target: Number | None, title: str, status: object = ""
) -> SafeString:
    """A bar up to the target with a tick at what is expected by now; past the target the bar grows on.

    Without `target` the longest of the figures is the whole length.
    """
    known = [exact(figure) for figure in (value, expected, target) if figure is not None]
    whole = max([*known, Fraction(0)]) or Fraction(1)
    drawn = [bar(0, 6, LONG, 8, "track")]
    if value is not None:
        kind = status_code(status) if status else "bar"
        drawn.append(bar(0, 6, LONG * float(max(exact(value), Fraction(0)) / whole), 8, kind))
    if target is not None and exact(target) < whole:
        x = LONG * float(exact(target) / whole)
        drawn.append(rule(x, 4, x, 16, "axis", 1.5))
    if expected is not None:
        x = min(max(LONG * float(exact(expected) / whole), 1.5), LONG - 1.5)
        drawn.append(rule(x, 1, x, 19, "target", 3))
        drawn.append(f'<path d="M{place(x - 4)} 0h8l-4 5z" fill="{LAMP_EDGE}"/>')
    return frame(LONG, 20, title, "", drawn)


def _parts(counts: Mapping[str, int]) -> list[str]:
    """The strip itself: as long for each status as its share, a thin gap between."""
    whole = sum(counts.values())
    if not whole:
        return [bar(0, 0, STRIP, 14, "track")]
    drawn, x = [], 0.0
    for code, count in counts.items():
        wide = STRIP * count / whole
        if count:
            drawn.append(bar(x, 0, max(wide - 2, 1), 14, code))
        x += wide
    return drawn


def status_line(title: str, counts: Mapping[str, int]) -> SafeString:
    """Only the strip, for a page that words its parts beside it."""
    known = {code: counts.get(code, 0) for code in STATUSES}
    told = "; ".join(f"{WORDS[code]}: {count}" for code, count in known.items())
    return frame(STRIP, 14, title, told, _parts(known), " chart-strip")


def status_strip(title: str, counts: Mapping[str, int], *, lang: str = "vi") -> Chart:
    """One strip parted by how many targets stand how, with shape, count and word of each part below."""
    known = {code: counts.get(code, 0) for code in STATUSES}
    drawn = _parts(known)
    for at, (code, count) in enumerate(known.items()):
        left = STRIP / len(known) * at
        drawn.append(
            f'<g transform="translate({place(left)} 28)" color="{STATUS_COLOURS[code]}">{SHAPES[code]}</g>'
        )
        drawn.append(words(left + 26, 45, number_text(count, lang), size=18, kind="strong", bold=True))
        drawn.append(words(left, 68, str(WORDS[code]), size=12))
    rows = tuple((str(WORDS[code]), number_text(count, lang)) for code, count in known.items())
    told = "; ".join(f"{word}: {count}" for word, count in rows)
    return Chart(title, frame(STRIP, 76, title, told, drawn), (_("Status"), _("Targets")), rows)
