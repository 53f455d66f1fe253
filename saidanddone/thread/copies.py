"""All that is held about one person, gathered through the registry for their own copy of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.formats import date_format
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from saidanddone.document.blocks import Block, Document, Heading, Table, paragraph
from saidanddone.document.html import render
from saidanddone.document.wording import Wording
from saidanddone.files.write import csv_lines
from saidanddone.people.models import Consent, Speaker
from saidanddone.people.queries import contact_of
from saidanddone.programme.models import Programme
from saidanddone.words.queries import seats_of
from saidanddone.words.rules import seat_of_speaker_key

from .registry import holders, registered
from .steps import CopyPart


def held_about(speaker: Speaker, programme: Programme) -> list[CopyPart]:
    """What people gave of themselves, then what each room keeps under their key, in the order of the cycle."""
    parts = [_seat(speaker, programme), _contact(speaker), _about(speaker), _young(speaker)]
    parts += [_consents(speaker), _links(speaker)]
    for room in (*registered(), *holders()):
        parts += room.copy_of(speaker.key, programme)
    return [part for part in parts if part.rows]


def zipped_copy(parts: Sequence[CopyPart], programme: Programme, on: date) -> bytes:
    """One page to read, the same as JSON for a machine, and a table for each part."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("read-me-first.html"), _page(parts, programme, on))
        archive.writestr(ZipInfo("all.json"), _as_json(parts, programme, on))
        for number, part in enumerate(parts, 1):
            lines = csv_lines(part.columns, part.rows, spreadsheet_safe=True)
            archive.writestr(ZipInfo(f"part-{number:02}.csv"), "".join(lines))
    return packed.getvalue()


def _as_json(parts: Sequence[CopyPart], programme: Programme, on: date) -> str:
    held = {
        "programme": programme.name,
        "copied_on": on.isoformat(),
        "parts": [
            {"title": part.title, "rows": [dict(zip(part.columns, row, strict=True)) for row in part.rows]}
            for part in parts
        ],
    }
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _page(parts: Sequence[CopyPart], programme: Programme, on: date) -> str:
    blocks: list[Block] = [
        paragraph(
            _(
                "This is all that we hold about you. Each table here is also in a file of its own beside this page."
            )
        )
    ]
    for number, part in enumerate(parts, 1):
        blocks += [
            Heading(1, part.title, f"part-{number}"),
            Table(f"part-{number:02}.csv", part.columns, part.rows),
        ]
    return render(
        Document(
            title=_("What we hold about you"),
            subtitle=programme.name,
            publisher=programme.name,
            language=to_locale(get_language() or "en-gb").replace("_", "-"),
            dated=on,
            blocks=tuple(blocks),
            wording=replace(Wording(), skip=_("Skip to the content"), contents=_("Contents")),
        )
    )


# What people gave of themselves


def _day(value: date | None) -> str:
    return date_format(value, "j F Y") if value else ""


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def _facts(title: str, facts: Sequence[tuple[object, object]]) -> CopyPart:
    """A part that says one thing a row, those that are blank left out."""
    rows = tuple((str(name), str(value)) for name, value in facts if value)
    return CopyPart(title, (_("what"), _("what we hold")), rows)


def _seat(speaker: Speaker, programme: Programme) -> CopyPart:
    seat = seats_of(programme).filter(speaker_key=speaker.key).first()
    facts: list[tuple[object, object]] = [(_("number of your seat card"), seat_of_speaker_key(speaker.key))]
    if seat is not None:
        facts += [(_("in which role you spoke"), seat.get_role_display()), (_("borough"), seat.area or "")]
    return _facts(_("Your seat"), facts)


def _contact(speaker: Speaker) -> CopyPart:
    names = {
        "name": _("name"),
        "email": _("e-mail address"),
        "phone": _("telephone number"),
        "address": _("postal address"),
        "language": _("language"),
    }
    said = contact_of(speaker)
    return _facts(_("How to reach you"), [(names.get(key, key), said[key]) for key in sorted(said)])


def _about(speaker: Speaker) -> CopyPart:
    about = getattr(speaker, "about", None)
    names = ("age_band", "gender", "ethnic_group", "disability") if about else ()
    return _facts(
        _("About you"),
        [
            (about._meta.get_field(name).verbose_name, getattr(about, f"get_{name}_display")())
            for name in names
        ],
    )


def _young(speaker: Speaker) -> CopyPart:
    young = getattr(speaker, "young", None)
    if young is None:
        return CopyPart("", (), ())
    return _facts(
        _("Who agreed that you take part"),
        [
            (_("a parent or guardian agreed on"), _day(young.parent_agreed_on)),
            (_("who that was"), young.get_parent_is_display()),
            (_("you agreed on"), _day(young.child_agreed_on)),
            (_("through a school"), _yes(young.in_school)),
            (_("the school agreed on"), _day(young.school_agreed_on)),
        ],
    )


def _consents(speaker: Speaker) -> CopyPart:
    """The whole history: what stood before is part of what is held."""
    return CopyPart(
        _("What you agreed to"),
        (
            _("for what"),
            _("agreed"),
            _("from"),
            _("until"),
            _("how it was taken"),
            _("who took it"),
            _("wording"),
        ),
        tuple(
            (
                str(each.get_purpose_display()),
                _yes(each.given),
                _day(each.taken_on),
                _day(each.replaced_at.date()) if each.replaced_at else "",
                str(each.get_taken_how_display()),
                taken_by(each),
                each.version,
            )
            for each in speaker.consents.select_related("taken_by").order_by("purpose", "id")
        ),
    )


def taken_by(consent: Consent) -> str:
    """Nobody but the person themselves takes what they say on their own page."""
    if consent.taken_by is not None:
        return consent.taken_by.name
    return _("you") if consent.taken_how == Consent.How.ONLINE else _("not written down")


def _links(speaker: Speaker) -> CopyPart:
    """Days alone: the codes are in no database."""
    return CopyPart(
        _("Your codes and links"),
        (_("where it stands"), _("made on"), _("ends on"), _("ended on")),
        tuple(
            (
                str(each.get_form_display()),
                _day(each.made_on),
                _day(each.expires_on),
                _day(each.revoked_at.date()) if each.revoked_at else "",
            )
            for each in speaker.links.order_by("id")
        ),
    )
