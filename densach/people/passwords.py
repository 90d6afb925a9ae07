"""What makes a password too easy here: NIST SP 800-63B asks for length and a list, never for composition."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from densach.kernel.vietnamese import fold
from densach.people.models import User

_LIST = Path(__file__).parent / "data" / "common_passwords_vi.txt"


def normalised(password: str) -> str:
    """One form for what different keyboards send for the same letters (SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def _bare(password: str) -> str:
    """Without accents, marks between, and the figures that people hang on."""
    letters = re.sub(r"[\W_]+", "", fold(password))
    return re.sub(r"^\d+|\d+$", "", letters) or letters


@cache
def _common() -> frozenset[str]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(_bare(line) for line in lines if line and not line.startswith("#"))


class CommonVietnamesePasswords:
    """Refuses words that many people in this country take, with whatever figures stand around them."""

    def validate(self, password: str, user: User | None = None) -> None:
        bare = _bare(password)
        repeated = len(set(bare)) <= 2  # aaaaaaaaaa, abababab
        if repeated or bare in _common():
            raise ValidationError(_("Many people have this password; it would be tried first."))

    def get_help_text(self) -> str:
        return _("Not a password that many people have.")
