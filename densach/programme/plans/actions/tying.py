"""What the register of papers says of plans: which programmes they serve."""

from __future__ import annotations

from densach.programme.plans.models import Document, DocumentLink, Plan, Programme, Relation
from densach.programme.plans.rules.papers import reached

# A paper that replaces or amends another one does not carry it out.
CARRIES_OUT = (Relation.IMPLEMENTS, Relation.ISSUED_WITH)


def tie_programmes(later: Document, earlier: Document) -> None:
    """Plans of the later paper, and of those that carry it out, serve the programmes that the earlier one carries out,
    however many papers lie between.
    """
    rows = DocumentLink.objects.filter(relation__in=CARRIES_OUT).values_list("later_id", "earlier_id")
    edges = list(rows)
    over = reached(edges, earlier.pk)
    below = reached([(end, begin) for begin, end in edges], later.pk)
    programmes = list(Programme.objects.filter(document_id__in=over))
    for plan in Plan.objects.filter(document_id__in=below) if programmes else ():
        plan.programmes.add(*programmes)
