from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import get_resolver
from django.utils import timezone

from saidanddone.people.actions import open_account
from saidanddone.people.models import Account, AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme import actions, queries, rules
from saidanddone.programme.models import RESERVED_SLUGS, Area, Aspiration, Membership, Programme, Role
from saidanddone.programme.rules import Person

pytestmark = pytest.mark.django_db

FIELDS = {
    "name": "A third programme",
    "report_title": "What the third did",
    "place": "Somewhere",
    "summary": "A third.",
}
TODAY = timezone.localdate


@pytest.fixture
def third() -> Programme:
    return actions.open_programme(fields=FIELDS | {"slug": "third"}, by=None)


@pytest.fixture
def hackney(second) -> Area:
    return Area.objects.get(code="E09000012")


@pytest.fixture
def bo() -> Account:
    return open_account(email="bo@example.test", name="Bo", by=None)


# Opening a programme


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_no_programme_takes_an_address_that_the_site_needs(slug):
    with pytest.raises(actions.NotAllowed, match="kept for the site itself"):
        actions.open_programme(fields=FIELDS | {"slug": slug}, by=None)


def test_every_first_word_that_the_site_answers_to_is_reserved():
    first = {str(each.pattern).partition("/")[0] for each in get_resolver().url_patterns}
    own = {word for word in first if word and not word.startswith("<")}
    assert own
    assert own <= RESERVED_SLUGS


@pytest.mark.parametrize("slug", ["", "Third", "a b", "a/b", "-a", "a--b", "ü", "x" * 61])
def test_an_address_is_small_letters_digits_and_hyphens(slug):
    with pytest.raises(actions.NotAllowed):
        actions.open_programme(fields=FIELDS | {"slug": slug}, by=None)
    assert not Programme.objects.filter(slug=slug).exists()


def test_one_address_is_one_programme(third):
    with pytest.raises(actions.NotAllowed, match="is loaded already"):
        actions.open_programme(fields=FIELDS | {"slug": "third"}, by=None)


# Roles


def test_nobody_in_particular_has_no_role(second):
    for account in (None, AnonymousUser()):
        person = queries.person_in(second, account)
        assert (person.account, person.roles, person.works_here) == (None, frozenset(), False)


@pytest.mark.parametrize(
    ("days", "works"), [(None, True), (-1, False), (0, True), (1, True)], ids=["open", "past", "today", "on"]
)
def test_a_role_counts_to_the_end_of_its_last_day(second, bo, days, works):
    ends = None if days is None else TODAY() + timedelta(days=days)
    actions.give_role(account=bo, programme=second, role=Role.LEAD, ends_on=ends, by=None)
    assert queries.person_in(second, bo).works_here is works
    assert bool(queries.memberships_of_account(bo)) is works
    assert bool(queries.memberships_of(second).filter(account=bo)) is works


def test_who_cannot_sign_in_any_more_is_not_said_to_work_here(second, bo):
    actions.give_role(account=bo, programme=second, role=Role.LEAD, by=None)
    Account.objects.filter(pk=bo.pk).update(is_active=False)
    assert not queries.memberships_of(second).filter(account=bo)


def test_a_role_on_one_programme_is_none_on_another(second, third, bo):
    actions.give_role(account=bo, programme=second, role=Role.LEAD, by=None)
    assert queries.person_in(third, bo).roles == frozenset()


def test_a_borough_that_two_programmes_share_is_an_organisers_on_one_only(second, third, bo, hackney):
    actions.take_in_areas(programme=third, areas=[Area(code=hackney.code, name=hackney.name)], by=None)
    actions.give_role(account=bo, programme=second, role=Role.ORGANISER, area=hackney, by=None)
    assert queries.person_in(second, bo).areas_as(Role) == {hackney.pk}
    assert queries.person_in(third, bo).areas_as(Role) == frozenset()


def test_an_ended_borough_is_lost_and_the_other_stays(second, bo, hackney):
    lambeth = Area.objects.get(code="E09000022")
    yesterday = TODAY() - timedelta(days=1)
    for area, ends in ((hackney, yesterday), (lambeth, None)):
        actions.give_role(account=bo, programme=second, role=Role.ORGANISER, area=area, ends_on=ends, by=None)
    person = queries.person_in(second, bo)
    assert person.areas_as(Role) == {lambeth.pk}
    assert list(queries.areas_workable_by(person, second)) == [lambeth]


def test_no_role_reaches_into_a_borough_of_another_programme(second, bo):
    elsewhere = Area.objects.create(code="X1", name="Elsewhere")
    with pytest.raises(Refused, match="another programme"):
        actions.give_role(account=bo, programme=second, role=Role.ORGANISER, area=elsewhere, by=None)


def test_an_organiser_has_a_borough_and_who_works_everywhere_has_none(second, bo, hackney):
    for role, area in ((Role.ORGANISER, None), (Role.DPH, None), (Role.LEAD, hackney), (Role.CODER, hackney)):
        with pytest.raises(ValidationError, match="have a borough; a lead"):
            actions.give_role(account=bo, programme=second, role=role, area=area, by=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(account=bo, programme=second, role=role, area=area)


def test_a_role_is_given_once(second, bo):
    actions.give_role(account=bo, programme=second, role=Role.LEAD, by=None)
    with pytest.raises(ValidationError):
        actions.give_role(account=bo, programme=second, role=Role.LEAD, by=None)


def test_giving_a_role_is_on_the_programmes_trail(second, bo):
    made = actions.give_role(account=bo, programme=second, role=Role.LEAD, by=bo)
    row = AuditRow.objects.get(verb="programme.give_role", actor=bo)
    assert (row.programme_slug, row.objects_touched) == ("second", [f"programme.membership:{made.pk}"])


# How every verb ends


def test_a_row_that_fails_its_check_is_not_kept_and_leaves_no_trail(third):
    with pytest.raises(ValidationError):
        actions.saved(
            Aspiration(programme=third), {"key": "Not a key", "name": "A"}, "tried", by=None, programme=third
        )
    assert not third.aspirations.exists()
    assert not AuditRow.objects.filter(verb="tried").exists()


def test_a_row_is_kept_with_its_fields_and_is_on_its_programmes_trail(third, bo):
    made = actions.saved(
        Aspiration(programme=third), {"key": "a", "name": "A"}, "tried", by=bo, programme=third
    )
    assert third.aspirations.get() == made
    row = AuditRow.objects.get(verb="tried", actor=bo)
    assert (row.programme_slug, row.objects_touched) == ("third", [f"programme.aspiration:{made.pk}"])


@pytest.mark.parametrize(("naming_all", "named"), [(False, 1), (True, 3)])
def test_a_table_is_on_the_trail_by_its_first_row_or_by_all_where_asked(third, naming_all, named):
    rows = [Aspiration(programme=third, key=key, name=key) for key in "abc"]
    made = actions.recorded(rows, "tried", by=None, naming_all=naming_all)
    assert list(third.aspirations.all()) == made
    row = AuditRow.objects.get(verb="tried")
    keys = [f"programme.aspiration:{each.pk}" for each in made]
    assert (row.programme_slug, row.objects_touched) == ("third", keys[:named])


def test_a_table_without_rows_leaves_no_trail(third):
    assert actions.recorded([], "tried", by=None) == []
    assert not AuditRow.objects.filter(verb="tried").exists()


def test_the_borough_of_a_row_is_the_one_it_was_kept_with(second, bo, hackney):
    membership = actions.give_role(account=bo, programme=second, role=Role.ORGANISER, area=hackney, by=None)
    membership.area = Area.objects.exclude(pk=hackney.pk).first()
    assert queries.held_area_id(membership) == hackney.pk


# Who may do what

LEAD, CODER, EVALUATOR = (
    Person("p", None, frozenset({(role, None)})) for role in (Role.LEAD, Role.CODER, Role.EVALUATOR)
)
ORGANISER = Person("p", None, frozenset({(Role.ORGANISER, 7)}))
STRANGER = Person("p")


@pytest.mark.parametrize(
    ("can", "allowed"),
    [
        (rules.can_work_here, {"lead", "organiser", "coder", "evaluator"}),
        (rules.can_lead, {"lead"}),
        (rules.can_code, {"lead", "coder"}),
        (rules.can_read_answers, {"lead", "evaluator"}),
        (lambda person: rules.can_edit_area(person, 7), {"lead", "organiser"}),
        (lambda person: rules.can_edit_area(person, 8), {"lead"}),
        (lambda person: rules.can_edit_area(person, None), {"lead"}),
        (lambda person: person.sees_all_words, {"lead", "coder", "evaluator"}),
        (lambda person: person.everywhere_as(rules.EVERYDAY), {"lead", "coder", "evaluator"}),
    ],
)
def test_what_each_role_may_do(can, allowed):
    people = {
        "lead": LEAD, "organiser": ORGANISER, "coder": CODER, "evaluator": EVALUATOR, "stranger": STRANGER,
    }  # fmt: skip
    assert {name for name, person in people.items() if can(person)} == allowed


def test_an_organiser_who_also_codes_sees_all_areas_and_edits_their_own():
    both = Person("p", None, frozenset({(Role.ORGANISER, 7), (Role.CODER, None)}))
    assert both.everywhere_as(rules.EVERYDAY)
    assert not rules.can_edit_area(both, 8)


def test_rows_for_work_are_those_of_ones_boroughs(second, hackney):
    rows = queries.areas_of(second)
    at = {ORGANISER: set(), LEAD: set(rows), STRANGER: set()}
    organiser = Person("second", None, frozenset({(Role.ORGANISER, hackney.pk)}))
    assert set(queries.workable_in_areas(rows, organiser, "id")) == {hackney}
    for person, seen in at.items():
        assert set(queries.workable_in_areas(rows, person, "id")) == seen


def test_rows_of_two_programmes_are_never_joined(second, third):
    own, foreign = second.aspirations.first(), Aspiration(programme=third, key="a", name="A")
    rules.check_one_programme(second.pk, own, None)
    with pytest.raises(Refused, match="another programme"):
        rules.check_one_programme(second.pk, own, foreign)


# Areas are shared


def test_a_known_area_is_taken_in_as_it_is(third, hackney):
    offered = Area(code=hackney.code, name=hackney.name, provenance="illustrative", note="A note.")
    (taken,) = actions.take_in_areas(programme=third, areas=[offered], by=None)
    assert taken == hackney
    assert (taken.provenance, taken.note) == (hackney.provenance, hackney.note)
    assert Area.objects.filter(code=hackney.code).count() == 1


def test_a_known_area_without_a_place_on_the_map_gets_one_and_keeps_it(third, hackney):
    Area.objects.filter(pk=hackney.pk).update(tile_row=None, tile_column=None)
    fourth = actions.open_programme(fields=FIELDS | {"slug": "fourth"}, by=None)
    for programme, place in ((third, (4, 7)), (fourth, (1, 1))):
        offered = Area(code=hackney.code, name=hackney.name, tile_row=place[0], tile_column=place[1])
        actions.take_in_areas(programme=programme, areas=[offered], by=None)
    hackney.refresh_from_db()
    assert (hackney.tile_row, hackney.tile_column) == (4, 7)


def test_areas_come_in_the_order_in_which_they_were_taken_in(third):
    areas = [Area(code=code, name=code) for code in ("Z9", "A1", "M5")]
    actions.take_in_areas(programme=third, areas=areas, by=None)
    assert [area.code for area in queries.areas_of(third)] == ["Z9", "A1", "M5"]
