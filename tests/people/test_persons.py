"""The staff file: entering, putting right, moving, leaving, and who may know whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.journal import queries as journal
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation, Post
from densach.organisations.rules import DayOutOfReach
from densach.people.actions import persons
from densach.people.models import Employment, Person, User
from densach.people.queries import persons as queries
from densach.people.queries.persons import StaffWanted
from densach.people.queries.staff_totals import staff_totals
from densach.people.rules.staffing import (
    VIEW,
    AccountTied,
    AccountUnknown,
    AlikeIsThere,
    BornLater,
    Course,
    CourseThere,
    HasLeft,
    LeavesBeforeBeginning,
    MoreHangsOnIt,
    NoSuchPerson,
    PersonData,
    Position,
    PostOfAnother,
    SameUnit,
    TooLateToTakeBack,
    UnitNotThere,
    WorksThere,
)
from tests.cast import NOW, TODAY, Province, acting
from tests.people.staff import LIBRARIAN, SINCE, WORKER, hired


def enter(actor: User, place: Organisation, name: str, **more: object) -> Employment:
    told = {"even_if_alike": more.pop("even_if_alike", False)}
    return persons.hire(
        at=NOW,
        actor=acting(actor),
        organisation=place,
        since=SINCE,
        person=PersonData(name=name, **more),  # type: ignore[arg-type]  # a test tells what it likes
        position=LIBRARIAN,
        even_if_alike=bool(told["even_if_alike"]),
    )


def names(actor: User, **wanted: object) -> list[str]:
    found = queries.staff_page(acting(actor), TODAY, StaffWanted(**wanted))  # type: ignore[arg-type]  # as above
    return [line.employment.person.name for line in found]


# entering ---------------------------------------------------------------------------------------------------


def test_the_head_enters_somebody_into_the_file_of_the_unit(head: User, library: Organisation) -> None:
    job = enter(head, library, "  Lâm   Thị Kho ", birth_date=date(1990, 2, 3))
    assert job.person.name == "Lâm Thị Kho"
    assert names(head) == ["Lâm Thị Kho"]


def test_a_librarian_enters_nobody(librarian: User, library: Organisation) -> None:
    with pytest.raises(NotAllowed):
        enter(librarian, library, "Lâm Thị Kho")


def test_the_head_enters_nobody_elsewhere(head: User, museum: Organisation) -> None:
    with pytest.raises(NotAllowed):
        enter(head, museum, "Lâm Thị Kho")


def test_the_same_name_and_birth_is_told_before_a_second_one_is_entered(
    head: User, library: Organisation
) -> None:
    enter(head, library, "Lâm Thị Kho", birth_date=date(1990, 2, 3))
    with pytest.raises(AlikeIsThere) as refused:
        enter(head, library, "LÂM THỊ KHO", birth_date=date(1990, 2, 3))
    assert refused.value.params["places"] == ["Thư viện tỉnh Ba Vàm"]
    enter(head, library, "Lâm Thị Kho", birth_date=date(1990, 2, 3), even_if_alike=True)
    assert Person.objects.count() == 2


def test_another_day_of_birth_is_another_person(head: User, library: Organisation) -> None:
    enter(head, library, "Lâm Thị Kho", birth_date=date(1990, 2, 3))
    enter(head, library, "Lâm Thị Kho", birth_date=date(1991, 2, 3))
    assert Person.objects.count() == 2


def test_a_namesake_out_of_reach_is_not_told(head: User, library: Organisation, province: Province) -> None:
    hired(province.foreign_library, "Lâm Thị Kho")
    enter(head, library, "Lâm Thị Kho")
    assert Person.objects.count() == 2


def test_nobody_works_in_a_unit_before_it_was_founded(library: Organisation) -> None:
    with pytest.raises(UnitNotThere):
        hired(library, since=date(2019, 1, 1))


def test_nobody_works_before_being_born(library: Organisation) -> None:
    with pytest.raises(BornLater):
        hired(library, birth_date=date(2025, 1, 1))


def test_nobody_is_born_in_the_future(library: Organisation) -> None:
    with pytest.raises(BornLater):
        hired(library, birth_date=date(2030, 1, 1))


def test_nobody_works_twice_in_one_unit_at_a_time(library: Organisation) -> None:
    job = hired(library)
    with pytest.raises(WorksThere):
        persons.hire(
            at=NOW, actor=SYSTEM, organisation=library, since=TODAY, person=job.person, position=LIBRARIAN
        )


def test_somebody_may_work_in_a_second_unit_beside_the_first(
    library: Organisation, museum: Organisation
) -> None:
    job = hired(library)
    persons.hire(at=NOW, actor=SYSTEM, organisation=museum, since=TODAY, person=job.person, position=WORKER)
    assert len(queries.jobs_of(job.person)) == 2


def test_a_post_of_another_unit_is_not_given(library: Organisation, museum: Organisation) -> None:
    post = Post.objects.create(organisation=museum, title="Thuyết minh viên", valid_from=SINCE)
    with pytest.raises(PostOfAnother):
        hired(library, position=Position(contract="worker", post=post.pk))


def test_the_journal_tells_the_number_and_never_the_name(head: User, library: Organisation) -> None:
    job = enter(head, library, "Lâm Thị Kho", phone="0907 123 456")
    line = journal.lines(journal.Wanted(subject=f"person:{job.person_id}"))[0]
    assert str(job.person_id) in line.words
    assert "Kho" not in line.words
    assert "0907" not in line.words


# moving and leaving ----------------------------------------------------------------------------------------


def test_a_move_ends_one_work_and_begins_another_the_next_day(
    officer: User, library: Organisation, museum: Organisation
) -> None:
    job = hired(library)
    day = date(2026, 9, 1)
    following = persons.move(
        at=NOW, actor=acting(officer), job=job, organisation=museum, since=day, position=LIBRARIAN
    )
    job.refresh_from_db()
    assert (job.valid_to, following.valid_from, following.valid_to) == (date(2026, 8, 31), day, None)


def test_a_head_takes_nobody_from_another_unit(
    head: User, library: Organisation, museum: Organisation
) -> None:
    with pytest.raises(NotAllowed):
        persons.move(
            at=NOW, actor=acting(head), job=hired(museum), organisation=library, since=TODAY, position=WORKER
        )


def test_a_head_sends_nobody_to_another_unit(head: User, library: Organisation, museum: Organisation) -> None:
    with pytest.raises(NotAllowed):
        persons.move(
            at=NOW, actor=acting(head), job=hired(library), organisation=museum, since=TODAY, position=WORKER
        )


def test_a_move_within_the_unit_is_no_move(officer: User, library: Organisation) -> None:
    with pytest.raises(SameUnit):
        persons.move(
            at=NOW, actor=acting(officer), job=hired(library), organisation=library, since=TODAY,
            position=WORKER,
        )  # fmt: skip


def test_a_refused_move_changes_nothing(officer: User, library: Organisation, museum: Organisation) -> None:
    job = hired(library)
    persons.hire(at=NOW, actor=SYSTEM, organisation=museum, since=SINCE, person=job.person, position=WORKER)
    with pytest.raises(WorksThere):
        persons.move(
            at=NOW, actor=acting(officer), job=job, organisation=museum, since=TODAY, position=WORKER
        )
    assert Employment.objects.get(pk=job.pk).valid_to is None


def test_whoever_leaves_stays_in_the_file_as_former_staff(head: User, library: Organisation) -> None:
    job = hired(library)
    persons.leave(at=NOW, actor=acting(head), job=job, last_day=date(2026, 6, 30))
    assert names(head) == []
    assert names(head, state="left") == ["Lâm Thị Kho"]
    assert names(head, state="all") == ["Lâm Thị Kho"]


def test_nobody_leaves_before_beginning_or_twice(library: Organisation) -> None:
    job = hired(library)
    with pytest.raises(LeavesBeforeBeginning):
        persons.leave(at=NOW, actor=SYSTEM, job=job, last_day=date(2020, 1, 1))
    persons.leave(at=NOW, actor=SYSTEM, job=job, last_day=date(2026, 6, 30))
    with pytest.raises(HasLeft):
        persons.leave(at=NOW, actor=SYSTEM, job=job, last_day=date(2026, 7, 31))


def test_an_entry_by_mistake_is_taken_back_with_the_person(head: User, library: Organisation) -> None:
    job = hired(library)
    persons.take_back(at=NOW, actor=acting(head), job=job)
    assert not Person.objects.exists()


def test_an_entry_is_taken_back_in_its_first_days_only(head: User, library: Organisation) -> None:
    job = hired(library)
    with pytest.raises(TooLateToTakeBack):
        persons.take_back(at=NOW + timedelta(days=8), actor=acting(head), job=job)
    persons.take_back(at=NOW + timedelta(days=7), actor=acting(head), job=job)
    assert not Person.objects.exists()


def test_an_entry_on_which_more_hangs_is_not_taken_back(head: User, library: Organisation) -> None:
    job = hired(library)
    course = Course("Biên mục", TODAY, TODAY)
    persons.add_training(at=NOW, actor=acting(head), person=job.person, course=course)
    with pytest.raises(MoreHangsOnIt):
        persons.take_back(at=NOW, actor=acting(head), job=job)
    assert Person.objects.get().employments.get() == job


def test_days_that_cannot_be_right_are_refused(
    head: User, library: Organisation, museum: Organisation
) -> None:
    job = hired(library)
    for day in (date.min, date.max):
        with pytest.raises(DayOutOfReach):
            persons.move(at=NOW, actor=SYSTEM, job=job, organisation=museum, since=day, position=WORKER)
        with pytest.raises(DayOutOfReach):
            persons.leave(at=NOW, actor=SYSTEM, job=job, last_day=day)
        with pytest.raises((DayOutOfReach, BornLater)):
            enter(head, library, "Người Mới", birth_date=day)
        with pytest.raises(DayOutOfReach):
            hired(library, "Người Khác", day)


def test_a_person_with_other_work_stays_when_one_entry_is_taken_back(
    library: Organisation, museum: Organisation
) -> None:
    job = hired(library)
    other = persons.hire(
        at=NOW, actor=SYSTEM, organisation=museum, since=TODAY, person=job.person, position=WORKER
    )
    persons.take_back(at=NOW, actor=SYSTEM, job=other)
    assert Person.objects.get().employments.get() == job


# who may know whom -------------------------------------------------------------------------------------------


def test_a_person_is_known_to_their_unit_and_above_and_to_no_sibling_or_stranger(
    head: User, officer: User, stranger: User, librarian: User, commune_officer: User, library: Organisation
) -> None:
    person = hired(library).person
    for knows in (head, officer):
        assert queries.staff_person_for(acting(knows), person.pk, TODAY) == person
    for not_knows in (stranger, librarian, commune_officer):
        with pytest.raises(NoSuchPerson):
            queries.staff_person_for(acting(not_knows), person.pk, TODAY)


def test_whoever_moved_on_belongs_to_the_new_unit_alone(
    head: User, library: Organisation, museum: Organisation
) -> None:
    job = hired(library)
    persons.move(
        at=NOW, actor=SYSTEM, job=job, organisation=museum, since=SINCE.replace(year=2025), position=WORKER
    )
    with pytest.raises(NoSuchPerson):
        queries.staff_person_for(acting(head), job.person_id, TODAY)
    line = queries.staff_page(acting(head), TODAY, StaffWanted(state="left"))[0]
    assert (line.employment.pk, line.opens) == (job.pk, False)


def test_whoever_left_altogether_is_still_known_to_the_former_unit(head: User, library: Organisation) -> None:
    job = hired(library)
    persons.leave(at=NOW, actor=SYSTEM, job=job, last_day=date(2026, 6, 30))
    assert queries.persons_for(acting(head), VIEW, TODAY).get() == job.person


def test_colleagues_are_told_by_name_and_title_alone_heads_first(library: Organisation) -> None:
    hired(library, "Nguyễn Văn An")
    hired(
        library, "Trần Thị Yến", position=Position(contract="public_employee", title="Giám đốc", duty="head")
    )
    told = queries.colleagues(library, TODAY)
    assert [(one.name, one.title) for one in told] == [
        ("Trần Thị Yến", "Giám đốc"),
        ("Nguyễn Văn An", "Thủ thư hạng III"),
    ]
    assert not hasattr(told[0], "birth_date")


# lists and numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wanted", "found"), [
    ({"text": "lam thi"}, ["Lâm Thị Kho"]), ({"contract": "worker"}, ["Đỗ Văn Canh"]),
    ({"qualification": "university"}, ["Lâm Thị Kho"]), ({"field": "museum"}, []), ({"duty": "head"}, []),
    ({}, ["Đỗ Văn Canh", "Lâm Thị Kho"]), ({"units": []}, []),
])  # fmt: skip
def test_the_list_is_narrowed(
    head: User, library: Organisation, wanted: dict[str, object], found: list[str]
) -> None:
    hired(library)
    hired(library, "Đỗ Văn Canh", position=WORKER)
    assert names(head, **wanted) == found


def test_each_person_is_counted_once_and_fitting_means_the_field_of_the_unit(
    officer: User, library: Organisation, museum: Organisation
) -> None:
    job = hired(library)
    hired(library, "Đỗ Văn Canh", position=WORKER)
    persons.hire(at=NOW, actor=SYSTEM, organisation=museum, since=TODAY, person=job.person, position=WORKER)
    hired(museum, "Kim Thị Sa", position=Position(contract="worker", field="museum"))
    tally = queries.staff_tally(acting(officer), TODAY, StaffWanted())
    assert (tally.persons, tally.fitting, tally.asked) == (3, 1, 3)
    assert sum(tally.by_qualification.values()) == 3


def test_the_form_counts_staff_and_tells_collaborators_apart(officer: User, province: Province) -> None:
    hired(province.library, sex="female", is_ethnic_minority=True)
    hired(province.library, "Đỗ Văn Canh", position=WORKER)
    hired(province.library, "Lê Cộng", position=Position(contract="collaborator"))
    hired(province.commune_library, "Võ Thị Bến")
    hired(province.museum, "Kim Thị Sa")
    job = Employment.objects.get(person__name="Lâm Thị Kho")
    persons.add_training(
        at=NOW, actor=SYSTEM, person=job.person,
        course=Course("Chuyển đổi số", date(2026, 3, 1), date(2026, 3, 5)),
    )  # fmt: skip
    told = {
        (line.level, line.unit): line.numbers
        for line in staff_totals(acting(officer), TODAY, ("public_library",))
    }
    one = told["province", "Thư viện tỉnh Ba Vàm"]
    assert (one.staff, one.women, one.minority, one.higher, one.secondary) == (2, 1, 1, 1, 1)
    assert (one.fitting, one.other_field, one.collaborators, one.trainings) == (1, 1, 1, 1)
    assert told["", ""].staff == 3
    assert told["commune", ""].staff == 1
    assert (one.staff, one.higher + one.college + one.secondary + one.other) == (2, 2)


def test_posts_are_told_filled_and_vacant(head: User, library: Organisation) -> None:
    post = Post.objects.create(organisation=library, title="Thủ thư", number=2, valid_from=SINCE)
    hired(library, position=Position(contract="public_employee", post=post.pk))
    line = queries.posts_held(acting(head), TODAY)[0]
    assert (line.filled, line.vacant) == (1, 1)


def test_courses_are_written_down_once(library: Organisation) -> None:
    person, course = hired(library).person, Course("Biên mục", date(2026, 3, 1), date(2026, 3, 2))
    persons.add_training(at=NOW, actor=SYSTEM, person=person, course=course)
    with pytest.raises(CourseThere):
        persons.add_training(at=NOW, actor=SYSTEM, person=person, course=course)


# the tie to an account -----------------------------------------------------------------------------------


def test_an_account_belongs_to_one_person(head: User, librarian: User, library: Organisation) -> None:
    first, second = hired(library).person, hired(library, "Đỗ Văn Canh").person
    persons.tie_account(at=NOW, actor=acting(head), person=first, email=librarian.email.upper())
    with pytest.raises(AccountTied):
        persons.tie_account(at=NOW, actor=acting(head), person=second, email=librarian.email)


def test_an_account_out_of_care_is_not_tied(head: User, museum_keeper: User, library: Organisation) -> None:
    with pytest.raises(AccountUnknown):
        persons.tie_account(
            at=NOW, actor=acting(head), person=hired(library).person, email=museum_keeper.email
        )


def test_the_file_of_somebody_elsewhere_is_not_put_right(head: User, museum: Organisation) -> None:
    with pytest.raises(NoSuchPerson):
        persons.change_person(
            at=NOW, actor=acting(head), person=hired(museum).person, data=PersonData(name="Ai Đó")
        )
