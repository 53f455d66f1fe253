from __future__ import annotations

from dataclasses import dataclass

import pytest

from saidanddone.stages.themes import actions
from saidanddone.words.models import Text
from tests.stages.conftest import Desk


@dataclass(frozen=True)
class CodingDesk(Desk):
    """Two coders and the others of a programme, with a shorthand for coding a text."""

    second_coder: object

    def text(self, key: str) -> Text:
        return Text.objects.get(programme=self.programme, key=key)

    def code(self, account, text: str, *codes, **more):
        return actions.code_text(
            person=self.person(account),
            programme=self.programme,
            text=self.text(text),
            codes=codes,
            by=account,
            **more,
        )


@pytest.fixture
def desk(second, team_of, person_of) -> CodingDesk:
    from saidanddone.website.actions import open_account_with_role

    another = open_account_with_role(
        email="another@coder.test", name="Another", programme=second, role="coder"
    )
    return CodingDesk(second, team_of(second), person_of, another)
