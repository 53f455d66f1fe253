"""How a commitment may move from state to state, as one table, and the diagram drawn from it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person

from .models import Commitment, State

# Staying as it is is always allowed: most reviews find that nothing has moved.
FOLLOWS: dict[State, tuple[State, ...]] = {
    State.PROMISED: (State.UNDER_WAY, State.KEPT, State.CHANGED, State.LATE, State.DROPPED),
    State.UNDER_WAY: (State.KEPT, State.CHANGED, State.LATE, State.DROPPED),
    State.CHANGED: (State.UNDER_WAY, State.KEPT, State.LATE, State.DROPPED),
    State.LATE: (State.UNDER_WAY, State.KEPT, State.CHANGED, State.DROPPED),
    State.DROPPED: (State.UNDER_WAY,),
    State.KEPT: (),
}
NEEDS_REASON = frozenset({State.LATE, State.DROPPED})
SETTLED = frozenset({State.KEPT, State.DROPPED})
# What an approval is of: where one of these is written anew, it must be given anew.
APPROVED_AS_WRITTEN = ("title", "what", "who", "area_id", "due_on")


def allowed_next(state: str) -> tuple[State, ...]:
    """What a review may find after `state`: that it stands as it did, or a state that may follow."""
    return (State(state), *FOLLOWS[State(state)])


def check_move(now: str, then: str) -> None:
    if State(then) in allowed_next(now):
        return
    allowed = FOLLOWS[State(now)]
    if not allowed:
        raise Refused(
            _("A promise that is “%(now)s” stays so; nothing may follow it.") % {"now": State(now).label}
        )
    raise Refused(
        _("A promise that is “%(now)s” cannot become “%(then)s”. Allowed: %(allowed)s.")
        % {
            "now": State(now).label,
            "then": State(then).label,
            "allowed": ", ".join(str(each.label) for each in allowed),
        }
    )


def check_reason(state: str, reason: str) -> None:
    if State(state) in NEEDS_REASON and not reason.strip():
        raise Refused(
            _("Say why: a promise that is “%(state)s” needs a reason.") % {"state": State(state).label}
        )


def check_reviews(states: Iterable[str], stands: str) -> None:
    """Reviews in order lead from a fresh promise, move by move, to how it stands."""
    now: str = State.PROMISED
    reviewed = False
    for state in states:
        check_move(now, state)
        now, reviewed = state, True
    if reviewed and now != stands:
        raise Refused(
            _("The last review says “%(last)s”, but the promise stands as “%(stands)s”.")
            % {"last": State(now).label, "stands": State(stands).label}
        )


can_move = rule_pair(check_move)


def check_approves(person: Person, area_id: int | None) -> None:
    """For a borough its director of public health speaks, and nobody in their place."""
    if area_id is None:
        raise Refused(_("A promise to the whole programme is approved by no single borough."))
    if area_id not in person.areas_as({Role.DPH}):
        raise Refused(_("Only the director of public health of this borough approves for it."))


def check_may_be_approved(commitment: Commitment) -> None:
    if commitment.state == State.DROPPED:
        raise Refused(_("A promise that was dropped is not approved."))


can_approve = rule_pair(check_approves)


def is_overdue(due_on: str, today: str) -> bool:
    """A date known in part is due at the end of its year or month."""
    return bool(due_on) and due_on < today[: len(due_on)]


def state_diagram() -> str:
    """The table above as a mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {_name(State.PROMISED)}"]
    for state, nexts in FOLLOWS.items():
        for after in nexts:
            why = ": with a reason" if after in NEEDS_REASON else ""
            lines.append(f"    {_name(state)} --> {_name(after)}{why}")
    lines += [f"    {_name(state)} --> [*]" for state, nexts in FOLLOWS.items() if not nexts]
    return "\n".join(lines) + "\n"


def _name(state: State) -> str:
    return state.value.replace("-", "_")


def state_page() -> str:
    """The page of the reference that shows the diagram, whole, so that a test can compare it."""
    reasons = ", ".join(f"`{state.value}`" for state in State if state in NEEDS_REASON)
    return (
        "# The states of a commitment\n\n"
        "Drawn from the table in `saidanddone/stages/commitments/rules.py`. A review may also find that a\n"
        f"commitment stands as it did. Moves to {reasons} are refused without a reason.\n\n"
        f"```mermaid\n{state_diagram()}```\n"
    )
