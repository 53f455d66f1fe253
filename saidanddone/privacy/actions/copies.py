"""A copy for evaluation: tables without names, and a page that says what can still be guessed from them."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saidanddone.files.write import csv_lines
from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.studies import StudyTable

from ..queries import copies as queries
from ..rules import copies as rules

GROUPS_SHOWN = 200


def copy_for_study(*, person: Person, programme: Programme, by: Account | None) -> BinaryIO:
    """For the evaluator. It lies in a file without a name, which is gone once it is sent."""
    rules.check_copies_for_study(person)
    packed = TemporaryFile()  # noqa: SIM115 - the answer closes it once it is sent
    write_copy_for_study(programme=programme, target=packed, by=by)
    packed.seek(0)
    return packed


def write_copy_for_study(*, programme: Programme, target: BinaryIO, by: Account | None) -> None:
    """That a copy was made stands on the trail before a byte of it is written."""
    with transaction.atomic():
        audited(queries.COPIED, programme, by=by, programme_slug=programme.slug)
    disguise = queries.disguise_for(programme)
    crowd = rules.crowd_of(said for _key, *said in queries.said_of_people(programme, disguise))
    counts: list[tuple[str, int]] = []
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for table in queries.tables_for_study(programme, disguise):
            counts.append((table.name, _written(archive, table)))
        archive.writestr(ZipInfo("README.txt"), _read_me(programme, counts, len(disguise.kept_back), crowd))


def _written(archive: ZipFile, table: StudyTable) -> int:
    """Row by row, so that no table has to be in memory; how many there were."""
    rows = -1  # the header
    with archive.open(ZipInfo(f"{table.name}.csv"), "w") as member:
        for line in csv_lines(table.columns, table.rows, spreadsheet_safe=True):
            member.write(line.encode())
            rows += 1
    return rows


def _read_me(programme: Programme, counts: list[tuple[str, int]], kept_back: int, crowd: rules.Crowd) -> str:
    said = [
        _("%(programme)s: a copy for evaluation") % {"programme": programme.name},
        _("Made on %(day)s.") % {"day": date_format(timezone.localdate(), "j F Y")},
        "",
        *(f"{name}.csv  {count:,}" for name, count in counts),
        "",
        *_what_it_is(kept_back),
        "",
        *_what_can_be_guessed(crowd),
    ]
    return "\n".join(said) + "\n"


def _what_it_is(kept_back: int) -> list[str]:
    said = [
        _("Nobody is named. Each person, text and coder has a fresh name that holds within this copy alone."),
        _(
            "It is still about people: pseudonymised data are personal data. Keep it locked, and delete it when done."
        ),
        _(
            "You read all words, as on the site. E-mail addresses, telephone numbers and postcodes in them are marked."
        ),
        _(
            "A story may still say who told it. Do not try to find out, and quote only what the site lets you quote."
        ),
        _(
            "Words of surveys and interviews stand apart from who answered, so that role and borough do not meet them."
        ),
    ]
    if kept_back:
        said.append(
            _(
                "Left out, since they are under 16 and not everybody has agreed: %(n)s people, and all their words."
            )
            % {"n": f"{kept_back:,}"}
        )
    return said


def _what_can_be_guessed(crowd: rules.Crowd) -> list[str]:
    """By role, borough and what people said of themselves, which others may know too."""
    if not crowd.people:
        return [_("Nobody has a seat, so that no group is too small.")]
    facts = {
        "people": f"{crowd.people:,}", "groups": f"{crowd.groups:,}", "k": f"{crowd.smallest:,}",
        "few": rules.FEW, "in_few": f"{crowd.in_few:,}",
    }  # fmt: skip
    said = [
        _(
            "By role, borough, age, gender, ethnic group and disability, %(people)s people stand in %(groups)s groups."
        )
        % facts,
        _("The smallest has %(k)s (k = %(k)s). In groups of fewer than %(few)s stand %(in_few)s people:")
        % facts,
    ]
    said += [
        f"  {count}  " + ", ".join(part or "-" for part in group) for group, count in crowd.few[:GROUPS_SHOWN]
    ]
    if (more := len(crowd.few) - GROUPS_SHOWN) > 0:
        said.append(_("  and %(n)s groups more, which people.csv shows") % {"n": f"{more:,}"})
    return said
