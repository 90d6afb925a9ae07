"""What the machines' door refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "exchange.unknown_token": gettext_noop(
        "This needs a token that holds: send it as “Authorization: Bearer …”. It may have run out or been ended."
    ),
    "exchange.too_many_requests": gettext_noop(
        "More than %(limit)s requests in a minute. Ask again in %(seconds)s seconds."
    ),
    "exchange.no_such_token": gettext_noop("There is no such token."),
    "exchange.more_than_yours": gettext_noop(
        "A token may not do what its role or its maker may not: %(verbs)s. Choose less."
    ),
    "exchange.nothing_to_do": gettext_noop(
        "With this role the token could do nothing there. Choose another role or unit."
    ),
    "exchange.end_too_far": gettext_noop("Choose a last day between today and %(limit)s."),
    "exchange.already_ended": gettext_noop("The token was ended by %(who)s on %(when)s."),
    "exchange.body_too_large": gettext_noop(
        "One import takes at most %(limit)s megabytes. Send the rows in several."
    ),
    "exchange.unknown_media": gettext_noop(
        "Send the rows as application/json or text/csv; this was “%(given)s”."
    ),
    "exchange.not_utf8": gettext_noop(
        "The rows are no text in UTF-8. Save them as UTF-8 and send them again."
    ),
    "exchange.ambiguous": gettext_noop("Give exactly one of %(names)s."),
    "exchange.too_many_periods": gettext_noop("One answer tells at most %(limit)s periods. Ask for fewer."),
    "exchange.not_whole": gettext_noop(
        "%(number)s rows cannot be taken in, and all or none were wanted: nothing was written."
    ),
    "exchange.malformed": gettext_noop("What was asked cannot be read: %(what)s."),
    "exchange.no_such_method": gettext_noop("This address is not asked by %(method)s but by %(allowed)s."),
    "exchange.no_such_address": gettext_noop("There is nothing at this address."),
}
