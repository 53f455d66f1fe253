"""What people do at every stage is done to rows of their own programme alone."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import Model

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme, Role
from saidanddone.programme.queries import path_to_programme, programme_of
from saidanddone.programme.rules import Person
from saidanddone.stages import STAGES
from saidanddone.stages.conversations.models import Conversation
from tests.factories.conversations import a_checked_worker, a_photograph

pytestmark = pytest.mark.django_db


def verbs():
    for stage in STAGES:
        module = import_module(f"saidanddone.stages.{stage.label}.actions")
        for name, act in vars(module).items():
            if inspect.isfunction(act) and act.__module__.startswith(module.__name__) and name[0] != "_":
                yield stage.label, name, act


OF_PEOPLE = [
    (label, name, act) for label, name, act in verbs() if "person" in inspect.signature(act).parameters
]


def test_every_row_of_every_stage_leads_to_its_programme():
    for stage in STAGES:
        for model in apps.get_app_config(stage.label).get_models():
            assert path_to_programme(model) is not None, model


def rows_of(label: str, programme: Programme) -> dict[str, Model]:
    """One row of each model of the stage and of the texts, by the name that verbs call it."""
    models = [*apps.get_app_config(label).get_models(), apps.get_model("words", "Text")]
    models += apps.get_app_config("conversations").get_models()
    if label == "conversations":
        a_checked_worker(Conversation.objects.get(programme=programme))
        a_photograph(Conversation.objects.get(programme=programme))
    found = {}
    for model in models:
        path = path_to_programme(model)
        row = model._default_manager.filter(**{"__".join(path): programme}).first()
        if row is not None:
            found[model._meta.model_name] = row
    return found


@pytest.mark.parametrize(("label", "name", "act"), OF_PEOPLE, ids=[f"{a}.{b}" for a, b, _ in OF_PEOPLE])
def test_the_lead_of_one_programme_does_nothing_to_rows_of_another(second, label, name, act):
    stranger = Person("london", None, frozenset((role, None) for role in Role))
    rows = rows_of(label, second) | {"programme": second}
    wanted = [each for each in inspect.signature(act).parameters if each not in {"person", "by"}]
    first, row = next(
        (each, row)
        for each in wanted
        for model, row in rows.items()
        if model.endswith(each.replace("_", "")) or each == "item"
    )
    before = AuditRow.objects.count()
    with pytest.raises(Refused, match="belongs to another programme"):
        act(**dict.fromkeys(wanted) | {"person": stranger, "by": None, first: row})
    assert AuditRow.objects.count() == before


def test_rows_that_programmes_share_belong_to_none(second):
    assert programme_of(second.areas.first()) is None
    assert programme_of(second) == second
