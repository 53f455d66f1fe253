from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.document.json_form import to_json
from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.programme.actions import on_own_rows, recorded, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, check_one_programme
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes.models import Outcome

from . import queries, rules
from .models import CitedFigure, Draft, Release, Section, SectionLink

Telling = tuple[Section, Sequence[Outcome], Sequence[Idea]]
Say = Callable[[str], None]


@verb
def add_section(
    *,
    person: Person,
    programme: Programme,
    fields: dict[str, Any],
    outcomes: Sequence[Outcome],
    ideas: Sequence[Idea],
    by: Account | None,
) -> Section:
    telling = (Section(programme=programme), outcomes, ideas)
    return _saved(telling, person, fields, "report.add_section", by)


@verb
def change_section(
    *,
    person: Person,
    section: Section,
    fields: dict[str, Any],
    outcomes: Sequence[Outcome],
    ideas: Sequence[Idea],
    by: Account | None,
) -> Section:
    return _saved((section, outcomes, ideas), person, fields, "report.change_section", by)


def _saved(
    telling: Telling, person: Person, fields: dict[str, Any], verb: str, by: Account | None
) -> Section:
    rules.check_writes_report(person)
    section = saved(telling[0], fields, verb, by=by, programme=telling[0].programme)
    section.links.all().delete()
    _link([telling])
    return section


def _link(tellings: Sequence[Telling]) -> None:
    for section, outcomes, ideas in tellings:
        check_one_programme(section.programme_id, *outcomes, *(idea.text for idea in ideas))
    SectionLink.objects.bulk_create(
        link
        for section, outcomes, ideas in tellings
        for link in (
            *(SectionLink(section=section, outcome=outcome) for outcome in outcomes),
            *(SectionLink(section=section, idea=idea) for idea in ideas),
        )
    )


@verb
def remove_section(*, person: Person, section: Section, by: Account | None) -> None:
    rules.check_writes_report(person)
    audited("report.remove_section", section, by=by, programme_slug=section.programme.slug)
    section.delete()


# Drafts and releases


@on_own_rows
def make_draft(*, person: Person, programme: Programme, by: Account | None) -> Draft:
    """Build the report as a release would, and keep it to be read in place of the draft before it."""
    rules.check_writes_report(person)
    return _drafted(programme=programme, by=by, say=_unheard)[0]


@on_own_rows
def release_report(*, person: Person, programme: Programme, by: Account | None, as_read: str) -> Release:
    """Publish the report as it stands, only if it still says what the draft of this fingerprint said."""
    rules.check_writes_report(person)
    return _released(programme=programme, by=by, say=_unheard, as_read=as_read)[0]


def build_and_release(
    *, programme: Programme, out: Path, draft: bool, by: Account | None, say: Say
) -> Release | None:
    """Write report.html, report.pdf, release.json and the data package to a folder; release unless a draft."""
    release = None
    if draft:
        files = _drafted(programme=programme, by=by, say=say)[1]
    else:
        release, files = _released(programme=programme, by=by, say=say, as_read=None)
    queries.write_folder(out, files)
    return release


def _unheard(text: str) -> None:
    """Nobody waits to be told how far it has got."""


def _drafted(*, programme: Programme, by: Account | None, say: Say) -> tuple[Draft, queries.Files]:
    began = timezone.now()
    say(_("Gathering the figures"))
    built = queries.build(programme, queries.edition_of_draft(began))
    files = queries.drawn(built, number=None, say=say)
    if built.misfits:
        say(_("This draft cannot be released as it is. %(why)s") % {"why": rules.misfits_said(built.misfits)})
    return _write_draft(built=built, began=began, by=by), files


@transaction.atomic
def _write_draft(*, built: queries.Built, began: datetime, by: Account | None) -> Draft:
    draft = _kept_as_draft(built, began, by)
    audited("report.make_draft", draft, by=by, programme_slug=built.programme.slug)
    return draft


def _kept_as_draft(built: queries.Built, began: datetime, by: Account | None) -> Draft:
    says = {**_printed(built), "made_at": began, "made_by": by, "published_as": None}
    return Draft.objects.update_or_create(
        programme=built.programme, defaults={**says, "fingerprint": built.fingerprint}
    )[0]


def _printed(built: queries.Built) -> dict[str, Any]:
    return {
        "title": built.document.title,
        "document": to_json(built.document),
        "figures": built.kept_figures,
    }


def _released(
    *, programme: Programme, by: Account | None, say: Say, as_read: str | None
) -> tuple[Release, queries.Files]:
    """Its files are drawn before anything is written down."""
    began = timezone.now()
    number = queries.next_number(programme)
    rules.check_not_published(queries.draft_of(programme), as_read)
    say(_("Gathering the figures"))
    built = queries.build(programme, _("Release %(number)s") % {"number": number})
    if as_read is not None:
        rules.check_is_what_was_read(as_read, built.fingerprint)
    rules.check_words_fit(built.misfits)
    files = queries.drawn(built, number=number, say=say)
    release = _write_release(number=number, built=built, began=began, by=by, as_read=as_read)
    queries.write_folder(queries.release_folder(settings.SAID_HOME, programme.slug, number), files)
    say(_("Release %(number)s is published.") % {"number": number})
    return release, files


@transaction.atomic
def _write_release(
    *, number: int, built: queries.Built, began: datetime, by: Account | None, as_read: str | None
) -> Release:
    """The release, and the draft that says what it says, as published."""
    # The lock keeps two who publish at the same moment from making two releases of one draft, or of one number.
    programme = Programme.objects.select_for_update().get(pk=built.programme.pk)
    draft = queries.draft_of(programme)
    rules.check_not_published(draft, as_read)
    rules.check_still_next(number, queries.next_number(programme))
    release = Release.objects.create(
        programme=programme, number=number, released_at=timezone.now(), released_by=by, **_printed(built)
    )
    if draft is None or draft.fingerprint != built.fingerprint:
        draft = _kept_as_draft(built, began, by)
    draft.published_as = release
    draft.save(update_fields=["published_as"])
    audited("report.release", release, by=by, programme_slug=programme.slug)
    return release


@transaction.atomic
def take_words_out(*, speaker_keys: Collection[str], programme: Programme) -> None:
    """Take out of every draft and release the words that a person has taken away for good.

    What a release says never changes, but for this: its counts stay, and a gap stands where the words stood.
    """
    keys = queries.keys_of_words_taken_away(speaker_keys, programme)
    if not keys:
        return
    printed = [*Draft.objects.filter(programme=programme), *Release.objects.filter(programme=programme)]
    for each in printed:
        without = queries.without_words(each, keys)
        if without is None:
            continue
        type(each).objects.filter(pk=each.pk).update(document=to_json(without))
    folder = queries.release_folder(settings.SAID_HOME, programme.slug, 0).parent
    transaction.on_commit(lambda: queries.forget_words_in_files(folder, programme))


# Verbs for whole tables


@transaction.atomic
def record_sections(*, sections: Sequence[Telling], by: Account | None) -> list[Section]:
    made = recorded((telling[0] for telling in sections), "report.record_sections", by=by)
    _link(sections)
    return made


@transaction.atomic
def record_cited_figures(*, cited: Sequence[CitedFigure], by: Account | None) -> list[CitedFigure]:
    return recorded(cited, "report.record_cited_figures", by=by)
