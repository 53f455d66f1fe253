"""What must not be lost when a programme is carried elsewhere: a child stays a child, and words stay taken back."""

from __future__ import annotations

import pytest

from saidanddone.files import BadTable
from saidanddone.me import actions
from saidanddone.me.models import Correction, SchoolAgreement
from saidanddone.people.models import YoungPerson
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.queries import ideas_to_quote
from saidanddone.website.loading import export_folder, load_folder

from .test_young import AGREED, PATH, child, school, speaks  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db


def carried(programme, folder) -> Programme:
    """The same programme under another address, from what was exported."""
    export_folder(programme, folder)
    path = folder / "programme.csv"
    path.write_text(path.read_text().replace("\nsecond,", "\ncarried,"))
    return load_folder(folder, by=None)


def test_somebody_under_16_is_under_16_after_a_load_too(child, second, tmp_path):  # noqa: F811
    speaks(child)
    carried(second, tmp_path)
    young = YoungPerson.objects.get(speaker__key="carried:hackney-03")
    assert (young.parent_agreed_on, young.child_agreed_on) == (None, None)
    assert (
        not ideas_to_quote(Programme.objects.get(slug="carried"))
        .filter(text__words="Words of a child.")
        .exists()
    )


def test_a_school_that_agreed_ends_by_itself_after_a_load_too(client, child, school, second, tmp_path):  # noqa: F811
    client.post(PATH, AGREED | {"in_school": "on", "school": str(school.pk)})
    programme = carried(second, tmp_path)
    taken = SchoolAgreement.objects.get(programme=programme, school="Example School")
    assert [pupil.key for pupil in taken.pupils.all()] == ["carried:hackney-03"]
    assert taken.until == school.until


def test_what_was_not_meant_stays_withheld_beside_what_was_meant(resident, second, tmp_path):
    actions.say_what_was_meant(
        person=Person("second"),
        speaker=resident.speaker,
        text=resident.idea.text,
        words="I meant a table.",
        by=None,
    )
    programme = carried(second, tmp_path)
    correction = Correction.objects.get(text__programme=programme, text__words="I meant a table.")
    assert correction.of.words == resident.idea.text.words and not correction.of.quotable
    assert correction.text.speaker_key == "carried:hackney-901"


def test_words_that_nobody_is_known_to_have_said_are_corrected_by_nobody(second, tmp_path):
    export_folder(second, tmp_path)
    for name in ("programme", "corrections"):
        path = tmp_path / f"{name}.csv"
        path.write_text(path.read_text().replace("\nsecond,", "\ncarried,").replace("\ni002,", "\ni003,"))
    with pytest.raises(BadTable, match="nobody is known to have said"):
        load_folder(tmp_path, by=None)
