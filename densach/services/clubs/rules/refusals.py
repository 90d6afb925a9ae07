"""What the room refuses."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound


class NoSuchClub(NotFound):
    """No such club, member, trip or summary, or none that this person may know of."""

    message_id = "clubs.unknown"


class NotNow(Closed):
    """The club's state forbids the act. Parameters: `name`, `state`, already worded."""

    message_id = "clubs.not_now"


class ChangedSince(Conflict):
    """Somebody changed the club after the page was opened."""

    message_id = "clubs.changed_since"


class WhyNeeded(Invalid):
    """A club is closed, and a closing taken back, with a reason."""

    message_id = "clubs.why_needed"


class NameNeeded(Invalid):
    """A club has a name."""

    message_id = "clubs.name_needed"


class NameTaken(Conflict):
    """The unit has a club of that name. Parameters: `name`, `state`, already worded."""

    message_id = "clubs.name_taken"


class InTheFuture(Invalid):
    """What is told has not happened yet. Parameter: `on`."""

    message_id = "clubs.in_the_future"


class TooEarly(Invalid):
    """The day lies before what happened last. Parameters: `on`, `since`."""

    message_id = "clubs.too_early"


class RenewedBackwards(Invalid):
    """Renewed until a day before the day of renewal. Parameters: `on`, `until`."""

    message_id = "clubs.renewed_backwards"


class NoKind(Closed):
    """The kind of activity by which such a club meets is not there. Parameter: `code`."""

    message_id = "clubs.no_kind"


class OnlyNumbers(Closed):
    """A group in the short form tells its members by number. Parameter: `name`."""

    message_id = "clubs.only_numbers"


class NotLight(Closed):
    """The club is in the full form already. Parameter: `name`."""

    message_id = "clubs.not_light"


class MemberAlready(Conflict):
    """The person belongs to the club. Parameter: `name`."""

    message_id = "clubs.member_already"


class HasLeft(Closed):
    """The membership has ended. Parameter: `name`."""

    message_id = "clubs.has_left"


class NobodyCounted(Invalid):
    """A meeting is written down with how many came."""

    message_id = "clubs.nobody_counted"


class MorePartsThanPeople(Invalid):
    """By age and sex there are more than in all. Parameters: `total`, `parts`."""

    message_id = "clubs.more_parts_than_people"


class StaysHome(Invalid):
    """Only art and propaganda teams go on trips. Parameter: `name`."""

    message_id = "clubs.stays_home"


class YearNotBegun(Invalid):
    """A year is summed up once it has begun. Parameter: `year`."""

    message_id = "clubs.year_not_begun"


class YearNotOver(Closed):
    """A year of a club that goes on is signed when it is over. Parameter: `year`."""

    message_id = "clubs.year_not_over"


class CountsAlready(Closed):
    """The register of the unit counts its clubs or teams already."""

    message_id = "clubs.counts_already"


class Signed(Closed):
    """A signed summary stays. Parameter: `year`."""

    message_id = "clubs.signed"


class NothingWritten(Invalid):
    """A summary without a word is not signed."""

    message_id = "clubs.nothing_written"
