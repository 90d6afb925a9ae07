"""The only writers of certificates and their templates."""

from __future__ import annotations

from densach.services.certificates.actions.issuing import Wanted, issue, issue_many, revoke
from densach.services.certificates.actions.keys import private_key
from densach.services.certificates.actions.templates import (
    TemplateData,
    change_template,
    copy_template,
    end_template,
    seed_templates,
    write_template,
)

__all__ = [
    "TemplateData",
    "Wanted",
    "change_template",
    "copy_template",
    "end_template",
    "issue",
    "issue_many",
    "private_key",
    "revoke",
    "seed_templates",
    "write_template",
]
