"""The leader's signature: number, symbol, signer; the papers kept, everything sealed, nothing changes after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from densach.files import actions as files
from densach.formats.officialdoc.paper import SYMBOL
from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.programme.reports.actions.writing import remark, taken, write_journal
from densach.programme.reports.models import Report, ReportState
from densach.programme.reports.queries.papers import docx_of, file_name, pdf_of
from densach.programme.reports.queries.seals import snapshot
from densach.programme.reports.rules.refusals import NumberNeeded, SignerNeeded, SymbolUnusable
from densach.programme.reports.rules.seal import seal

_NUMBER: Final = re.compile(r"0*[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Signing:
    """What a signature adds: the registry's number, the symbol, who signs in what office (a line each)."""

    number: str
    symbol: str
    signer_name: str
    signer_title: str

    def check(self) -> Signing:
        """The same, trimmed. Raises NumberNeeded, SymbolUnusable, SignerNeeded."""
        clean = Signing(
            *(clean_text(text) for text in (self.number, self.symbol, self.signer_name, self.signer_title))
        )
        if not _NUMBER.fullmatch(clean.number):
            raise NumberNeeded(number=clean.number)
        if not SYMBOL.fullmatch(clean.symbol):
            raise SymbolUnusable(symbol=clean.symbol)
        if not clean.signer_name or not clean.signer_title:
            raise SignerNeeded
        return clean


@transaction.atomic
def sign(*, at: datetime, actor: Actor, report: Report, seen_revision: int, signing: Signing) -> Report:
    """Draws the final papers, keeps them, and seals report and papers together.

    The seal is taken over what the tables hold after saving, so that any later reading takes the same. Raises
    NumberNeeded, SymbolUnusable, SignerNeeded, ReportChanged, WrongState, ReportSealed, NotAllowed.
    """
    kept = taken(actor, report, "sign", seen_revision)
    clean = signing.check()
    kept.number = str(int(clean.number))
    kept.symbol, kept.signer_name, kept.signer_title = clean.symbol, clean.signer_name, clean.signer_title
    kept.signed_at = at.astimezone(UTC)
    organisation = kept.obligation.organisation
    docx, pdf = docx_of(kept), pdf_of(kept)
    kept.docx = files.keep(
        at=at, actor=actor, name=file_name(kept, ".docx"), data=docx, organisation=organisation
    )
    kept.pdf = files.keep(
        at=at, actor=actor, name=file_name(kept, ".pdf"), data=pdf, organisation=organisation
    )
    _put_seal(kept)
    remark(kept, at, actor, "sign")
    write_journal(
        at, actor, "reports.signed", kept, number=f"{kept.number}/{kept.symbol}", seal=kept.sha256[:12]
    )
    return kept


def _put_seal(report: Report) -> None:
    """Saves all but the state, reads it back, seals it, and only then calls it signed: the state locks the rows."""
    report.state = ReportState.CONSOLIDATED
    report.save()
    report.refresh_from_db()
    report.sha256 = seal(snapshot(report))
    report.state = ReportState.SIGNED
    report.save(update_fields=["sha256", "state"])
