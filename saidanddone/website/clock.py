"""What happens by itself, because time has passed: alerts that nobody took up, retention dates, seals.

There is no queue: what is due is read from the rows themselves, so nothing is lost when the machine stops, and
nothing that somebody wrote lies in a job. Each duty may be done twice without harm.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import close_old_connections

from saidanddone.me.tasks import close_schools
from saidanddone.people.tasks import seal_audit
from saidanddone.privacy.tasks import act_on_retention, give_up_old_pages
from saidanddone.safeguarding.tasks import pass_on_alerts
from saidanddone.stages.conversations.tasks import remove_stray_files
from saidanddone.stages.need.tasks import throw_away_old_tables
from saidanddone.support.tasks import throw_away_old_files
from saidanddone.team.tasks import forget_old_invitations

from .tasks import throw_away_ended_sessions

logger = logging.getLogger(__name__)
LOOKS_EVERY = 5.0  # seconds


@dataclass
class Duty:
    """Something to be done again and again. `does` is an action of a room's tasks."""

    name: str
    every: timedelta
    does: Callable[[], object]
    due: float = 0.0

    def do_if_due(self, now: float) -> bool:
        """Whether it was due. What goes wrong is logged by its kind alone: its words may hold what nobody may read."""
        if now < self.due:
            return False
        self.due = now + self.every.total_seconds()
        close_old_connections()
        try:
            self.does()
        except Exception as why:
            logger.error("%s could not be done: %s", self.name, type(why).__name__)
        finally:
            close_old_connections()
        return True


DUTIES = [
    Duty("pass on alerts that nobody took up", timedelta(seconds=30), pass_on_alerts),
    Duty("seal the trail", timedelta(minutes=5), seal_audit),
    Duty("forget invitations that nobody answered", timedelta(hours=6), forget_old_invitations),
    Duty("throw away files that nobody took in", timedelta(hours=1), throw_away_old_files),
    Duty("throw away tables that nobody took in", timedelta(hours=1), throw_away_old_tables),
    Duty("throw away sessions that are over", timedelta(hours=1), throw_away_ended_sessions),
    Duty("forget what has been kept long enough", timedelta(hours=6), act_on_retention),
    # Each erasure does this at once; the clock does it where the machine stopped between, or somebody read for long.
    Duty("let go of what was overwritten", timedelta(hours=1), give_up_old_pages),
    Duty("close schools whose agreement is over", timedelta(hours=1), close_schools),
    Duty("remove files that no row names", timedelta(hours=1), remove_stray_files),
]


def run(*, once: bool, say: Callable[[str], None]) -> None:
    """Do each duty when it is due, until told to stop or until whoever started this is gone; `once`: all, now."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    started_by = os.getppid()
    while not stop.is_set() and os.getppid() == started_by:
        for duty in DUTIES:
            if duty.do_if_due(time.monotonic()):
                say(f"done: {duty.name}") if once else None
        if once:
            return
        stop.wait(LOOKS_EVERY)
