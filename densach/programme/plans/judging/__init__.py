"""How a target becomes a status, in pieces; the door is `densach.programme.plans.status`.

verdict   the words of the answer: Kind, Status, Limits, Step, Verdict
inputs    what each kind must be told, one dataclass a kind
bands     the part that all kinds share: the bands, and the rule for missing answers
kinds     the formula of each kind
windows   the calendar behind the inputs: share of a year reached, the window of a cadence
"""

from __future__ import annotations
