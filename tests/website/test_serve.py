from __future__ import annotations

import socket

import pytest

from saidanddone.website.serve import check_free


def test_a_port_that_is_taken_is_said_before_anything_starts():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ValueError, match=f"nothing can be served on 127.0.0.1, port {port}"):
            check_free("127.0.0.1", port)
    check_free("127.0.0.1", port)


@pytest.mark.parametrize("port", [0, -1, 65536, 99999])
def test_a_number_that_is_no_port_says_which_are(port):
    with pytest.raises(ValueError, match="allowed: a number from 1 to 65535"):
        check_free("127.0.0.1", port)


def test_an_address_that_is_not_this_machines_is_said():
    with pytest.raises(ValueError, match="choose another"):
        check_free("192.0.2.1", 8000)
