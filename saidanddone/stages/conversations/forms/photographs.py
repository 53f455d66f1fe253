from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.files.images import BadPicture, Picture, Why, open_picture
from saidanddone.pages.forms import PageForm, PageModelForm
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme

from .. import rules
from ..models import Photograph
from ..queries import seats_named, seats_pictured

REFUSED = {
    Why.EMPTY: gettext_lazy("This file is empty. Choose another."),
    Why.TOO_MANY_BYTES: gettext_lazy("This file is larger than 20 megabytes. Send it smaller."),
    Why.TOO_MANY_PIXELS: gettext_lazy("This picture has more than 50 megapixels. Send it smaller."),
    Why.HEIC: gettext_lazy("This is HEIC, as iPhones keep it. Send it as JPEG."),
    Why.SVG: gettext_lazy("This is a drawing (SVG), which can hold a program. Send a photograph as JPEG."),
    Why.OTHER_KIND: gettext_lazy("This is no JPEG, PNG or WebP picture, whatever its name says."),
    Why.BROKEN: gettext_lazy("This picture cannot be opened: it is broken or not whole. Choose another."),
}


class PictureField(forms.FileField):
    """A picture, opened safely and made anew; what was sent is not kept."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        if data is not None and not data.size:
            raise ValidationError(REFUSED[Why.EMPTY])
        sent = super().clean(data, initial)
        if sent is None:
            return None
        try:
            return open_picture(sent.read())
        except BadPicture as why:
            raise ValidationError(REFUSED[why.why]) from why


class PhotographForm(PageModelForm):
    seats = forms.CharField(
        required=False,
        max_length=2_000,
        label=gettext_lazy("Seat cards of those who can be recognised"),
        help_text=gettext_lazy("Their numbers with a comma between them, such as hackney-01, hackney-14."),
    )
    seats.hint_says_when = True

    class Meta:
        model = Photograph
        fields = ("alternative", "caption", "taken_on", "recognisable")
        widgets = {
            "alternative": forms.Textarea(attrs={"rows": 2}),
            "taken_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "recognisable": forms.RadioSelect,
        }
        help_texts = {
            "alternative": gettext_lazy(
                "For those who cannot see it: how many people, what they do. No names."
            ),
            "caption": gettext_lazy("One line below the photograph. No names."),
            "recognisable": gettext_lazy(
                "Look at every face, at uniforms and name badges too. The photograph is shown only while "
                "everybody who can be recognised agrees to be in photographs."
            ),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        row = kwargs.get("instance")
        if row is not None:
            kwargs["initial"] = {"seats": seats_pictured(row)}
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["recognisable"].choices = Photograph.Recognisable.choices

    def clean_seats(self) -> list[Any]:
        numbers = {each.strip() for each in self.cleaned_data["seats"].split(",")} - {""}
        seats, unknown = seats_named(self.programme, sorted(numbers))
        if unknown:
            raise ValidationError(
                _("There is no seat card with the number %(numbers)s.") % {"numbers": ", ".join(unknown)}
            )
        return seats

    def clean_taken_on(self) -> Any:
        taken_on = self.cleaned_data["taken_on"]
        if taken_on > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return taken_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "recognisable" in data and "seats" in data:
            try:
                rules.check_pictured(data["recognisable"], len(data["seats"]))
            except Refused as why:
                self.add_error("seats", str(why))
        return data

    def given(self) -> dict[str, Any]:
        return super().given() | {"seats": self.cleaned_data["seats"]}


class AddPhotographForm(PhotographForm):
    picture = PictureField(
        label=gettext_lazy("The photograph"),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, at most 20 megabytes. Where it was taken, when and by whose camera is left "
            "out. If something else has to be mended here, choose the file again."
        ),
    )
    field_order = ("picture",)

    def given(self) -> dict[str, Any]:
        return super().given() | {"picture": self.cleaned_data["picture"]}


class RemovePhotographForm(PageForm):
    sure = forms.BooleanField(label=gettext_lazy("Remove this photograph for good."))

    def given(self) -> dict[str, Any]:
        return {}
