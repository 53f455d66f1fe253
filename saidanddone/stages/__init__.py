"""The cycle, in order: the table of contents of the product.

It drives the installed apps, the addresses, the navigation and the documentation.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Stage:
    label: str  # the app, and the word in /work/<label>/
    address: str  # the word in the public address
    name: Promise  # in staff navigation
    asks: Promise  # the public page's question or statement
    counts: Promise  # what its step on the home page counts


STAGES: tuple[Stage, ...] = (
    Stage("need", "need", _("Need"), _("Why these places"), _("boroughs to begin in")),
    Stage("conversations", "conversations", _("Conversations"), _("The evenings"), _("people came")),
    Stage("ideas", "ideas", _("Ideas"), _("What people said"), _("ideas written down")),
    Stage("themes", "heard", _("Themes"), _("What we heard"), _("themes in what people said")),
    Stage("commitments", "promised", _("Commitments"), _("What was promised"), _("promises kept")),
    Stage("outcomes", "changed", _("Outcomes"), _("What changed"), _("changes reported")),
    Stage("groups", "groups", _("Groups"), _("Courses and groups"), _("people enrolled")),
    Stage("followup", "asked", _("Follow-up"), _("What people told us later"), _("answered months later")),
    Stage("monitoring", "measures", _("Measures"), _("Measures people chose"), _("measures chosen")),
    Stage("report", "report", _("Report"), _("The report"), _("figures you can follow")),
)


def stage_by_label(label: str) -> Stage:
    return next(stage for stage in STAGES if stage.label == label)
