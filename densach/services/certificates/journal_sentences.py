"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "certificates.issued": gettext_noop("issued %(number)s certificates from %(first)s on for “%(title)s”"),
    "certificates.revoked": gettext_noop("revoked the certificate %(number)s: %(why)s"),
    "certificates.template_written": gettext_noop("wrote the certificate template “%(name)s”"),
    "certificates.template_changed": gettext_noop("changed the certificate template “%(name)s”"),
    "certificates.template_ended": gettext_noop("ended the certificate template “%(name)s”"),
}
