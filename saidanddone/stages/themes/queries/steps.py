"""How the thread shows this stage's rows."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.programme.rules import Person
from saidanddone.thread.steps import Ref, Step

from ..models import Code, Recommendation, Theme


def theme_step(theme: Theme, person: Person) -> Step:
    return Step(
        Ref("themes", "theme", theme.pk),
        _("theme"),
        theme.name,
        reverse("themes:detail", kwargs={"programme": person.programme_slug, "key": theme.key}),
        labels=(theme.provenance,) if theme.provenance else (),
    )


def code_step(code: Code, person: Person) -> Step:
    """A code is shown on its theme's page; one without a theme has no public page. Needs `theme` fetched."""
    address = ""
    if code.theme is not None:
        page = reverse("themes:detail", kwargs={"programme": person.programme_slug, "key": code.theme.key})
        address = f"{page}#code-{code.key}"
    return Step(
        Ref("themes", "code", code.pk),
        _("code"),
        code.name,
        address,
        labels=(code.provenance,) if code.provenance else (),
    )


def recommendation_step(recommendation: Recommendation, person: Person) -> Step:
    return Step(
        Ref("themes", "recommendation", recommendation.pk),
        _("recommendation"),
        str(recommendation),
        reverse(
            "themes:recommendation",
            kwargs={"programme": person.programme_slug, "key": recommendation.key},
        ),
        labels=(recommendation.provenance,) if recommendation.provenance else (),
    )
