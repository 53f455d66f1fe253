from __future__ import annotations

import pytest

from saidanddone.people.models import Consent
from saidanddone.stages.themes.models import Code, Coding, Recommendation, Theme
from tests.factories.themes import a_code, a_recommendation, a_theme
from tests.stages.opening import check_everybody_reads, check_who_opens, queries_stay_the_same

PUBLIC = ("heard/", "heard/second-theme/", "heard/recommendations/", "heard/recommendations/r01/")
WALKS = ("heard/second-theme/", "heard/recommendations/r01/")
WORK = ("", "codebook/", "codings/", "recommendations/", "second-theme/")
DESK = ("desk/", "desk/i003/")
CHANGES = ("add/", "second-theme/change/", "codebook/add/", "codebook/second-code/change/")
LEADS = ("recommendations/add/", "recommendations/r01/change/")


def work(path: str) -> str:
    return f"/second/work/themes/{path}"


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_reads_the_public_pages_within_the_caps(client, second, path):
    check_everybody_reads(client, f"/second/{path}", walks=path in WALKS)


@pytest.mark.parametrize("path", [*WORK, *DESK, *CHANGES, *LEADS])
def test_the_lead_opens_every_work_page_within_the_caps(client, desk, path):
    check_who_opens(client, desk.team, work(path), lead=200)


@pytest.mark.parametrize("path", [*WORK, *DESK, *CHANGES, *LEADS])
def test_each_role_opens_what_it_may_within_the_caps_and_a_stranger_nothing(client, desk, path):
    coder = 200 if path not in LEADS else 403
    reader = 200 if path in WORK else 403
    check_who_opens(
        client, desk.team, work(path), coder=coder, organiser=reader, evaluator=reader, stranger=404
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(client, desk):
    pages = [f"/second/{path}" for path in PUBLIC]
    theme = Theme.objects.get(programme=desk.programme, key="second-theme")
    with queries_stay_the_same(client, pages):
        for number in range(5):
            code = a_code(desk.programme, f"code-{number}", theme=theme)
            a_recommendation(
                desk.programme, f"more-{number}", themes=(theme, a_theme(desk.programme, f"t{number}"))
            )
            desk.code(desk.team.coder, "i001", code)
            desk.code(desk.team.coder, "i002", code)


def test_the_list_names_how_many_ideas_of_how_many_in_how_many_boroughs(client, second):
    page = client.get("/second/heard/").content.decode()
    assert "2 of 2 ideas, in 1 borough<" in page
    assert "of 3 written down" in page


def test_the_list_can_be_taken_away_as_csv(client, second):
    lines = client.get("/second/heard/?format=csv").getvalue().decode().splitlines()
    assert lines[0] == "theme,aspiration,ideas,boroughs,provenance"
    assert lines[1] == "Second theme,Second aspiration,2,1,illustrative"


def test_the_list_narrows_to_themes_heard_in_a_borough(client, second):
    a_theme(second, "unheard")
    assert "Second theme" in client.get("/second/heard/?area=E09000012").content.decode()
    assert "Second theme" not in client.get("/second/heard/?area=E09000022").content.decode()


def test_a_theme_quotes_only_those_who_agree_today(client, second):
    page = client.get("/second/heard/second-theme/").content.decode()
    assert "Secondwords" in page and "Secretwords" not in page
    Consent.objects.filter(speaker__key="second:hackney-01", purpose="quoted").update(given=False)
    assert "Secondwords" not in client.get("/second/heard/second-theme/").content.decode()


def test_the_lead_too_sees_on_a_public_page_only_quotations_that_everybody_may(client, desk):
    client.force_login(desk.team.lead)
    page = client.get("/second/heard/second-theme/").content.decode()
    assert "Secretwords" not in page.split("Recommendations that follow")[0]


def test_a_theme_withholds_small_counts(client, second):
    page = client.get("/second/heard/second-theme/").content.decode()
    assert "fewer than 5" in page


def test_a_coder_codes_a_text_on_its_page_and_goes_on_to_the_next(client, desk):
    client.force_login(desk.team.coder)
    code = Code.objects.get(programme=desk.programme, key="second-code")
    sent = {"codes": [code.pk], "quoted": "", "memo": "", "worth_quoting": "on"}
    response = client.post(work("desk/i001/"), sent)
    assert response.status_code == 302
    assert response.url == work("desk/i002/")
    coding = Coding.objects.get(account=desk.team.coder)
    assert (coding.code, coding.worth_quoting, coding.start) == (code, True, None)


def test_the_desk_can_be_used_without_a_mouse_from_the_first_code_on(client, desk):
    a_code(desk.programme, "another", theme=Theme.objects.get(programme=desk.programme, key="second-theme"))
    client.force_login(desk.team.coder)
    page = client.get(work("desk/i001/")).content.decode()
    assert page.count("autofocus") == 1
    assert page.index('id="text-to-code"') < page.index("autofocus")


def test_words_not_found_are_said_on_the_page_and_what_was_typed_is_kept(client, desk):
    client.force_login(desk.team.coder)
    code = Code.objects.get(programme=desk.programme, key="second-code")
    response = client.post(
        work("desk/i001/"), {"codes": [code.pk], "quoted": "never said", "memo": "Kept memo"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "do not stand in the text" in page and "never said" in page and "Kept memo" in page
    assert not Coding.objects.filter(account=desk.team.coder).exists()


def test_another_coders_coding_is_not_on_the_page_before_i_have_coded(client, desk):
    client.force_login(desk.team.coder)
    assert "coder-1" not in client.get(work("desk/i001/")).content.decode()
    desk.code(desk.team.coder, "i001", Code.objects.get(programme=desk.programme, key="second-code"))
    assert "coder-1" in client.get(work("desk/i001/")).content.decode()


def test_a_coder_takes_a_coding_back_from_the_page_but_not_anothers(client, desk):
    code = Code.objects.get(programme=desk.programme, key="second-code")
    mine = desk.code(desk.team.coder, "i003", code)[0]
    client.force_login(desk.second_coder)
    assert client.post(work("desk/i003/remove/"), {"coding": mine.pk}).status_code == 404
    client.force_login(desk.team.coder)
    assert client.post(work("desk/i003/remove/"), {"coding": "x"}).status_code == 404
    assert client.post(work("desk/i003/remove/"), {"coding": mine.pk}).status_code == 302
    assert not Coding.objects.filter(pk=mine.pk).exists()


def test_the_lead_adds_a_recommendation_with_what_it_follows_from(client, desk):
    client.force_login(desk.team.lead)
    theme = Theme.objects.get(programme=desk.programme, key="second-theme")
    sent = {"statement": "Open a place.", "key": "r02", "themes": [theme.pk], "ideas": "i003, i001"}
    assert client.post(work("recommendations/add/"), sent).status_code == 302
    made = Recommendation.objects.get(programme=desk.programme, key="r02")
    assert [link.theme or link.idea.text.key for link in made.links.all()] == [theme, "i003", "i001"]


def test_an_unknown_ideas_key_is_named_in_the_error(client, desk):
    client.force_login(desk.team.lead)
    sent = {"statement": "Open a place.", "key": "r02", "ideas": "i001, i999"}
    response = client.post(work("recommendations/add/"), sent)
    assert response.status_code == 422
    assert "no idea with the key i999" in response.content.decode()


def test_a_recommendation_is_changed_with_its_links_in_place(client, desk):
    client.force_login(desk.team.lead)
    form = client.get(work("recommendations/r01/change/")).content.decode()
    assert 'value="i001"' in form
    sent = {"statement": "Do it otherwise.", "key": "r01", "ideas": "i002"}
    assert client.post(work("recommendations/r01/change/"), sent).status_code == 302
    row = Recommendation.objects.get(programme=desk.programme, key="r01")
    assert row.statement == "Do it otherwise."
    assert [link.idea.text.key for link in row.links.all()] == ["i002"]


@pytest.mark.parametrize("key", ["recommendations", "desk", "double-coded"])
def test_a_theme_cannot_hide_a_page_of_this_stage(client, desk, key):
    client.force_login(desk.team.lead)
    response = client.post(work("add/"), {"name": "A name", "key": key, "summary": "S"})
    assert response.status_code == 422
    assert "is kept for pages of this stage" in response.content.decode()


def test_a_key_that_is_taken_is_refused_in_a_sentence(client, desk):
    client.force_login(desk.team.coder)
    response = client.post(work("codebook/add/"), {"name": "N", "key": "second-code", "definition": "D"})
    assert response.status_code == 422
    assert "This key is taken already" in response.content.decode()


def test_a_coder_changes_a_code_and_the_audit_row_holds_no_words(client, desk):
    from saidanddone.people.models import AuditRow

    client.force_login(desk.team.coder)
    sent = {"name": "A new name", "key": "second-code", "definition": "A new meaning"}
    assert client.post(work("codebook/second-code/change/"), sent).status_code == 302
    assert Code.objects.get(programme=desk.programme, key="second-code").name == "A new name"
    row = AuditRow.objects.get(verb="themes.change_code")
    assert row.actor == desk.team.coder and "new" not in str(row.objects_touched)


def test_rows_of_another_programme_are_not_found(client, second, london):
    foreign = a_theme(second, "only-in-second")
    assert client.get(f"/second/heard/{foreign.key}/").status_code == 200
    assert client.get(f"/london/heard/{foreign.key}/").status_code == 404
