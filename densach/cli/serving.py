"""`densach serve`: the pages, from this machine, until stopped."""

from __future__ import annotations

import argparse
import os
import socket

from django.conf import settings
from django.db import connections

from densach.cli.errors import PortTaken
from densach.cli.installation import keep_to_owner, seed_catalogues
from densach.cli.lending import every_day
from densach.cli.output import say


def _want_port(host: str, port: int) -> None:
    """Raises PortTaken. The workers share their port among themselves, and would share it with another server too:
    half of the people would then come to the other installation. So it is tried once without sharing.
    """
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise PortTaken(host=host, port=str(port), why=why) from error


def serve(options: argparse.Namespace) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    _want_port(options.host, options.port)
    keep_to_owner()
    # A new version of the house may know more indicators than the one that laid this folder out.
    seed_catalogues()
    # The workers are new processes: they find the folder by the environment, as this one did.
    os.environ["DENSACH_DATA"] = str(settings.DATA)
    if options.host not in {"127.0.0.1", "localhost", "::1"} and "DENSACH_HOSTS" not in os.environ:
        os.environ["DENSACH_HOSTS"] = (
            f"localhost,127.0.0.1,[::1],{'*' if options.host == '0.0.0.0' else options.host}"  # noqa: S104
        )
    connections.close_all()
    every_day(str(settings.DATA))
    say(options, f"Đèn Sách: http://{options.host}:{options.port}/ (Ctrl+C để dừng)")
    Server(
        "densach.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
