from __future__ import annotations

from django.urls import URLPattern, path

from .views import details, entering, erasing, help, words, young
from .views import work as staff

site: list[URLPattern] = [  # of no programme: whose words they are says the card or the link
    path("me/", entering.entrance, name="me"),
    path("me/link-again/", entering.link_again, name="me-link-again"),
    path("me/leave/", entering.leave, name="me-leave"),
    path("me/own-phone/", entering.own_phone, name="me-own-phone"),
    path("me/words/<str:key>/not-meant/", words.not_meant, name="me-not-meant"),
    path("me/consents/", details.consents, name="me-consents"),
    path("me/details/", details.details, name="me-details"),
    path("me/details/contact/", details.contact, name="me-contact"),
    path("me/details/about/", details.about, name="me-about"),
    path("me/details/forget/", details.forget_details, name="me-forget-details"),
    path("me/not-all-right/", help.not_all_right, name="me-not-all-right"),
    path("me/erase/", erasing.erase, name="me-erase"),
    path("me/copy/", details.copy, name="me-copy"),
    path("me/<str:token>/", entering.by_link, name="me-by-link"),
]
work: list[URLPattern] = [
    path("", staff.seats, name="list"),
    path("cards/", staff.make_cards, name="cards"),
    path("letters/", staff.letters, name="letters"),
    path("corrections/", staff.corrections, name="corrections"),
    path("corrections/<int:number>/seen/", staff.see_correction, name="see-correction"),
    path("schools/", young.schools, name="schools"),
    path("schools/add/", young.add_school, name="add-school"),
    path("schools/<int:number>/end/", young.end_school, name="end-school"),
    path("seats/<str:seat>/", staff.seat, name="seat"),
    path("seats/<str:seat>/card/", staff.new_card, name="new-card"),
    path("seats/<str:seat>/agreements/", young.agreements, name="agreements"),
    path("seats/<str:seat>/of-age/", young.of_age, name="of-age"),
]
