from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from saidanddone.people.models import Account
from saidanddone.privacy.queries.wordings import refuses_to_take_part
from saidanddone.privacy.rules.wordings import check_takes_part
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Aspiration, Programme
from saidanddone.programme.queries import held_area_id
from saidanddone.programme.rules import (
    Person,
    check_edits_area,
    check_one_programme,
    check_writes_ideas_down,
)
from saidanddone.safeguarding.actions import Raised, Where, look_at_texts, raise_alert
from saidanddone.safeguarding.models import Alert
from saidanddone.stages.conversations.models import Conversation
from saidanddone.stages.conversations.queries import is_recent, is_to_come, open_now
from saidanddone.stages.conversations.rules import check_is_open
from saidanddone.words.actions import record_texts
from saidanddone.words.models import Seat, Text
from saidanddone.words.rules import check_personal, check_words, concerns, personal_details

from . import queries, rules
from .models import Idea


@dataclass(frozen=True)
class Filed:
    """What an idea is filed under: what may be changed later, as its words may not."""

    aspiration: Aspiration | None
    kind: str
    table: str = ""


@dataclass(frozen=True)
class Said:
    """What somebody said and how it was written down."""

    words: str
    role: str
    recorded_as: str
    language: str = "en"
    seat: Seat | None = None
    keep_personal: bool = False
    unknown_seat: str = ""  # as a worried scribe wrote it, where there is no such card


@dataclass(frozen=True)
class Written:
    """What came of writing down: an idea, an alert where somebody may not be all right, or both."""

    conversation: Conversation
    idea: Idea | None
    raised: Raised | None


@verb
def write_down(
    *,
    person: Person,
    conversation: Conversation,
    said: Said,
    filed: Filed,
    worried: bool = False,
    by: Account | None,
) -> Written:
    """Keep what somebody said; call the safeguarding lead where the scribe is worried or the words say why.

    A scribe who is worried need not write a word: the seat and the table are enough. Nothing keeps their call back:
    what may not stand among the ideas goes to the lead alone.
    """
    check_writes_ideas_down(person, conversation.area_id)
    check_one_programme(conversation.programme_id, said.seat, filed.aspiration)
    opening = open_now(conversation)
    if worried and not _may_be_kept(conversation, said, filed, opening is not None):
        idea, for_the_lead = None, said.words
    else:
        check_is_open(is_to_come(conversation), opening is not None)
        idea, for_the_lead = _kept(conversation, said, filed, by), ""
    where = Where(
        conversation.programme,
        conversation.area,
        conversation.title,
        filed.table,
        in_the_room=[opening.safeguarding_lead] if opening else [],
    )
    text, kinds = (idea.text if idea else None), concerns(said.words)
    if not worried and not kinds:
        return Written(conversation, idea, None)
    raised = raise_alert(
        where=where,
        source=Alert.Source.SCRIBE if worried else Alert.Source.HINT,
        by=by,
        kinds=kinds,
        text=text,
        speaker_key=said.seat.speaker_key if said.seat else "",
        message="\n\n".join(filter(None, (for_the_lead, _seat_as_written(said)))),
        is_urgent=is_recent(conversation),
    )
    return Written(conversation, idea, raised)


def _seat_as_written(said: Said) -> str:
    return (
        _("Seat, as the scribe wrote it: %(seat)s") % {"seat": said.unknown_seat} if said.unknown_seat else ""
    )


def _may_be_kept(conversation: Conversation, said: Said, filed: Filed, is_open: bool) -> bool:
    """Whether what a worried scribe wrote is whole, and may stand among what people said."""
    return (
        bool(said.words.strip() and said.role and said.recorded_as and filed.kind)
        and not said.unknown_seat
        and (is_open or not is_to_come(conversation))
        and (said.keep_personal or not personal_details(said.words))
        and not (said.seat is not None and refuses_to_take_part(said.seat.speaker_key))
    )


def _kept(conversation: Conversation, said: Said, filed: Filed, by: Account | None) -> Idea:
    """Under the next free key."""
    check_words(said.words)
    if said.seat is not None:
        rules.check_role_of_seat(said.role, said.seat.role)
        check_takes_part(refuses_to_take_part(said.seat.speaker_key))
    check_personal(said.words, said.keep_personal)
    # One after the other, so that two scribes at once are not given the same key.
    programme = Programme.objects.select_for_update().get(pk=conversation.programme_id)
    text = _text_of(said, programme, conversation)
    text.full_clean()
    record_texts(texts=[text], by=by)
    return _saved(Idea(text=text, conversation=conversation), filed, "ideas.write_down", by)


def _text_of(said: Said, programme: Programme, conversation: Conversation) -> Text:
    return Text(
        programme=programme,
        key=rules.key_after(queries.last_key(programme)),
        words=said.words,
        language=said.language,
        speaker_key=said.seat.speaker_key if said.seat else "",
        role=said.role,
        area_id=conversation.area_id,
        recorded_as=said.recorded_as,
        quotable=rules.may_be_quoted(said.recorded_as),
    )


@verb
def file_idea(*, person: Person, idea: Idea, filed: Filed, by: Account | None) -> Idea:
    """Change what an idea is filed under. Its words stay: a mend of those is a new row."""
    check_edits_area(person, held_area_id(idea.text))
    check_one_programme(idea.text.programme_id, filed.aspiration)
    return _saved(idea, filed, "ideas.file_idea", by)


def _saved(idea: Idea, filed: Filed, verb: str, by: Account | None) -> Idea:
    fields = {"aspiration": filed.aspiration, "kind": filed.kind, "table": filed.table}
    return saved(idea, fields, verb, by=by, programme=idea.text.programme)


@transaction.atomic
def record_ideas(*, ideas: Sequence[Idea], by: Account | None) -> list[Idea]:
    """Whole tables of ideas, each with its text, both not saved yet."""
    for idea in ideas:
        check_one_programme(idea.text.programme_id, idea.conversation, idea.aspiration)
    texts = record_texts(texts=[idea.text for idea in ideas], by=by)
    for idea, text in zip(ideas, texts, strict=True):
        idea.text = text  # set again, now that it has a number
        talk = idea.conversation
        where = Where(talk.programme, talk.area, talk.title, idea.table)
        look_at_texts(texts=[text], where=where, by=by, is_urgent=False)
    return recorded(ideas, "ideas.record_ideas", by=by, programme_of=lambda idea: idea.text.programme)
