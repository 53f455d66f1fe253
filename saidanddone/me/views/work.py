"""Cards and letters: what staff print so that residents reach their own pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, sending, work, writing
from saidanddone.pages.forms import sent
from saidanddone.pages.listing import Column, Empty, area_column, list_page, listing
from saidanddone.people.rules import Refused
from saidanddone.privacy.rules.wordings import can_take_consents
from saidanddone.support.queries import turn_to
from saidanddone.words.rules import seat_of_speaker_key, speaker_key

from .. import actions, forms, queries
from ..rules import GIVES_CARDS, KEEPS_AGREEMENTS, LETTERS_AT_ONCE, WRITES_LETTERS, can_for_area


@work(*(GIVES_CARDS | KEEPS_AGREEMENTS))
def seats(request: HttpRequest, here: Here) -> HttpResponse:
    shown = listing(
        request,
        queries.seats_workable_by(here.person, here.programme),
        caption=_("Seats"),
        columns=[
            Column(
                "seat",
                _("Seat"),
                lambda row: seat_of_speaker_key(row.speaker_key),
                link=lambda row: here.address("me-work:seat", seat=seat_of_speaker_key(row.speaker_key)),
                sort="speaker_key",
            ),
            Column("role", _("Role"), lambda row: row.get_role_display(), sort="role"),
            area_column(),
            Column("state", _("Card"), _card_says),
            Column("told", _("Wants to be told"), lambda row: _("yes") if row.may_be_told else _("no")),
        ],
        search=["speaker_key"],
        empty=Empty(_("No seat has been given out yet for where you work.")),
    )
    roles = here.person.roles
    return list_page(
        request,
        shown,
        "seats",
        "me/work_seats.html",
        gives_cards=bool(roles & GIVES_CARDS),
        writes_letters=bool(roles & WRITES_LETTERS),
        keeps_agreements=bool(roles & KEEPS_AGREEMENTS),
    )


def _card_says(row: Any) -> str:
    if not row.is_held:
        return _("taken out")
    if row.has_card:
        return _("has a code")
    return _("under 16, no code yet") if row.under_16 else _("no code")


@writing(*GIVES_CARDS)
def make_cards(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.CardsForm(
        sent(request),
        initial={"conversation": request.GET.get("conversation", "")},
        programme=here.programme,
        person=here.person,
    )
    return _printed(request, here, form, actions.make_cards, _("Make seat cards"), _("Make them"))


def _printed(
    request: HttpRequest, here: Here, form: Any, action: Any, title: str, button: str
) -> HttpResponse:
    """What is made is answered with the sheet itself: its codes are shown this once, and kept nowhere."""
    if request.method == "POST" and form.is_valid():
        try:
            return _sheet(request, here, action(person=here.person, by=here.person.account, **form.given()))
        except Refused as why:
            form.add_error(None, str(why))
    shown = {"form": form, "title": title, "button": button, "back": here.address("me-work:list")}
    return render(request, "me/work_form.html", shown, status=422 if form.errors else 200)


def _sheet(request: HttpRequest, here: Here, made: actions.Cards) -> HttpResponse:
    at = request.build_absolute_uri(reverse("me"))
    cards = [(card, queries.drawn_code(f"{at}{card.code}/") if card.code else None) for card in made.cards]
    shown = {"cards": cards, "place": made.place, "at": _plainly(at), "turn": turn_to(here.programme, None)}
    return render(request, "me/cards.html", shown)


def _plainly(address: str) -> str:
    """As somebody types it."""
    return address.partition("://")[2].rstrip("/")


@work(*(GIVES_CARDS | KEEPS_AGREEMENTS))
def seat(request: HttpRequest, here: Here, seat: str) -> HttpResponse:
    row = _seat(here, seat)
    young = queries.young_person_of(row)
    return render(
        request,
        "me/work_seat.html",
        {
            "seat": seat,
            "row": row,
            "card": _card_says(row),
            "young": young,
            "missing": queries.missing_of(young),
            "school": queries.school_of(young),
            "may_give_card": row.is_held and can_for_area(here.person, row.area_id, GIVES_CARDS),
            "may_keep": row.is_held and can_for_area(here.person, row.area_id, KEEPS_AGREEMENTS),
            "may_take_consents": row.is_held and can_take_consents(here.person, row.area_id),
        },
    )


def _seat(here: Here, seat: str) -> Any:
    rows = queries.seats_workable_by(here.person, here.programme)
    return found_or_404(rows, speaker_key=speaker_key(here.programme.slug, seat))


@sending(*GIVES_CARDS)
def new_card(request: HttpRequest, here: Here, seat: str) -> HttpResponse:
    made = actions.replace_card(person=here.person, seat=_seat(here, seat), by=here.person.account)
    return _sheet(request, here, made)


@writing(*WRITES_LETTERS)
def letters(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.LettersForm(sent(request), programme=here.programme, person=here.person)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        seats = queries.seats_to_write_to(
            here.programme, chosen["area"], only=chosen["only"].strip(), after=chosen["after"].strip()
        )
        if seats:
            return _letters(request, here, chosen["area"], seats)
        form.add_error(None, _("Nobody there has agreed to be told what happened."))
    shown = {
        "form": form,
        "title": _("Print letters"),
        "button": _("Print them"),
        "back": here.address("me-work:list"),
        "intro": _(
            "A letter tells somebody what they said and how far it has got. Each has a fresh code; the code of "
            "an earlier letter works no longer. The letters are shown once: print them now."
        ),
    }
    return render(request, "me/work_form.html", shown, status=422 if form.errors else 200)


def _letters(request: HttpRequest, here: Here, area: Any, seats: list[Any]) -> HttpResponse:
    written = queries.letters_to(seats, here.programme, here.person)
    codes = actions.make_letter_codes(
        person=here.person, by=here.person.account, area=area, seats=seats, programme=here.programme
    )
    last = written[-1].seat if len(seats) == LETTERS_AT_ONCE else ""
    return render(
        request,
        "me/letters.html",
        {
            "letters": [(each, codes[each.speaker_key]) for each in written],
            "area": area,
            "go_on_after": last,
            "turn": turn_to(here.programme, area),
            "at": _plainly(request.build_absolute_uri(reverse("me"))),
        },
    )


@work(*WRITES_LETTERS)
def corrections(request: HttpRequest, here: Here) -> HttpResponse:
    rows = queries.corrections_waiting(here.person, here.programme)
    return render(request, "me/work_corrections.html", {"corrections": rows})


@sending(*WRITES_LETTERS)
def see_correction(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(queries.corrections_waiting(here.person, here.programme), pk=number)
    actions.see_correction(person=here.person, correction=row, by=here.person.account)
    return HttpResponseRedirect(here.address("me-work:corrections"))
