"""The libraries of the demo: works, copies, readers, and a year at the desk, all through the actions that people use.

works     what stands in the catalogue: real works, told by facts alone
shelves   copies in a dozen libraries, some bought during the year
readers   invented readers, some of them children with a guarantor
care      rules, visits, a shelf counted, worn copies listed
days      who borrowed what on which day
"""

from __future__ import annotations

from datetime import date
from typing import Any

from densach.demo.library.days import Year
from densach.demo.library.readers import Readers
from densach.demo.library.shelves import Stock
from densach.demo.places import Places
from densach.kernel.actor import System
from densach.organisations import queries as organisations
from densach.services.circulation.queries import Patron
from densach.services.circulation.queries.lending import borrower_of, queue_of, readers_on

_TOLD = 200


def a_year(places: Places, yesterday: date) -> Year:
    """A year that is lived as far as it is asked."""
    clerk = System(name="Thủ thư trực quầy")
    return Year(clerk, places, yesterday, Readers(clerk), Stock(clerk, [], [], {}))


def told(year: Year, today: date) -> dict[str, Any]:
    """What a script needs to lend in the demo: copies in the province's library, and readers who may borrow."""
    main = year.stock.shelves[0]
    readers = readers_on(today).filter(valid_until__gt=today, closed_on=None, blocked_since=None)
    free = [one for one in readers.order_by("pk") if borrows_nothing(one)]
    names = organisations.names_of([shelf.library.pk for shelf in year.stock.shelves], today)
    return {
        "libraries": [
            {"code": one.library.code, "name": names[one.library.pk]} for one in year.stock.shelves
        ],
        "free_copies": [
            {"barcode": barcode, "library": main.library.code} for barcode in _nobody_waits(year)
        ],
        "patrons": [{"card": one.card} for one in free[:_TOLD]],
    }


def borrows_nothing(reader: Patron) -> bool:
    """Nothing on loan, and not suspended; one of `readers_on`."""
    seen = borrower_of(reader)
    return seen.suspended_until is None and not seen.loans


def _nobody_waits(year: Year) -> list[str]:
    records = year.stock.records
    return [code for code in sorted(year.stock.shelves[0].free) if not queue_of(records[code])][:_TOLD]
