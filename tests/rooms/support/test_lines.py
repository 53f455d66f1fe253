from __future__ import annotations

from saidanddone.support.queries import crisis_lines


def test_every_line_says_who_it_is_for_and_how_it_is_reached():
    lines = crisis_lines()
    assert lines
    for line in lines:
        assert all((line.name, line.number, line.how, line.open, line.for_whom)), line


def test_a_number_is_dialled_without_spaces_and_a_text_number_not_at_all():
    dials = {line.name: line.dial for line in crisis_lines()}
    assert dials["Samaritans"] == "116123"
    assert dials["Emergency services"] == "999"
    assert dials["Shout"] == ""


def test_the_emergency_services_come_first():
    assert crisis_lines()[0].number == "999"


def test_the_page_leads_back_without_asking_any_database(client):
    page = client.get("/help-now/").content.decode()
    assert '<a href="/">← Back to the beginning</a>' in page
