"""The marks of a verified identity: one spelling each, nothing readable, one municipality."""

from datetime import date

import pytest

from civic.people.residency.identity import NotAnIdentity, person_mark, phone_mark, read_birth
from civic.people.rules import LEVELS, replaces

BORN = date(1985, 3, 2)


@pytest.mark.parametrize("name", ["김민지", " 김 민지 ", "김민지", "김민지\u200b"])
def test_a_name_written_differently_is_one_person(name):
    assert person_mark("key", 1, name, BORN) == person_mark("key", 1, "김민지", BORN)


def test_foreign_names_ignore_case_and_full_width():
    assert person_mark("key", 1, "Ｎｇｕｙｅｎ Thi-Lan", BORN) == person_mark(
        "key", 1, "NGUYEN THI LAN", BORN
    )


def test_another_name_birthday_city_key_or_namesake_is_another_mark():
    marks = {
        person_mark("key", 1, "김민지", BORN),
        person_mark("key", 1, "김민자", BORN),
        person_mark("key", 1, "김민지", date(1985, 3, 3)),
        person_mark("key", 2, "김민지", BORN),
        person_mark("other", 1, "김민지", BORN),
        person_mark("key", 1, "김민지", BORN, nth=2),
        phone_mark("key", 1, "010-1234-5678"),
    }
    assert len(marks) == 7
    assert all(len(mark) == 64 and "김" not in mark and "1985" not in mark for mark in marks)


@pytest.mark.parametrize(
    "typed", ["010-1234-5678", "01012345678", "+82 10-1234-5678", "０１０ １２３４ ５６７８"]
)
def test_a_phone_number_written_differently_is_one(typed):
    assert phone_mark("key", 1, typed) == phone_mark("key", 1, "010 1234 5678")


@pytest.mark.parametrize("typed", ["", "02-123-4567", "minji@example.com", "전화"])
def test_what_is_no_mobile_number_has_no_mark(typed):
    with pytest.raises(NotAnIdentity, match="phone"):
        phone_mark("key", 1, typed)


@pytest.mark.parametrize("typed", ["19850302", "1985-03-02", "1985. 3. 2.", "１９８５０３０２"])
def test_a_birthday_is_read_as_people_write_it(typed):
    assert read_birth(typed, date(2026, 11, 22)) == BORN


@pytest.mark.parametrize(
    "typed", ["", "850302", "19850230", "20270101", "18991231", "오늘", "1985-3", "9" * 30, "²" * 8]
)
def test_what_is_no_day_of_birth_is_refused(typed):
    with pytest.raises(NotAnIdentity, match="born_on"):
        read_birth(typed, date(2026, 11, 22))


def test_a_name_without_letters_is_refused():
    with pytest.raises(NotAnIdentity, match="name"):
        person_mark("key", 1, " ·-· ", BORN)


def test_a_proof_takes_another_s_place_only_when_it_gives_more():
    assert all(not replaces(level, level, LEVELS) for level in LEVELS)
    assert replaces("desk", "invite", ["invite", "desk"])
    assert not replaces("invite", "desk", ["invite", "desk"])
    # A weaker proof counts where the stronger one does not vote, and the other way round.
    assert replaces("phone", "invite", ["phone"])
    assert not replaces("desk", "phone", ["phone"])
