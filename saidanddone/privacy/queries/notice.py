"""What everybody is told of what is kept of them: Articles 13 and 14 of the UK GDPR, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saidanddone.programme.models import Programme

from ..models import Article6, Article9, Organisation, Purpose
from .register import organisations_of, purposes_of

WHY_THE_LAW_LETS_US = {
    Article6.CONSENT: gettext_lazy("You said yes. You can say no at any time."),
    Article6.CONTRACT: gettext_lazy("You and we have a deal, and we need this to keep it."),
    Article6.LEGAL_OBLIGATION: gettext_lazy("The law says that we must."),
    Article6.VITAL_INTERESTS: gettext_lazy("It may save a life."),
    Article6.PUBLIC_TASK: gettext_lazy("It is a job that the law gives us, for the good of all."),
    Article6.RECOGNISED_INTEREST: gettext_lazy(
        "The law names this as a good reason, such as to keep a child safe."
    ),
    Article6.LEGITIMATE_INTERESTS: gettext_lazy(
        "We have a good reason, and we checked that it does not harm you."
    ),
}
WHY_PRIVATE_THINGS = {
    Article9.EXPLICIT_CONSENT: gettext_lazy("You told us that we may."),
    Article9.EMPLOYMENT: gettext_lazy("We need it for work, or for help that the law gives."),
    Article9.VITAL_INTERESTS: gettext_lazy("It may save a life."),
    Article9.NOT_FOR_PROFIT: gettext_lazy("You are part of our group, and it stays in the group."),
    Article9.MADE_PUBLIC: gettext_lazy("You have told everybody already."),
    Article9.LEGAL_CLAIMS: gettext_lazy("A court may need it."),
    Article9.SUBSTANTIAL_INTEREST: gettext_lazy(
        "It matters a lot to all of us, and the law says that we may."
    ),
    Article9.HEALTH_OR_CARE: gettext_lazy("We need it to care for people."),
    Article9.PUBLIC_HEALTH: gettext_lazy("We need it to keep everybody well."),
    Article9.RESEARCH: gettext_lazy("We use it to learn and to count, and never to judge one person."),
}
COUNTED_FROM = {
    Purpose.KeptFrom.COLLECTED: gettext_lazy("from the day you gave it"),
    Purpose.KeptFrom.LAST_CONTACT: gettext_lazy("from the last time you were in touch"),
    Purpose.KeptFrom.PROGRAMME_END: gettext_lazy("from the day all this ends"),
}
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Use:
    """One purpose as somebody may want to know it. Blank: nobody has decided it yet."""

    purpose: Purpose
    why: str
    why_private: str
    is_private: bool
    how_long: str


@dataclass(frozen=True)
class Notice:
    uses: tuple[Use, ...]
    controllers: tuple[Organisation, ...]
    officers: tuple[str, ...]  # how to reach the data protection officers, each once
    provenances: tuple[str, ...]


def notice_of(programme: Programme) -> Notice:
    purposes = [each for each in purposes_of(programme) if each.ended_on is None]
    controllers = [each for each in organisations_of(programme) if each.part != Organisation.Part.PROCESSOR]
    return Notice(
        tuple(_use(each) for each in purposes),
        tuple(controllers),
        tuple(dict.fromkeys(each.dpo_contact for each in controllers if each.dpo_contact)),
        tuple(sorted({each.provenance for each in [*purposes, *controllers] if each.provenance})),
    )


def _use(purpose: Purpose) -> Use:
    return Use(
        purpose,
        str(WHY_THE_LAW_LETS_US[Article6(purpose.article_6)]) if purpose.article_6 else "",
        str(WHY_PRIVATE_THINGS[Article9(purpose.article_9)]) if purpose.article_9 else "",
        purpose.special == Purpose.YesOrNo.YES,
        _how_long(purpose),
    )


def _how_long(purpose: Purpose) -> str:
    months = purpose.kept_months
    if months is None:
        return ""
    if months % MONTHS_A_YEAR:
        count = ngettext("%(n)s month", "%(n)s months", months) % {"n": f"{months:,}"}
    else:
        years = months // MONTHS_A_YEAR
        count = ngettext("%(n)s year", "%(n)s years", years) % {"n": f"{years:,}"}
    return _("%(count)s, %(start)s") % {
        "count": count,
        "start": COUNTED_FROM[Purpose.KeptFrom(purpose.kept_from)],
    }
