"""Targets of territories and levels that have gone, as the place of today sees them.

places       whose place it is, who went into it, who may look and who decides
table        the predecessors' targets side by side, and what they make together
waiting      which targets wait for a decision, what was known on their last day, what was decided
proposals    who could carry a target on, what could replace it, and what a decision would change
dependence   signed reports that rest on a decision
"""

from __future__ import annotations
