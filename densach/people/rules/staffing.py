"""The staff file as values: what is told of a person and of a position, what fits a unit, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.kernel.errors import Closed, Conflict, Invalid, NotFound
from densach.organisations.models import OrganisationKind as Kind
from densach.people.models import Contract, Field

VIEW: Final = "person.view"
MANAGE: Final = "person.manage"
ERASE: Final = "person.erase"

# Days after the entry in which a mistake is taken back as if it had never been.
TAKE_BACK_DAYS: Final = 7

# Whoever is counted as staff by the statistics of the sector; collaborators and volunteers are told apart.
STAFF: Final = (Contract.CIVIL_SERVANT, Contract.PUBLIC_EMPLOYEE, Contract.WORKER)

_LIBRARIES = (
    Kind.NATIONAL_LIBRARY, Kind.PUBLIC_LIBRARY, Kind.READING_ROOM, Kind.POST_OFFICE_POINT, Kind.SPECIAL_LIBRARY,
    Kind.UNIVERSITY_LIBRARY, Kind.ARMED_FORCES_LIBRARY, Kind.SCHOOL_LIBRARY, Kind.VOCATIONAL_LIBRARY,
    Kind.OTHER_EDUCATION_LIBRARY, Kind.COMMUNITY_LIBRARY, Kind.PRIVATE_LIBRARY, Kind.FOREIGN_LIBRARY,
)  # fmt: skip
_MUSEUMS = (Kind.MUSEUM, Kind.MEMORIAL_HOUSE, Kind.EXHIBITION_HOUSE)
_CULTURE = (Kind.CULTURE_CENTRE, Kind.CULTURE_HOUSE, Kind.CLUB)
_EDUCATION = (
    Kind.COMMUNITY_LEARNING_CENTRE, Kind.SCHOOL, Kind.UNIVERSITY, Kind.VOCATIONAL_SCHOOL,
    Kind.CONTINUING_EDUCATION_CENTRE,
)  # fmt: skip
# Kind of unit → the field in which its staff should have been trained; agencies ask for none in particular.
FITTING: Final[dict[str, str]] = {
    **dict.fromkeys(map(str, _LIBRARIES), Field.LIBRARY.value),
    **dict.fromkeys(map(str, _MUSEUMS), Field.MUSEUM.value),
    **dict.fromkeys(map(str, _CULTURE), Field.CULTURE.value),
    **dict.fromkeys(map(str, _EDUCATION), Field.EDUCATION.value),
}
LIBRARIES: Final = tuple(map(str, _LIBRARIES))


@dataclass(frozen=True)
class PersonData:
    """What is told of a person; all but the name may be left out. No number of an identity card is ever asked."""

    name: str
    birth_date: date | None = None
    sex: str = ""
    is_ethnic_minority: bool | None = None
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Position:
    """What somebody is in a unit: codes of `Contract`, `Duty`, `Qualification` and `Field`; `post` a number."""

    contract: str
    title: str = ""
    duty: str = ""
    qualification: str = ""
    field: str = ""
    post: int | None = None


@dataclass(frozen=True)
class Course:
    """A course that somebody took. `field` is a code of `Field`."""

    title: str
    first_day: date
    last_day: date
    field: str = ""
    provider: str = ""
    certificate: str = ""


class NoSuchPerson(NotFound):
    """No such person, or none whose data this actor may see."""

    message_id = "people.no_such_person"


class AlikeIsThere(Conflict):
    """Somebody of the same name and day of birth is in the file already. Parameters: `name`, `places`."""

    message_id = "people.alike_is_there"


class WorksThere(Conflict):
    """The person works in this unit then already. Parameters: `place`, `since`."""

    message_id = "people.works_there"


class UnitNotThere(Invalid):
    """The unit did not exist on that day. Parameters: `place`, `on`."""

    message_id = "people.unit_not_there"


class LeavesBeforeBeginning(Invalid):
    """The last day of work lies before the first. Parameter: `since`."""

    message_id = "people.leaves_before_beginning"


class HasLeft(Closed):
    """The person has left this unit already. Parameter: `last_day`."""

    message_id = "people.has_left"


class SameUnit(Invalid):
    """A move within one unit is a change of position. Parameter: `place`."""

    message_id = "people.same_unit"


class PostOfAnother(Invalid):
    """The post belongs to another unit, or is not there on that day."""

    message_id = "people.post_of_another"


class BornLater(Invalid):
    """The day of birth lies after the first day of work, or in the future. Parameter: `birth_date`."""

    message_id = "people.born_later"


class BornInFuture(BornLater):
    """Nobody is born on a day to come. Parameter: `birth_date`."""

    message_id = "people.born_in_future"


class AccountTied(Conflict):
    """The account belongs to another person already, or the person has one. Parameter: `email`."""

    message_id = "people.account_tied"


class AccountUnknown(NotFound):
    """No account with this address among those whom the actor looks after. Parameter: `email`."""

    message_id = "people.account_unknown"


class CourseThere(Conflict):
    """The course is written down already. Parameter: `title`."""

    message_id = "people.course_there"


class TooLateToTakeBack(Closed):
    """What was entered longer ago is history: it ends, it is not taken back. Parameters: `entered`, `days`."""

    message_id = "people.too_late_to_take_back"


class MoreHangsOnIt(Closed):
    """Courses, consents or requests of the person would be left without any unit."""

    message_id = "people.more_hangs_on_it"


class OnlyTie(Closed):
    """Without the account nothing would tell whose the person is."""

    message_id = "people.only_tie"


class PersonErased(Closed):
    """The person's data were erased; nothing can be written to them any more."""

    message_id = "people.person_erased"
