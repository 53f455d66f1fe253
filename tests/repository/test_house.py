"""The house as its design says: what may import what, and which way rows may point."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

import grimp
import pytest
from django.apps import apps
from django.db import models

from saidanddone.people.models import Speaker
from saidanddone.stages import STAGES
from saidanddone.thread.registry import holders, registered
from saidanddone.website import around
from saidanddone.words.models import Seat, Text

LABELS = [stage.label for stage in STAGES]
LOWER_ROOMS = ["people", "programme", "words"]
AROUND = ["team", "support", "privacy", "safeguarding"]  # around the cycle, below the stages
ABOVE = ["me"]  # what reads every stage
ROOMS = [*LOWER_ROOMS, *AROUND, *ABOVE]
# A module's kind is its name inside its room; the kinds that other rooms may not import at all.
CLOSED = {"views", "forms", "urls", "tasks", "apps"}
MODELS_GO_TO = {"models", "rules", "queries", "actions", "tables", "thread", "forms"}
ACTIONS_GO_TO = {"actions", "tasks", "tables", "thread"}
VIEWS_MAY_TAKE = {"Role"}


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("saidanddone", include_external_packages=True)


def room_and_kind(module: str) -> tuple[str, str] | None:
    parts = module.split(".")
    if len(parts) > 3 and parts[1] == "stages":
        return parts[2], parts[3]
    if len(parts) > 2 and parts[1] in ROOMS:
        return parts[1], parts[2]
    return None


def edges_between_rooms():
    for importer in sorted(graph().modules):
        here = room_and_kind(importer)
        if here is None:
            continue
        for imported in sorted(graph().find_modules_directly_imported_by(importer)):
            there = room_and_kind(imported)
            if there is not None and there[0] != here[0]:
                yield importer, here, imported, there


def test_the_cycle_stands_in_the_order_of_the_mission():
    assert LABELS == [
        "need",
        "conversations",
        "ideas",
        "themes",
        "commitments",
        "outcomes",
        "groups",
        "followup",
        "monitoring",
        "report",
    ]


def test_every_stage_says_all_it_must_of_itself_in_the_order_of_the_cycle():
    assert [entry.stage for entry in registered()] == LABELS
    for entry in registered():
        for said in ("links", "headline", "figures", "waiting_for", "copy_of", "erase"):
            said_by = getattr(entry, said).__module__
            assert said_by.startswith(f"saidanddone.stages.{entry.stage}."), (entry.stage, said)


def test_the_rooms_around_the_cycle_are_all_in_the_menu_of_the_house():
    assert {room.label for room in around.ROOMS} == {*AROUND, *ABOVE}


def test_every_room_that_keeps_something_of_a_person_can_copy_and_erase_it():
    """Rooms whose rows hang on a text, a seat or a speaker's key register as holders."""
    kept = {
        model._meta.app_label
        for model in own_models()
        if model._meta.app_label in ROOMS
        for field in model._meta.get_fields()
        if field.name == "speaker_key"
        or (field.is_relation and field.related_model in (Speaker, Text, Seat) and not field.auto_created)
    }
    assert kept - {"people"} <= {holder.room for holder in holders()} | {"words"}
    for holder in holders():
        for said in ("copy_of", "erase", "waiting_for"):
            assert getattr(holder, said).__module__.startswith(f"saidanddone.{holder.room}.")


@pytest.mark.parametrize("label", LABELS)
def test_every_stage_has_its_room_files(label):
    for name in ("models", "rules", "queries", "actions", "tables", "thread", "forms", "views", "urls"):
        import_module(f"saidanddone.stages.{label}.{name}")


def test_views_forms_and_urls_are_imported_by_no_other_room():
    found = [(a, b) for a, _here, b, (_room, kind) in edges_between_rooms() if kind in CLOSED]
    assert found == []


def test_models_of_another_room_are_taken_by_those_who_may():
    found = [
        (importer, imported)
        for importer, (_room, kind), imported, (_other, what) in edges_between_rooms()
        if what == "models" and kind not in MODELS_GO_TO and not takes_only_enums(importer, imported)
    ]
    assert found == []


def takes_only_enums(importer: str, imported: str) -> bool:
    """A view may name the roles that a page is for."""
    lines = graph().get_import_details(importer=importer, imported=imported)
    taken = " ".join(str(each["line_contents"]) for each in lines)
    names = set(re.findall(r"\w+", taken.partition(" import ")[2]))
    return importer.split(".")[-1] not in {"urls"} and names <= VIEWS_MAY_TAKE


def test_actions_of_another_room_are_called_by_actions():
    found = [
        (importer, imported)
        for importer, (_room, kind), imported, (_other, what) in edges_between_rooms()
        if what == "actions" and kind not in ACTIONS_GO_TO
    ]
    assert found == []


def test_views_import_no_method_and_no_model_of_their_own():
    for importer in sorted(graph().modules):
        here = room_and_kind(importer)
        if here is None or here[1] != "views":
            continue
        for imported in graph().find_modules_directly_imported_by(importer):
            assert not imported.startswith("saidanddone.methods"), importer
            there = room_and_kind(imported)
            if there == (here[0], "models"):
                assert takes_only_enums(importer, imported), importer


def own_models():
    for label in [*ROOMS, *LABELS]:
        yield from apps.get_app_config(label).get_models()


def test_no_row_points_to_a_later_stage_nor_up_the_house():
    order = [*LOWER_ROOMS, *AROUND, *LABELS, *ABOVE]
    for model in own_models():
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            target = field.related_model._meta.app_label
            if target in order:
                assert order.index(target) <= order.index(model._meta.app_label), (model, field)


def test_no_bare_number_stands_for_a_row():
    for model in own_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.IntegerField) and not field.is_relation and not field.primary_key:
                assert not field.name.endswith(("_id", "_pk")), (model, field.name)


def test_only_actions_write():
    from pathlib import Path

    import saidanddone

    writes = re.compile(
        r"\.(save|delete|create|bulk_create|bulk_update|update_or_create|get_or_create)\(|\.update\(\w+="
    )
    root = Path(saidanddone.__file__).parent
    for path in root.rglob("*.py"):
        kind = path.relative_to(root).parts
        if kind[0] in {"methods", "files", "document"}:
            continue  # no Django, and so no row, is known there
        if "migrations" in kind or path.stem == "actions" or "actions" in kind:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            assert not writes.search(line) or "super()" in line or "def save" in line, (
                f"{path.relative_to(root)}:{number}"
            )


def test_every_change_of_a_model_has_its_migration(db, settings):
    from io import StringIO

    from django.core.management import call_command

    settings.MIGRATION_MODULES = {}  # the tests' own tables may be made without any
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO(), verbosity=0)
