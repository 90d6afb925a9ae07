"""What certificates refuse."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class NoSuchCertificate(NotFound):
    """No certificate here, or one of others. No parameters."""

    message_id = "certificates.none"


class NoSuchTemplate(NotFound):
    """No template here, or one of others. No parameters."""

    message_id = "certificates.no_template"


class UnknownPlaceholder(Invalid):
    """The text asks for something nobody knows. Parameters: `name`, `known`."""

    message_id = "certificates.unknown_placeholder"


class BrokenPlaceholder(Invalid):
    """A brace is open or closed alone. No parameters."""

    message_id = "certificates.broken_placeholder"


class HolderMissing(Invalid):
    """A certificate names somebody. No parameters."""

    message_id = "certificates.holder_missing"


class IssuedAlready(Conflict):
    """One that holds was issued for the same. Parameter: `number`."""

    message_id = "certificates.issued_already"


class NumberTaken(Conflict):
    """The number was given before. Parameter: `number`."""

    message_id = "certificates.number_taken"


class RevokedAlready(Closed):
    """It was revoked before. Parameter: `number`."""

    message_id = "certificates.revoked_already"


class ReasonMissing(Invalid):
    """A certificate is revoked for a reason. No parameters."""

    message_id = "certificates.reason_missing"


class OfTheHouse(Closed):
    """The house's own template is copied, not changed. No parameters."""

    message_id = "certificates.of_the_house"


class TemplateEnded(Closed):
    """The template is no longer used. Parameter: `name`."""

    message_id = "certificates.template_ended"


class TemplateNameTaken(Conflict):
    """The unit has a template of that name. Parameter: `name`."""

    message_id = "certificates.template_name_taken"


class ChangedMeanwhile(Conflict):
    """Somebody else changed the template meanwhile. No parameters."""

    message_id = "certificates.changed_meanwhile"


class TooManyAtOnce(Invalid):
    """More than fit into one file. Parameter: `most`."""

    message_id = "certificates.too_many"
