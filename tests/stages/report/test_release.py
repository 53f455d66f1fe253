from __future__ import annotations

import csv
import json
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from saidanddone.document.blocks import FigureList, Notice, Quotation
from saidanddone.people.models import AuditRow, Consent
from saidanddone.people.rules import Refused
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes.models import OutcomeLink
from saidanddone.stages.report import actions, queries
from saidanddone.stages.report.models import Release, Section
from saidanddone.stages.report.rules import CannotBuild
from tests.factories.people import withdraws
from tests.factories.report import a_release, a_section

SAID_BY_HACKNEY_01 = "Secondwords that may be quoted anywhere."
SECRET = ("Secretwords", "Seatlesswords", "Closedwords", "hackney-01", "hackney-02")


def built(programme, out, **more):
    return actions.build_and_release(
        programme=programme, out=out, draft=more.get("draft", False), by=None, say=lambda text: None
    )


def test_a_build_writes_the_page_the_pdf_the_figures_and_the_data(second, tmp_path):
    release = built(second, tmp_path)
    assert release.number == 1
    assert "<h1" in (tmp_path / "report.html").read_text()
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
    figures = json.loads((tmp_path / "release.json").read_text())["figures"]
    assert all(
        {"key", "sentence", "k", "n", "N", "value", "low", "high", "method"} <= each.keys()
        for each in figures
    )
    assert len({each["key"] for each in figures}) == len(figures)


def test_the_data_package_describes_every_file_it_holds(second, tmp_path):
    built(second, tmp_path)
    described = json.loads((tmp_path / "data" / "datapackage.json").read_text())
    for each in described["resources"]:
        content = (tmp_path / "data" / each["path"]).read_bytes()
        assert each["hash"] == f"sha256:{sha256(content).hexdigest()}"
        header = next(csv.reader(content.decode().splitlines()))
        assert header == [field["name"] for field in each["schema"]["fields"]]
    written = {path.name for path in (tmp_path / "data").iterdir()} - {"datapackage.json"}
    assert written == {each["path"] for each in described["resources"]}


def test_nothing_that_may_not_be_quoted_and_no_speaker_leaves_in_any_file(second, tmp_path):
    built(second, tmp_path)
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.suffix != ".pdf":
            text = path.read_text()
            assert not [word for word in SECRET if word in text], path.name


def test_a_single_answer_is_in_no_file_of_the_package(second, tmp_path):
    built(second, tmp_path)
    names = {path.stem for path in (tmp_path / "data").iterdir()}
    assert names.isdisjoint(
        {"responses", "answers", "open_answers", "extracts", "speakers", "enrolments", "readings"}
    )


def test_a_draft_releases_nothing(second, tmp_path):
    assert built(second, tmp_path, draft=True) is None
    assert (tmp_path / "report.pdf").exists()
    assert not Release.objects.filter(programme=second).exists()


def test_a_section_that_names_an_unknown_figure_stops_the_build_and_nothing_is_written(second, tmp_path):
    a_section(second, heading="Wrong", body="About [half](figure:followup-no-such-figure) said so.")
    with pytest.raises(CannotBuild, match="“Wrong” speaks of the figure “followup-no-such-figure”"):
        built(second, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert not Release.objects.filter(programme=second).exists()


def test_every_figure_that_the_text_names_is_in_the_list_of_figures(second):
    document = queries.build(second, "Draft").document
    (listed,) = [block for block in document.blocks if isinstance(block, FigureList)]
    known = {figure.key for figure in queries.all_figures(second)}
    assert {item.key for item in listed.items} == known - {"report-figures"}
    assert all(item.method and item.sentence for item in listed.items)


def test_the_report_of_made_up_rows_says_so(second):
    assert "illustrative" in queries.build(second, "Draft").document.labels


def test_releases_are_numbered_audited_and_never_change(second, team_of):
    lead = team_of(second).lead
    first = a_release(second)
    before = first.document
    a_section(second, "later", body="Written afterwards.")
    person = Person("second", lead, frozenset({("lead", None)}))
    read = actions.make_draft(person=person, programme=second, by=lead).fingerprint
    second_release = actions.release_report(person=person, programme=second, by=lead, as_read=read)
    first.refresh_from_db()
    assert (first.number, second_release.number) == (1, 2)
    assert first.document == before and "Written afterwards." in second_release.document
    assert AuditRow.objects.filter(verb="report.release", actor=lead).count() == 1


def test_only_the_lead_writes_and_releases(second):
    someone = Person("second", None, frozenset({("coder", None)}))
    with pytest.raises(Refused, match="Only the programme lead"):
        actions.release_report(person=someone, programme=second, by=None, as_read="")
    with pytest.raises(Refused, match="Only the programme lead"):
        actions.remove_section(person=someone, section=Section.objects.filter(programme=second)[0], by=None)


def test_a_section_takes_no_row_of_another_programme(second, make_other_idea):
    with pytest.raises(Refused, match="another programme"):
        a_section(second, ideas=(make_other_idea,))


@pytest.fixture
def make_other_idea(second):
    """An idea that has been moved to a programme of its own."""
    from saidanddone.programme.models import Programme

    other = Programme.objects.create(
        slug="other", name="Other", report_title="Other", place="There", summary="Other."
    )
    idea = Idea.objects.get(text__programme=second, text__key="i003")
    idea.text.programme = other
    return idea


def test_words_withdrawn_after_a_release_are_a_gap_in_it_from_then_on(second, client):
    release = a_release(second)
    quoted = [block for block in queries.document_of(release).blocks if isinstance(block, Quotation)]
    assert SAID_BY_HACKNEY_01 in {block.words for block in quoted}
    withdraws("second:hackney-01", Consent.Purpose.QUOTED)
    document = queries.document_of(release)
    assert SAID_BY_HACKNEY_01 not in repr(document)
    assert any(isinstance(block, Notice) and "no longer agrees" in block.text for block in document.blocks)
    assert SAID_BY_HACKNEY_01 not in client.get("/second/report/1/report.html").content.decode()


def test_the_pdf_is_drawn_anew_where_words_were_withdrawn(second, own_home):
    release = a_release(second)
    folder = queries.release_folder(own_home, "second", 1)
    first = queries.pdf_of(queries.document_of(release), folder)
    assert queries.pdf_of(queries.document_of(release), folder) == first
    withdraws("second:hackney-01", "quoted")
    assert queries.pdf_of(queries.document_of(release), folder) != first


def test_words_withdrawn_after_a_release_leave_its_data_and_the_description_fits_what_is_left(
    second, own_home
):
    release = a_release(second)
    folder = queries.release_folder(own_home, "second", 1)
    before = queries.zipped_data(release, folder)
    assert queries.zipped_data(release, folder) == before
    withdraws("second:hackney-01", "quoted")
    assert "i001" in ZipFile(BytesIO(before)).read("recommendations.csv").decode()
    archive = ZipFile(BytesIO(queries.zipped_data(release, folder)))
    everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert SAID_BY_HACKNEY_01 not in everything and "i001" not in everything
    for each in json.loads(archive.read("datapackage.json"))["resources"]:
        assert each["hash"] == f"sha256:{sha256(archive.read(each['path'])).hexdigest()}"


def test_the_key_of_an_idea_that_may_not_be_quoted_is_in_no_file_of_the_package(second, tmp_path):
    hidden = Idea.objects.get(text__programme=second, text__key="i002")
    OutcomeLink.objects.create(outcome=second.outcomes.get(), idea=hidden)
    built(second, tmp_path)
    outcomes = (tmp_path / "data" / "outcomes.csv").read_text()
    assert "second-outcome" in outcomes and "i002" not in outcomes


def test_the_headline_counts_the_figures_that_lead_to_rows(second):
    assert "No report has been released yet" in queries.headline(second).sentence
    release = a_release(second)
    figure = queries.headline(second)
    cited = [each for each in release.figures if each["cited"]]
    assert cited and not any(each["has_rows"] for each in cited)
    assert (figure.n, figure.k) == (len(release.figures), sum(each["has_rows"] for each in release.figures))
