"""What certificates refuse, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "certificates.none": gettext_noop("There is no such certificate."),
    "certificates.no_template": gettext_noop("There is no such template."),
    "certificates.unknown_placeholder": gettext_noop(
        "“{%(name)s}” is not known. What may stand in braces: %(known)s."
    ),
    "certificates.broken_placeholder": gettext_noop(
        "A brace is open or closed alone. A placeholder reads like {ho_ten}."
    ),
    "certificates.holder_missing": gettext_noop("Write whose certificate it is."),
    "certificates.issued_already": gettext_noop(
        "For this, certificate %(number)s was already issued and holds. Revoke it first to issue another."
    ),
    "certificates.number_taken": gettext_noop(
        "The number %(number)s was given to another certificate of the unit."
    ),
    "certificates.revoked_already": gettext_noop("Certificate %(number)s was revoked before."),
    "certificates.reason_missing": gettext_noop("Say why it is revoked: the reason shows at its address."),
    "certificates.of_the_house": gettext_noop(
        "This template is everybody's. Make a copy for the unit and change that."
    ),
    "certificates.template_ended": gettext_noop("The template “%(name)s” is no longer used."),
    "certificates.template_name_taken": gettext_noop("The unit already has a template named “%(name)s”."),
    "certificates.changed_meanwhile": gettext_noop(
        "Somebody else changed the template meanwhile. Look at it again; what you typed still stands below."
    ),
    "certificates.too_many": gettext_noop("At most %(most)s certificates fit into one file."),
    "credential.broken": gettext_noop("The signature of the credential does not fit."),
}
