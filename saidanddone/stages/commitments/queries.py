from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.programme.rules import Person
from saidanddone.thread.steps import Ref, Step

from .models import Commitment


def commitment_step(commitment: Commitment, person: Person) -> Step:
    """Needs `area` fetched."""
    return Step(
        Ref("commitments", "commitment", commitment.pk),
        _("promise"),
        commitment.title,
        reverse("commitments:detail", kwargs={"programme": person.programme_slug, "key": commitment.key}),
        place=commitment.area.name if commitment.area else "",
        state=commitment.get_state_display(),
        labels=(commitment.provenance,) if commitment.provenance else (),
    )
