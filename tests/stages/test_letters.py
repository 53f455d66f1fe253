"""Names that are formulas, letters that nobody sees, words that turn a page round: where each is stopped or kept."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.template import engines
from openpyxl import load_workbook

from saidanddone.files import BadTable
from saidanddone.people.actions import open_account
from saidanddone.people.rules import Refused
from saidanddone.people.rules.letters import HIDDEN, check_line
from saidanddone.website.actions import open_account_with_role
from saidanddone.website.loading import export_folder, load_folder
from tests.factories.conversations import a_conversation
from tests.factories.ideas import an_idea
from tests.spoiling import copy_of_second

OVERRIDE, ISOLATE, ZERO_WIDTH = "\u202e", "\u2066", "\u200b"
SAYS = "There is a sign in this that cannot be seen"
TURNED = {
    "override": f"Amina {OVERRIDE}nigeB",
    "embedding": "Amina \u202bBegin",
    "isolate": f"Amina {ISOLATE}Begin",
    "mark of direction": "Amina\u200f Begin",
    "zero width": f"Ami{ZERO_WIDTH}na",
    "joiner in Latin": "Ami\u200dna",
    "soft hyphen": "Ami\u00adna",
    "line break": "Amina\nBcc: all@example.test",
    "NUL": "Ami\0na",
    "bell": "Ami\x07na",
    "half a letter": "Ami\ud800na",
    "byte order mark": "\ufeffAmina",
    "tag letter": "Amina\U000e0041",
    "blank letter": "\u3164",
}
PLAIN = [
    "Amina Begum",
    "Zoë O’Brien-Łuczak",
    "সুফিয়া কামাল",
    "علی‌رضا",
    "שרה לוי",
    "ක්‍රිෂාන්ත",
    "陳大文",
    "Nguyễn Thị Ánh",
]


@pytest.mark.parametrize("name", TURNED.values(), ids=TURNED)
def test_a_line_with_a_letter_that_nobody_sees_is_refused(name):
    with pytest.raises(Refused, match=SAYS):
        check_line(name)


@pytest.mark.parametrize("name", PLAIN)
def test_names_of_every_script_are_taken_with_the_joiners_that_belong_to_their_spelling(name):
    check_line(name)


def test_no_letter_of_any_alphabet_is_taken_for_a_hidden_one():
    import unicodedata

    blank = {"\u115f", "\u1160", "\u3164", "\uffa0"}  # letters by name alone: they are drawn as nothing
    wrong = [
        chr(code)
        for code in range(0x30000)
        if unicodedata.category(chr(code))[0] in "LN" and HIDDEN.search(chr(code)) and chr(code) not in blank
    ]
    assert wrong == []


# Accounts


@pytest.mark.parametrize("name", TURNED.values(), ids=TURNED)
def test_no_account_has_such_a_name(db, name):
    with pytest.raises(ValidationError):
        open_account(email="amina@example.test", name=name, by=None)


@pytest.mark.parametrize(
    "email", [f"amina@{OVERRIDE}example.test", f"amina@exam{ZERO_WIDTH}ple.test", "amina@example.test\n"]
)
def test_no_account_has_such_an_address(db, second, email):
    with pytest.raises(ValueError):
        open_account_with_role(email=email, name="Amina", programme=second, role="coder")


# Forms and tables


def sent(client, **fields: str):
    written = {
        "title": "An evening", "slug": "new", "number": 9, "held_on": "2021-05-01",
        "venue": "", "organiser": "", "summary": "", "area": "",
    }  # fmt: skip
    return client.post("/second/work/conversations/add/", written | fields)


@pytest.mark.parametrize("field", ["title", "venue", "slug"])
def test_a_form_says_so_beside_the_line_and_keeps_what_was_typed(client, second, team_of, hackney, field):
    client.force_login(team_of(second).lead)
    response = sent(client, area=str(hackney.pk), **{field: f"x{OVERRIDE}y"})
    assert response.status_code == 422
    assert SAYS in str(response.context["form"].errors[field])


def test_longer_texts_are_taken_as_they_were_written(client, second, team_of, hackney):
    client.force_login(team_of(second).lead)
    assert sent(client, area=str(hackney.pk), summary=f"About {OVERRIDE}this").status_code == 302


def test_an_organisation_that_promises_has_no_such_name(client, second, team_of):
    client.force_login(team_of(second).lead)
    page = client.post("/second/work/commitments/add/", {"who": f"Council{OVERRIDE}", "title": "T"})
    assert SAYS in str(page.context["form"].errors["who"])


@pytest.mark.parametrize(
    ("table", "old"), [("commitments", "A group"), ("conversations", "The second evening")]
)
def test_a_table_is_refused_at_the_cell(db, tmp_path, table, old):
    folder = copy_of_second(tmp_path)
    path = folder / f"{table}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, f"{old}{OVERRIDE}", 1))
    with pytest.raises(BadTable, match=SAYS) as why:
        load_folder(folder, by=None)
    assert why.value.line and why.value.column


# Formulas


FORMULAS = ["=1+1", "+44 20 7946", "-5", "@SUM(A1)", "\tx", '=HYPERLINK("http://x","y")', "＝1+1", "＠x"]


@pytest.mark.parametrize("name", [each for each in FORMULAS if not each.startswith("\t")])
def test_a_name_that_is_a_formula_is_a_name_everywhere_and_runs_nowhere(
    client, second, team_of, hackney, tmp_path, name
):
    """It is kept as it is, since an organisation may be called +Health. Files for people make it text."""
    a_conversation(second, "formula", hackney, title=name)
    lines = client.get("/second/conversations/?format=csv").getvalue().decode().splitlines()
    (line,) = [line for line in lines if name.replace('"', '""') in line]
    assert line.removeprefix('"').startswith("'")
    book = load_workbook(BytesIO(client.get("/second/conversations/?format=xlsx").getvalue()))
    (cell,) = [row[0] for row in book.active.iter_rows() if row[0].value == name]
    assert cell.data_type == "s" and cell.hyperlink is None
    export_folder(second, tmp_path)
    assert name.replace('"', '""') in (tmp_path / "conversations.csv").read_text()
    assert "'" + name not in (tmp_path / "conversations.csv").read_text()


@pytest.mark.parametrize("words", FORMULAS)
def test_so_are_words_that_somebody_said(client, second, evening, words):
    an_idea(evening, words)
    lines = client.get("/second/ideas/?format=csv").getvalue().decode()
    assert f"'{words}".replace('"', '""') in lines


# Words that turn letters round are kept as they were written, and stay where they are


def test_words_that_turn_round_cannot_turn_what_stands_beside_them(client, second, evening):
    said = f"I said {OVERRIDE}drawkcab"
    idea = an_idea(evening, said)
    assert idea.text.words == said
    page = client.get(f"/second/ideas/{idea.text.key}/").content.decode()
    assert f'dir="auto"><p>{said}</p>' in page
    step = engines["django"].from_string('{% include "pages/walk_step.html" %}')
    shown = step.render({"each": {"step": {"title": said, "kind": "idea"}, "links": []}})
    assert f"<bdi>{said}</bdi>" in shown
