from __future__ import annotations

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from saidanddone.people.models import Consent
from saidanddone.people.queries import agreed_to
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person

from .models import Seat, Text


def with_quotable_now(texts: QuerySet[Text], prefix: str = "") -> QuerySet[Text]:
    """Adds `quotable_now`: what was read back, or written, by someone who agrees to be quoted today.

    Asked at every reading and never copied, so that a consent withdrawn takes effect everywhere at once.
    """
    return texts.annotate(
        quotable_now=Case(
            When(quotable_condition(prefix), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    )


def quotable_condition(prefix: str = "") -> Q:
    """The condition on texts (or on rows that have a text under `prefix`) that may be quoted now.

    A scribe's note never may. Where a text has a speaker, the speaker must agree today. Survey answers and
    interviews have none: whether they may be quoted was asked with them and stands in `quotable` alone.
    """
    with_speaker = Q(agreed_to(Consent.Purpose.QUOTED, f"{prefix}speaker_key"))
    without = Q(
        **{
            f"{prefix}speaker_key": "",
            f"{prefix}recorded_as__in": [Text.RecordedAs.WRITTEN, Text.RecordedAs.TRANSCRIPT],
        }
    )
    own_words = ~Q(**{f"{prefix}recorded_as": Text.RecordedAs.NOTE})
    return Q(**{f"{prefix}quotable": True}) & own_words & (with_speaker | without)


def for_a_wall(texts: QuerySet[Text]) -> QuerySet[Text]:
    """What may be thrown on a wall for a whole hall: what may be quoted now, and nothing about suicide or self-harm."""
    return texts.filter(quotable_condition()).exclude(mark=Text.Mark.SELF_HARM)


def texts_visible_to(person: Person, programme: Programme) -> QuerySet[Text]:
    """Texts whose words this person may read, each with `quotable_now`.

    Everybody reads what may be quoted; lead, coder and evaluator read all, without names; an
    organiser reads all that was said in their own borough.
    """
    texts = with_quotable_now(Text.objects.filter(programme=programme).select_related("area"))
    if person.sees_all_words:
        return texts
    return texts.filter(Q(quotable_now=True) | Q(area_id__in=person.word_area_ids))


def seats_of(programme: Programme) -> QuerySet[Seat]:
    return programme.seats.select_related("area")
