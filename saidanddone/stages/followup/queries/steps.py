"""How the thread shows this stage's rows."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages.themes.models import Code, Theme
from saidanddone.stages.themes.queries import code_step, theme_step
from saidanddone.thread.steps import Ref, Step
from saidanddone.words.models import Text

from .doors import address_of_answer, address_of_extract
from .edges import Edge


def words_step(edge: Edge, person: Person, programme: Programme) -> Step:
    """Words that are not for this reader are withheld, and so is the way to them."""
    readable = edge.quotable_now or person.sees_all_words
    is_answer = edge.kind == "open_answer"
    title = str(Text(words=edge.words))
    address = (
        address_of_answer(programme, edge.within_key, edge.key)
        if is_answer
        else address_of_extract(programme, edge.key)
    )
    withheld = _("An answer that is not for quoting") if is_answer else _("Words that are not for quoting")
    return Step(
        Ref("followup", edge.kind, edge.id),
        _("answer, asked later") if is_answer else _("interview"),
        title if readable else withheld,
        address if readable else "",
        labels=(edge.provenance,) if edge.provenance else (),
    )


def within_step(edge: Edge, programme: Programme) -> Step:
    """The survey or the interview that the words were said in."""
    if edge.kind == "open_answer":
        address = reverse("followup:detail", kwargs={"programme": programme.slug, "key": edge.within_key})
        return Step(Ref("followup", "survey", edge.within_id), _("survey"), edge.within_name, address)
    address = reverse("followup:interviews", kwargs={"programme": programme.slug})
    return Step(Ref("followup", "interview", edge.within_id), _("interview"), _("An interview"), address)


def coded_step(edge: Edge, person: Person) -> Step:
    theme = _theme(edge) if edge.theme_id else None
    code = Code(
        pk=edge.code_id, key=edge.code_key, name=edge.code_name, provenance=edge.code_from, theme=theme
    )
    return code_step(code, person)


def themed_step(edge: Edge, person: Person) -> Step:
    return theme_step(_theme(edge), person)


def _theme(edge: Edge) -> Theme:
    return Theme(pk=edge.theme_id, key=edge.theme_key, name=edge.theme_name, provenance=edge.theme_from)
