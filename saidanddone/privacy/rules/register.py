"""When the register may say that something is decided, and who may say so.

Which condition goes with which is section 10 of the Data Protection Act 2018: what rests on Article 9(2)(b), (h),
(i) or (j) also needs a condition in Part 1 of Schedule 1 (subsection 2), what rests on (g) one in Part 2
(subsection 3). A policy document is asked for by paragraph 1(1)(b), and by paragraph 5 for all of Part 2 "except as
otherwise provided": paragraphs 10 and 13 provide otherwise for some disclosures.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person

from ..models import Advice, Article6, Article9, Organisation, Purpose, Risk, Schedule1, SignOff

READS_REGISTER = frozenset({Role.LEAD, Role.DPO})

PART_1 = frozenset({1, 2, 3, 4})
PART_2 = frozenset(Schedule1.values) - PART_1
PART_NEEDED = {
    Article9.EMPLOYMENT: PART_1,
    Article9.HEALTH_OR_CARE: PART_1,
    Article9.PUBLIC_HEALTH: PART_1,
    Article9.RESEARCH: PART_1,
    Article9.SUBSTANTIAL_INTEREST: PART_2,
}
POLICY_NEEDED = (frozenset({Schedule1.EMPLOYMENT}) | PART_2) - {Schedule1.UNLAWFUL_ACTS, Schedule1.JOURNALISM}
# What rests on these must say which law, or which interest and how it was weighed.
SAYS_WHAT_IT_RESTS_ON = {
    Article6.LEGAL_OBLIGATION: gettext_lazy("Name the law that obliges: Article 6(3) asks for one."),
    Article6.PUBLIC_TASK: gettext_lazy("Name the law that gives the task: Article 6(3) asks for one."),
    Article6.RECOGNISED_INTEREST: gettext_lazy(
        "Say which condition of Annex 1 is met: Article 6(5) asks for one."
    ),
    Article6.LEGITIMATE_INTERESTS: gettext_lazy(
        "Say which interest it is, why this is necessary for it, and how it was weighed against people’s own."
    ),
}
# A decision is of the basis as it was written, so it does not outlive a change of these.
DECIDED_AS_WRITTEN = (
    "what_for", "whose", "which_data", "special", "article_6", "basis_note", "article_9", "schedule_1",
    "policy_document", "recipients", "transfers", "kept_months", "kept_from",
)  # fmt: skip

# The matrix of the Information Commissioner's guidance on impact assessments.
LOW, MEDIUM, HIGH = Risk.Level
MATRIX = {
    Risk.Severity.MINIMAL: (LOW, LOW, LOW),
    Risk.Severity.SIGNIFICANT: (LOW, MEDIUM, HIGH),
    Risk.Severity.SEVERE: (LOW, HIGH, HIGH),
}


def check_writes_register(person: Person) -> None:
    if not person.roles & READS_REGISTER:
        raise Refused(_("Only the programme lead or the data protection officer may write the register."))


def check_decides(person: Person) -> None:
    """The officer advises, and so does not decide what they will have to judge (Article 38(6))."""
    if Role.LEAD not in person.roles:
        raise Refused(_("Only the programme lead may write down what was decided."))


def check_advises(person: Person) -> None:
    if Role.DPO not in person.roles:
        raise Refused(_("Only the data protection officer may do this."))


can_write_register = rule_pair(check_writes_register)
can_decide = rule_pair(check_decides)
can_advise = rule_pair(check_advises)


# A purpose


def check_conditions_fit(purpose: Purpose) -> None:
    """What is chosen goes together, also before anything is decided."""
    if purpose.special == Purpose.YesOrNo.NO and (purpose.article_9 or purpose.schedule_1):
        raise Refused(
            _(
                "Conditions of Article 9 and Schedule 1 are for special categories of data. Say that there are such "
                "data, or leave the conditions out."
            )
        )
    if not purpose.schedule_1:
        return
    wanted = PART_NEEDED.get(Article9(purpose.article_9)) if purpose.article_9 else None
    if wanted is None:
        raise Refused(
            _(
                "A condition of Schedule 1 goes with Article 9(2)(b), (g), (h), (i) or (j). Choose one, or leave it out."
            )
        )
    if purpose.schedule_1 not in wanted:
        raise Refused(_part_wanted(purpose))


def _part_wanted(purpose: Purpose) -> str:
    if purpose.article_9 == Article9.SUBSTANTIAL_INTEREST:
        return _(
            "Article 9(2)(g) needs a condition in Part 2 of Schedule 1, paragraphs 6 to 28 (section 10(3))."
        )
    return _(
        "Article 9(2)(%(point)s) needs a condition in Part 1 of Schedule 1, paragraphs 1 to 4 (section 10(2))."
    ) % {"point": purpose.article_9}


def check_may_be_decided(purpose: Purpose) -> None:
    """A basis is decided when everything that the law asks for it is there."""
    check_conditions_fit(purpose)
    if not (purpose.whose and purpose.which_data):
        raise Refused(_("Say first whose data are used, and which."))
    if not purpose.article_6:
        raise Refused(_("Choose the lawful basis of Article 6 first."))
    if purpose.article_6 in SAYS_WHAT_IT_RESTS_ON and not purpose.basis_note:
        raise Refused(str(SAYS_WHAT_IT_RESTS_ON[Article6(purpose.article_6)]))
    if not purpose.special:
        raise Refused(
            _("Say first whether there are special categories of data, such as health, among them.")
        )
    if purpose.special == Purpose.YesOrNo.YES:
        _check_special(purpose)


def _check_special(purpose: Purpose) -> None:
    if not purpose.article_9:
        raise Refused(_("Special categories of data need a condition of Article 9. Choose it first."))
    if Article9(purpose.article_9) in PART_NEEDED and not purpose.schedule_1:
        raise Refused(_part_wanted(purpose))
    if purpose.schedule_1 in POLICY_NEEDED and not purpose.policy_document:
        raise Refused(
            _(
                "This condition of Schedule 1 needs an appropriate policy document (paragraphs 1, 5 and 39). Say "
                "where it is kept and when it was last reviewed."
            )
        )


def check_decision_day(decided_on: date, today: date) -> None:
    if decided_on > today:
        raise Refused(_("A decision cannot lie in the future."))


can_be_decided = rule_pair(check_may_be_decided)


def check_purpose(purpose: Purpose) -> None:
    """Of a row of a table: what it chooses goes together, and what it calls decided can be."""
    check_conditions_fit(purpose)
    if bool(purpose.decided_by) != bool(purpose.decided_on):
        raise Refused(_("Say who decided and on which day, or leave both out."))
    if bool(purpose.kept_months) != bool(purpose.kept_from):
        raise Refused(_("Say how many months and from when they are counted, or leave both out."))
    if purpose.decided_on:
        check_may_be_decided(purpose)


def warnings_of(purpose: Purpose) -> list[str]:
    """What is allowed and still deserves a second look."""
    found = []
    if purpose.article_6 in {Article6.LEGITIMATE_INTERESTS, Article6.RECOGNISED_INTEREST}:
        found.append(
            _(
                "A public authority cannot rest its own tasks on this basis: Article 6(1) says so below its points. "
                "It is open to other bodies, and to what is no task of the authority."
            )
        )
    if purpose.article_6 == Article6.CONSENT or purpose.article_9 == Article9.EXPLICIT_CONSENT:
        found.append(
            _(
                "This is consent as the law means it. If somebody takes it back, all of this must stop for them. It "
                "is not the consent that we ask as a matter of ethics, which stands beside any basis."
            )
        )
    if purpose.schedule_1 in {Schedule1.UNLAWFUL_ACTS, Schedule1.JOURNALISM} and not purpose.policy_document:
        found.append(
            _("Only some disclosures need no appropriate policy document here. Read the paragraph itself.")
        )
    if purpose.schedule_1 == Schedule1.RESEARCH:
        found.append(
            _(
                "Research also needs the safeguards of the law: as few data as will do, no harm, and no decision "
                "about a single person."
            )
        )
    return found


# What is still to be decided

OPEN_FIELDS = (
    "whose", "which_data", "special", "article_6", "recipients", "transfers", "security", "kept_months",
)  # fmt: skip


def still_open(purpose: Purpose) -> list[str]:
    """By the names of fields, what nobody has decided of a purpose yet."""
    found = [name for name in OPEN_FIELDS if not getattr(purpose, name)]
    if purpose.article_6 in SAYS_WHAT_IT_RESTS_ON and not purpose.basis_note:
        found.append("basis_note")
    if purpose.special == Purpose.YesOrNo.YES:
        if not purpose.article_9:
            found.append("article_9")
        elif Article9(purpose.article_9) in PART_NEEDED and not purpose.schedule_1:
            found.append("schedule_1")
        if purpose.schedule_1 in POLICY_NEEDED and not purpose.policy_document:
            found.append("policy_document")
    return [*found, *([] if purpose.decided_by else ["decided_by"])]


ORGANISATION_FIELDS = ("address", "contact_post", "contact_email", "dpo_contact")


def open_of_organisation(row: Organisation) -> list[str]:
    """A controller alone has nobody to agree with; the others need a contract or an arrangement (Articles 26, 28)."""
    agreement = () if row.part == Organisation.Part.CONTROLLER else ("agreement", "agreed_on")
    return [name for name in (*ORGANISATION_FIELDS, *agreement) if not getattr(row, name)]


# Risks


def level_of(likelihood: str, severity: str) -> Risk.Level:
    place = list(Risk.Likelihood).index(Risk.Likelihood(likelihood))
    return MATRIX[Risk.Severity(severity)][place]


def check_risk(risk: Risk) -> None:
    if risk.residual:
        if not risk.measure:
            raise Refused(_("Say what is done about the risk before you say what remains of it."))
        order = list(Risk.Level)
        before = level_of(risk.likelihood, risk.severity)
        if order.index(Risk.Level(risk.residual)) > order.index(before):
            raise Refused(_("What remains cannot be a higher risk than before the measure."))
    if risk.decided_on and not (risk.measure and risk.residual and risk.owner):
        raise Refused(
            _("A measure is approved once it says what is done, what risk remains and who sees to it.")
        )


def open_of_risk(risk: Risk) -> list[str]:
    return [name for name in ("measure", "residual", "owner", "decided_on") if not getattr(risk, name)]


# Signing off


def check_read_as_it_is(read: str, now: str) -> None:
    if read != now:
        raise Refused(
            _("The assessment was changed after you opened it. Read it again, then write your advice.")
        )


def check_may_be_signed_off(open_points: int, advice: Advice | None, now: str) -> None:
    if open_points:
        raise Refused(
            _("The assessment has points that are still to be decided: %(count)s. Decide them first.")
            % {"count": open_points}
        )
    if advice is None:
        raise Refused(_("The data protection officer’s advice comes first (Article 35(2))."))
    if advice.fingerprint != now:
        raise Refused(
            _("The register was changed after the advice was given. Ask for advice on it as it is now.")
        )


def check_sign_off(sign_off: SignOff, risks: Iterable[Risk], today: date) -> None:
    high = any(risk.residual == HIGH for risk in risks)
    if high and not sign_off.ico_consulted_on:
        raise Refused(
            _(
                "A high risk remains, so the Information Commissioner is consulted before anything begins (Article "
                "36). Say when that was."
            )
        )
    if sign_off.ico_consulted_on and sign_off.ico_consulted_on > today:
        raise Refused(_("The Information Commissioner cannot have been consulted in the future."))
    if sign_off.taken == SignOff.Taken.OVERRULED and not sign_off.reason:
        raise Refused(_("Say why the advice is overruled."))
    if sign_off.taken == SignOff.Taken.ACCEPTED and sign_off.advice.verdict == Advice.Verdict.NOT:
        raise Refused(_("The advice is not to go ahead, so who signs off does not follow it."))
    if sign_off.review_on <= today:
        raise Refused(_("The next review lies in the future."))
