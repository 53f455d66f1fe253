"""Taking somebody out of a programme, from every room that keeps something of them."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from saidanddone.people.actions import audited, burn_letters_to, forget_speaker, held_speaker, reached_at
from saidanddone.people.models import Account, Speaker
from saidanddone.programme.models import Programme
from saidanddone.thread.registry import holders, registered
from saidanddone.words.actions import freshen_speaker_key, take_words_away
from saidanddone.words.models import Text
from saidanddone.words.rules import gone_key, seat_of_speaker_key

from ..models import Erasure


@transaction.atomic
def erase_person(
    *,
    speaker_key: str,
    programme: Programme,
    asked: Erasure.Asked,
    words: Erasure.Words,
    by: Account | None,
) -> Erasure:
    """Take somebody out: their name, how they can be reached, what they agreed to, every key that leads to them.

    Their words stay as nobody's, and are counted but quoted no more; or they go too, and a gap shows that there
    were some. What was printed as a count stays printed. After the commit the database gives up the old pages.
    """
    held_speaker(speaker_key)
    transaction.on_commit(give_up_old_pages)
    return taken_out(speaker_key, programme, asked, words, by)


def taken_out(
    speaker_key: str, programme: Programme, asked: Erasure.Asked, words: Erasure.Words, by: Account | None
) -> Erasure:
    """Called inside a verb's own transaction, once a key. Of some seats nothing is known but the key."""
    speaker = Speaker.objects.filter(key=speaker_key).first()
    texts = Text.objects.filter(programme=programme, speaker_key=speaker_key).count()
    fresh = gone_key(programme.slug)
    if words == Erasure.Words.TAKEN_AWAY:
        take_words_away(speaker_key=speaker_key, programme=programme)
    for room in (*registered(), *holders()):
        room.erase(speaker_key, fresh, programme, by)
    freshen_speaker_key(old=speaker_key, fresh=fresh, programme=programme, by=by)
    # Letters to those who look after people name seats.
    names = (reached_at(speaker) if speaker else "", seat_of_speaker_key(speaker_key))
    transaction.on_commit(lambda: burn_letters_to(*names))
    if speaker is not None:
        forget_speaker(speaker=speaker)
    row = Erasure.objects.create(
        programme=programme, done_on=timezone.localdate(), asked=asked, words=words, texts=texts
    )
    audited("privacy.erase_person", row, by=by, programme_slug=programme.slug)
    return row


def give_up_old_pages() -> None:
    """Let go of what was overwritten: deleted rows lie in the log of SQLite, or in the tables of PostgreSQL, until then."""
    if connection.in_atomic_block:
        return  # somebody's larger verb is not done yet
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "VACUUM")
