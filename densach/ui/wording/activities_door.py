"""What the door of a session and the phone at it are refused, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "activities.no_such_door": gettext_noop(
        "Nobody is expected at this address: the door was shut, or has a new address. Scan the code again."
    ),
    "activities.door_too_early": gettext_noop(
        "You can mark yourself only from %(starts)s on. Come back then."
    ),
    "activities.door_too_late": gettext_noop(
        "The session ended more than half an hour ago. Tell the staff that you were there."
    ),
    "activities.door_of_closed": gettext_noop(
        "This session is closed or called off: nobody marks themselves any more. Ask the staff."
    ),
    "activities.wrong_code": gettext_noop(
        "Nobody with this code is enrolled here. Look at the code once more: six letters and numbers."
    ),
    "activities.too_many_wrong_codes": gettext_noop(
        "Too many wrong codes came from this network. Wait %(minutes)s minutes, or tell the staff at the entrance."
    ),
    "activities.unreadable_batch": gettext_noop(
        "What the phone sent could not be read. Open the page again; what was marked stays on the phone until then."
    ),
}
