"""What certificates count: one for each that was issued and not revoked."""

from __future__ import annotations

from typing import Final

from densach.facts.measures import CENTRES, LIBRARIES, MUSEUMS, Measure, declare

CERTIFICATES: Final = "activities.certificates"
ISSUERS: Final = (
    *LIBRARIES,
    *MUSEUMS,
    *CENTRES,
    "department",
    "office",
    "peoples_committee",
    "mass_organisation",
)

declare(
    Measure(
        CERTIFICATES, "Chứng nhận đã cấp", "Certificates issued", "chứng nhận", "certificates", "flow", ISSUERS,
        {"paper": ("participation", "completion", "prize", "thanks")}, ("paper",), by_hand=False,
    )
)  # fmt: skip
