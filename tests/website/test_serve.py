from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from saidanddone.website.serve import check_free


def test_a_port_that_is_taken_is_said_before_anything_starts():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ValueError, match=f"port {port} on 127.0.0.1 is taken"):
            check_free("127.0.0.1", port)
    check_free("127.0.0.1", port)


def test_a_port_that_is_taken_says_how_to_choose_another_by_make_and_by_hand():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ValueError) as refused:
            check_free("127.0.0.1", port)
    said = str(refused.value)
    free = re.search(r"make demo PORT=(\d+)", said)
    assert free and 1 <= int(free[1]) <= 65535 and int(free[1]) != port
    assert f"said serve --port {free[1]}" in said and "\n" not in said


def test_the_makefile_hands_its_port_to_the_site():
    makefile = (Path(__file__).parents[2] / "Makefile").read_text()
    assert "PORT ?= 8000" in makefile and "serve --port $(PORT)" in makefile


@pytest.mark.parametrize("port", [0, -1, 65536, 99999])
def test_a_number_that_is_no_port_says_which_are(port):
    with pytest.raises(ValueError, match="allowed: a number from 1 to 65535"):
        check_free("127.0.0.1", port)


def test_an_address_that_is_not_this_machines_is_said():
    with pytest.raises(ValueError, match="choose another"):
        check_free("192.0.2.1", 8000)
