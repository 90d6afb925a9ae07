"""Does the index of words say what the records say?"""

from __future__ import annotations

from dataclasses import dataclass

from densach.services.catalogue.models import Finding, LaidIndex, Record, RecordState
from densach.services.catalogue.search import index
from densach.services.catalogue.search.words import VERSION


@dataclass(frozen=True)
class Standing:
    """`records` ought to be found, `found` are; `version` of the cutting of words that the index has (0: from before
    they had numbers), `wanted` the one there is now; `whole`: the database's own index agrees with its table.
    """

    records: int
    found: int
    version: int
    wanted: int
    whole: bool

    @property
    def is_right(self) -> bool:
        return self.records == self.found and self.version == self.wanted and self.whole


def standing() -> Standing:
    version = LaidIndex.objects.filter(pk=1).values_list("version", flat=True).first() or 0
    found = Finding.objects.count()
    return Standing(
        records=Record.objects.exclude(state=RecordState.MERGED).count(),
        found=found,
        version=version if found else VERSION,
        wanted=VERSION,
        whole=index.is_whole(),
    )


def problems() -> list[str]:
    """What is wrong with the index, in words for who runs the house."""
    now = standing()
    said = []
    if now.records != now.found:
        said.append(f"the search knows {now.found} of {now.records} records: densach index --anew")
    if now.version != now.wanted:
        said.append(
            f"the search has words cut in another way ({now.version}, now {now.wanted}): densach index --anew"
        )
    if not now.whole:
        said.append("the index of words differs from its table: densach index --anew")
    return said
