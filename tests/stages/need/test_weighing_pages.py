"""Domains, groups of places and ballots are written down by hand, and the index follows."""

from __future__ import annotations

import re

import pytest

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area
from saidanddone.programme.rules import Person
from saidanddone.stages.need import actions, queries
from saidanddone.stages.need.models import AreaGroup, Domain, IndexMethod, Indicator, WeightVote
from saidanddone.stages.need.queries import weighing
from tests.factories.need import a_value, an_indicator, values
from tests.factories.themes import lead_of
from tests.stages.opening import check_who_opens, queries_stay_the_same

READS = ("domains/", "groups/", "votes/")
NOBODY = Person("second")


def work(path: str) -> str:
    return f"/second/work/need/{path}"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text(response)).split())


def a_domain(programme, name: str, parent: Domain | None = None, weight: float = 1.0) -> Domain:
    return actions.add_domain(
        person=lead_of(programme),
        programme=programme,
        fields={"name": name, "parent": parent, "weight": weight},
        by=None,
    )


def a_group(programme, name: str, *codes: str) -> list[AreaGroup]:
    areas = list(Area.objects.filter(code__in=codes))
    return actions.add_group(person=lead_of(programme), programme=programme, name=name, areas=areas, by=None)


def a_ballot(programme, voter: str, **points: float) -> list[WeightVote]:
    given = [(Indicator.objects.get(programme=programme, code=code), n) for code, n in points.items()]
    return actions.add_vote(
        person=lead_of(programme), programme=programme, voter=voter, points=given, by=None
    )


def a_method(programme, **choices: object) -> IndexMethod:
    plain = {
        "normalise": "minmax",
        "aggregate": "arithmetic",
        "weighing": "given",
        "impute": "none",
        "reasons": "So.",
    }
    made = IndexMethod(programme=programme, chosen_on="2021-01-01", **plain | choices)
    return actions.record_methods(methods=[made], by=None)[0]


def shares(programme) -> dict[str, tuple[float | None, float | None]]:
    found = weighing.domains_visible_to(NOBODY, programme)
    return {limb.name: (limb.share, limb.stands) for limb in found.limbs}


@pytest.fixture
def leading(client, desk):
    client.force_login(desk.team.lead)
    return client


@pytest.mark.parametrize("path", READS)
def test_each_role_reads_what_counts_how_much_within_the_caps_and_a_stranger_nothing(client, desk, path):
    check_who_opens(
        client, desk.team, work(path), lead=200, organiser=200, coder=200, evaluator=200, stranger=404
    )


@pytest.mark.parametrize("kind", ["domain", "group", "vote"])
def test_the_lead_alone_writes_it(client, desk, kind):
    rows = {"domain": Domain, "group": AreaGroup, "vote": WeightVote}[kind].objects
    number = rows.order_by("id").first().pk
    for path in (f"{kind}s/add/", f"{kind}s/{number}/change/", f"{kind}s/{number}/throw-away/"):
        check_who_opens(client, desk.team, work(path), lead=200, organiser=403, evaluator=403, stranger=404)


def test_the_number_of_queries_does_not_grow_with_the_rows(leading, second):
    with queries_stay_the_same(leading, [work(path) for path in READS]):
        top = Domain.objects.get(programme=second, name="Life")
        for number in range(4):
            an_indicator(second, f"more-{number}", domain=f"More {number}")
            a_domain(second, f"More {number}", top)
            a_ballot(second, f"more {number}", **{f"more-{number}": 3, "second-indicator": 1})
        a_group(second, "outer", "E09000022")


def test_the_work_page_leads_to_all_three(leading):
    page = text(leading.get(work("")))
    for path in READS:
        assert f'href="{work(path)}"' in page


# Domains


def test_a_domain_has_of_the_whole_the_product_of_its_shares_up_to_the_top(three):
    """1 to 3 at the top; in the first, 2 to 2: so 1/8 and 1/8, and 3/4. One with nothing under it has none."""
    life = a_domain(three, "Life", weight=1)
    a_domain(three, "Home", life, weight=2)
    a_domain(three, "Money", life, weight=2)
    a_domain(three, "Health", weight=3)
    a_domain(three, "Nothing", weight=9)
    for domain in ("Home", "Home", "Money", "Health"):
        an_indicator(three, f"{domain}-{Indicator.objects.count()}".lower(), domain=domain, weight=5)
    a_method(three, weighing="domains")
    assert shares(three) == {
        "Life": (pytest.approx(1 / 4),) * 2,
        "Home": (pytest.approx(1 / 8),) * 2,
        "Money": (pytest.approx(1 / 8),) * 2,
        "Health": (pytest.approx(3 / 4),) * 2,
        "Nothing": (None, None),
    }


@pytest.mark.parametrize(("weighing_by", "stands"), [("given", 6 / 8), ("equal", 2 / 3), ("votes", 0.4)])
def test_where_the_index_is_weighed_otherwise_both_shares_are_said(three, weighing_by, stands):
    for code, domain, weight in (("a", "Home", 2), ("b", "Home", 4), ("c", "Money", 2)):
        an_indicator(three, code, domain=domain, weight=weight)
    a_domain(three, "Home", weight=1)
    a_ballot(three, "ballot 1", a=4, c=6)
    a_method(three, weighing=weighing_by)
    assert shares(three)["Home"] == (pytest.approx(0.5), pytest.approx(stands))


def test_the_page_says_that_weights_do_not_count_and_which_domain_nobody_has_described(leading, second):
    an_indicator(second, "noise", domain="Noise & air")
    page = words(leading.get(work("domains/")))
    assert "These weights do not count now." in page
    assert (
        "Noise &amp; air Weight 1. By these weights it would have 50.0 in 100 of the whole; it has 50.0 now."
        in page
    )
    assert "Nobody has described it, so it counts 1, at the top." in page
    assert 'href="?name' not in page
    form = text(leading.get(work("domains/add/") + "?name=Noise%20%26%20air"))
    assert 'value="Noise &amp; air"' in form
    assert 'value="Else"' not in text(leading.get(work("domains/add/") + "?name=Else"))


def test_the_tree_is_a_list_in_lists(leading, second):
    life = Domain.objects.get(programme=second, name="Life")
    a_domain(second, "Last", a_domain(second, "Deeper", life))
    a_domain(second, "Beside")
    page = text(leading.get(work("domains/")))
    tree = page[page.index('<ul class="tree">') : page.index('<p class="figure-base">A bar')]
    assert tree.count("<ul") == tree.count("</ul>") == 3
    assert tree.count("<li>") == tree.count("</li>") == 5
    names = re.findall(r'/change/">([^<]+)</a>', tree)
    assert names == ["Life", "Things", "Deeper", "Last", "Beside"]


def test_without_any_the_page_says_so(client, three, team_of):
    client.force_login(team_of(three).lead)
    assert "No indicator names a domain yet" in text(client.get("/three/work/need/domains/"))


def test_where_votes_are_wanted_and_there_are_none_the_share_as_it_stands_cannot_be_said(leading, second):
    WeightVote.objects.all().delete()
    a_method(second, weighing="votes")
    page = words(leading.get(work("domains/")))
    assert "Nobody's vote on what counts how much is here yet." in page.replace("&#x27;", "'")
    assert "it has" not in page.replace("It has", "")


def test_a_new_name_is_written_at_the_indicators_too_and_nothing_else_of_them(leading, second):
    row = Domain.objects.get(programme=second, name="Things")
    other = an_indicator(second, "noise", domain="Noise")
    was = shares(second)["Things"]
    sent = {"name": "Matters", "parent": row.parent_id, "weight": "2"}
    assert leading.post(work(f"domains/{row.pk}/change/"), sent).status_code == 302
    assert Indicator.objects.get(code="second-indicator").domain == "Matters"
    other.refresh_from_db()
    assert other.domain == "Noise"
    assert shares(second)["Matters"] == was
    verbs = list(AuditRow.objects.order_by("-id").values_list("verb", flat=True)[:2])
    assert verbs == ["need.rename_domain", "need.change_domain"]


def test_a_name_that_is_refused_renames_nothing(second):
    row = Domain.objects.get(programme=second, name="Things")
    loop = {"name": "Matters", "parent": row, "weight": 1.0}
    with pytest.raises(Refused, match="part of itself"):
        actions.change_domain(person=lead_of(second), domain=row, fields=loop, by=None)
    assert Indicator.objects.get(code="second-indicator").domain == "Things"


def error_of(response, field: str) -> str:
    assert response.status_code == 422
    return " ".join(response.context["form"].errors[field])


def test_a_domain_that_cannot_be_is_refused_beside_its_field(leading, second):
    life = Domain.objects.get(programme=second, name="Life")
    things = Domain.objects.get(programme=second, name="Things")
    at = work(f"domains/{life.pk}/change/")
    plain = {"name": "Life", "parent": "", "weight": "1"}
    itself = leading.post(at, plain | {"parent": life.pk})
    assert error_of(itself, "parent") == "A domain cannot be part of itself. Choose another one, or none."
    loop = leading.post(at, plain | {"parent": things.pk})
    assert error_of(loop, "parent").startswith("That one is part of this domain already")
    for weight in ("0", "-1"):
        none = leading.post(at, plain | {"weight": weight})
        assert error_of(none, "weight") == "A weight is a number above 0, and 0.01 at the least."
    assert error_of(leading.post(at, plain | {"weight": "inf"}), "weight") == "Enter a number."
    double = leading.post(work("domains/add/"), plain)
    assert error_of(double, "name") == "There is a domain of this name already. Change that one."
    life.refresh_from_db()
    assert (life.parent, life.weight) == (None, 1.0)


def test_of_two_changes_that_together_make_a_loop_the_second_is_refused(three):
    one, other = a_domain(three, "One"), a_domain(three, "Other")
    change = {"person": lead_of(three), "by": None}
    actions.change_domain(domain=one, fields={"parent": other}, **change)
    with pytest.raises(Refused, match="part of this domain already"):
        actions.change_domain(domain=Domain.objects.get(pk=other.pk), fields={"parent": one}, **change)


def test_a_domain_is_thrown_away_when_nothing_is_under_it(leading, second):
    things = Domain.objects.get(programme=second, name="Things")
    refused = leading.post(work(f"domains/{things.pk}/throw-away/"), {"sure": "on"})
    assert refused.status_code == 422
    assert "0 other domains and 1 indicators" not in text(refused)
    assert "1 indicator is under this domain still" in text(refused)
    empty = a_domain(second, "Empty")
    assert leading.post(work(f"domains/{empty.pk}/throw-away/")).status_code == 422
    assert leading.post(work(f"domains/{empty.pk}/throw-away/"), {"sure": "on"}).status_code == 302
    assert set(Domain.objects.filter(programme=second).values_list("name", flat=True)) == {"Life", "Things"}
    assert AuditRow.objects.order_by("-id").first().verb == "need.throw_away_domain"


# Groups of places


def test_the_lead_makes_a_group_and_the_page_names_who_is_in_none(leading, second):
    page = words(leading.get(work("groups/")))
    assert "1 borough is in no group: Lambeth." in page
    lambeth = Area.objects.get(code="E09000022")
    sent = {"name": "outer", "areas": [lambeth.pk]}
    assert leading.post(work("groups/add/"), sent).status_code == 302
    page = words(leading.get(work("groups/")))
    assert "in no group:" not in page
    assert "outer 1 Lambeth" in page
    assert AuditRow.objects.order_by("-id").first().verb == "need.add_group"


def test_a_borough_of_another_group_or_a_name_that_is_taken_is_refused_beside_its_field(leading, second):
    hackney, lambeth = (Area.objects.get(code=code) for code in ("E09000012", "E09000022"))
    twice = leading.post(work("groups/add/"), {"name": "outer", "areas": [hackney.pk, lambeth.pk]})
    assert "Take these out of theirs first: Hackney (in “inner”)." in error_of(twice, "areas")
    taken = leading.post(work("groups/add/"), {"name": "inner", "areas": [lambeth.pk]})
    assert error_of(taken, "name") == "There is a group of this name already. Change that one."
    assert error_of(leading.post(work("groups/add/"), {"name": "outer"}), "areas")
    assert AreaGroup.objects.filter(programme=second).count() == 1


def test_a_group_is_renamed_and_gets_other_boroughs_in_one_go(leading, second):
    row = AreaGroup.objects.get(programme=second)
    page = leading.get(work(f"groups/{row.pk}/change/")).content.decode()
    assert page.count("checked") == 1
    hackney, lambeth = (Area.objects.get(code=code) for code in ("E09000012", "E09000022"))
    sent = {"name": "middle", "areas": [hackney.pk, lambeth.pk]}
    assert leading.post(work(f"groups/{row.pk}/change/"), sent).status_code == 302
    rows = AreaGroup.objects.filter(programme=second)
    assert set(rows.values_list("name", "area__code")) == {("middle", "E09000012"), ("middle", "E09000022")}
    assert leading.post(work(f"groups/{row.pk}/throw-away/"), {"sure": "on"}).status_code == 302
    assert not rows.exists()


def test_a_gap_is_filled_from_the_group_that_was_made(three):
    values(an_indicator(three, "known"), A=0, B=50, C=100)
    gap = an_indicator(three, "gap")
    values(gap, A=0, B=100, C=None)
    a_group(three, "like", "B", "C")
    a_method(three, impute="mean", by_group=True)
    assert queries.index_of(three).place_of("C").score == pytest.approx(100)


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        (
            {"impute": "mean", "by_group": True},
            "The index is to fill gaps within groups, and there are none.",
        ),
        ({"impute": "none", "by_group": True}, "The index does not look at groups now."),
    ],
)
def test_the_page_says_whether_the_index_looks_at_groups(leading, second, choices, says):
    AreaGroup.objects.all().delete()
    a_method(second, **choices)
    page = words(leading.get(work("groups/")))
    assert says in page
    assert "No group has been written down yet." in page


# Votes


@pytest.fixture
def voted(three):
    """Three ballots on two indicators of two domains; of the third indicator nobody said anything."""
    for code, domain in (("money", "Money"), ("home", "Home"), ("noise", "Home")):
        an_indicator(three, code, domain=domain)
    a_ballot(three, "ballot 1", money=60, home=40)
    a_ballot(three, "ballot 2", money=3, home=1)
    a_ballot(three, "ballot 3", money=9, home=1)
    return three


def test_a_weight_is_the_mean_of_the_ballots_shares_with_students_interval(voted):
    """Shares .60, .75, .90: mean .75, standard deviation .15, error .15/√3; t of 2 degrees is 4.30265."""
    found = weighing.votes_visible_to(NOBODY, voted)
    money, home, noise = found.on_indicators
    assert (money.name, money.gave, home.gave, noise.gave) == ("Money", 3, 3, 0)
    assert money.found.weight == pytest.approx(0.75)
    assert money.found.standard_error == pytest.approx(0.15 / 3**0.5)
    half = 4.302652729911275 * 0.15 / 3**0.5
    assert money.limits == (pytest.approx(0.75 - half), 1.0)
    assert home.limits == (0.0, pytest.approx(0.25 + half))
    assert noise.found is None and noise.limits is None
    assert {each.name: each.found.weight for each in found.on_domains} == {
        "Money": pytest.approx(0.75),
        "Home": pytest.approx(0.25),
    }


def test_the_page_says_how_few_ballots_there_are_and_which_indicator_they_leave_out(client, voted, team_of):
    client.force_login(team_of(voted).lead)
    page = words(client.get("/three/work/need/votes/"))
    assert "3 ballots say little" in page
    assert "by votes they would count nothing: Noise." in page
    assert "Money 75.0 37.7 to 100.0" in page
    assert "The index is not weighed by votes now." in page
    a_method(voted, weighing="votes")
    assert "The index is weighed by these votes now." in words(client.get("/three/work/need/votes/"))


def test_one_ballot_has_no_interval(leading, second):
    page = words(leading.get(work("votes/")))
    assert "One ballot says what one person, or one table, thinks. No interval can be had from it." in page
    assert "100.0 to 100.0" not in page


def test_ballots_that_agree_to_the_point_claim_no_certainty(three):
    an_indicator(three, "money")
    an_indicator(three, "home")
    for voter in "12":
        a_ballot(three, f"ballot {voter}", money=1, home=1)
    assert [row.limits for row in weighing.votes_visible_to(NOBODY, three).on_indicators] == [None, None]


def test_votes_of_which_no_weight_can_be_made_are_a_sentence(leading, second):
    WeightVote.objects.update(points=0)
    page = words(leading.get(work("votes/")))
    assert "No weights can be made of these votes: the points of voter 1" in page


def test_where_the_index_waits_for_votes_the_page_says_so(leading, second):
    WeightVote.objects.all().delete()
    a_method(second, weighing="votes")
    page = words(leading.get(work("votes/")))
    assert "The index is to be weighed by votes, and there are none." in page
    assert "Nobody’s vote has been written down yet." in page


def test_the_lead_writes_down_a_ballot_mends_it_and_throws_it_away(leading, second):
    an_indicator(second, "noise")
    sent = {"voter": "ballot 12", "points_second-indicator": "30", "points_noise": ""}
    assert leading.post(work("votes/add/"), sent).status_code == 302
    ballot = WeightVote.objects.get(voter="ballot 12")
    assert (ballot.indicator.code, ballot.points) == ("second-indicator", 30)
    at = work(f"votes/{ballot.pk}/change/")
    assert 'value="30.0"' in text(leading.get(at))
    mended = {"voter": "table 12", "points_second-indicator": "0", "points_noise": "7.5"}
    assert leading.post(at, mended).status_code == 302
    rows = WeightVote.objects.filter(voter="table 12")
    assert dict(rows.values_list("indicator__code", "points")) == {"second-indicator": 0, "noise": 7.5}
    assert not WeightVote.objects.filter(voter="ballot 12").exists()
    at = work(f"votes/{rows.first().pk}/throw-away/")
    assert leading.post(at, {"sure": "on"}).status_code == 302
    assert not rows.exists()
    verbs = set(AuditRow.objects.values_list("verb", flat=True))
    assert {"need.add_vote", "need.change_vote", "need.throw_away_vote"} <= verbs


def test_a_ballot_that_cannot_be_is_refused_and_kept_on_the_page(leading, second):
    at, plain = work("votes/add/"), {"voter": "ballot 12", "points_second-indicator": "3"}
    below = leading.post(at, plain | {"points_second-indicator": "-1"})
    assert error_of(below, "points_second-indicator") == "Points are 0 or more."
    assert 'value="ballot 12"' in text(below)
    assert error_of(leading.post(at, plain | {"voter": "voter 1"}), "voter").startswith("There is a ballot")
    assert error_of(leading.post(at, plain | {"voter": "a@b.test"}), "voter").startswith(
        "Nobody is to be known"
    )
    nothing = leading.post(at, plain | {"points_second-indicator": "0"})
    assert "Give points to one indicator at least." in text(nothing)
    assert WeightVote.objects.filter(indicator__programme=second).count() == 1


def test_a_ballot_that_another_changed_meanwhile_is_not_written_over(leading, second):
    vote = WeightVote.objects.get(voter="voter 1")
    at = work(f"votes/{vote.pk}/change/")
    form = leading.get(at).context["form"]
    sent = {"voter": "voter 1", "points_second-indicator": "50", "opened_as": form["opened_as"].value()}
    WeightVote.objects.update(points=45)
    again = leading.post(at, sent)
    assert again.status_code == 422 and "“45.0”" in text(again)


def test_nobody_is_named_on_the_form(leading):
    assert "Never a name: nobody is to be known by their vote." in text(leading.get(work("votes/add/")))


def test_indicators_of_another_programme_get_no_points(three, second):
    strange = [(Indicator.objects.get(code="second-indicator"), 1.0)]
    with pytest.raises(Refused, match="another programme"):
        actions.add_vote(person=lead_of(three), programme=three, voter="1", points=strange, by=None)


def test_ballots_are_a_file_with_a_row_each(leading, second):
    lines = leading.get(work("votes/") + "?format=csv").getvalue().decode().splitlines()
    assert lines == ["ballot,points,indicators,provenance", "voter 1,40,1,illustrative"]


def test_weights_by_votes_rank_the_places(voted):
    for code in ("money", "home", "noise"):
        for area, value in (("A", 1), ("B", 2), ("C", 3)):
            found = Indicator.objects.get(programme=voted, code=code)
            a_value(found, area, value if code == "money" else 4 - value)
    a_method(voted, weighing="votes")
    index = queries.index_of(voted)
    assert [place.area.code for place in index.ranked] == ["C", "B", "A"]
    assert index.place_of("C").score == pytest.approx(75)
