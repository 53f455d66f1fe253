from __future__ import annotations

from saidanddone.stages.ideas import queries


def rows_at(client, address: str) -> int:
    joint = "&" if "?" in address else "?"
    return len(client.get(f"{address}{joint}format=csv").content.decode().splitlines()) - 1


def test_who_reads_all_words_is_led_from_each_figure_to_exactly_the_ideas_it_counts(client, second, team_of):
    client.force_login(team_of(second).evaluator)
    followed = 0
    for figure in queries.figures(second):
        if figure.key == "ideas-quotable":
            continue
        counted = figure.k if figure.k is not None else int(figure.value)
        assert rows_at(client, figure.rows.in_full) == counted, figure.key
        followed += 1
    assert followed > 5


def test_the_way_to_all_of_them_is_shown_to_those_alone_who_may_read_them(client, second, team_of):
    team = team_of(second)
    address = "/second/figures/ideas-recorded/"
    assert "/second/work/ideas/" not in client.get(address).content.decode().split("<main")[1]
    client.force_login(team.organiser)
    assert "/second/work/ideas/" not in client.get(address).content.decode().split("<main")[1]
    client.force_login(team.evaluator)
    assert "/second/work/ideas/" in client.get(address).content.decode().split("<main")[1]
