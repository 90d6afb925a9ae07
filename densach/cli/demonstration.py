"""`densach demo`: the seeded province, made once; `--describe` tells a script what is in it."""

from __future__ import annotations

import argparse
import time
from typing import Any

from django.utils import timezone

from densach.cli.errors import NoInstallation, NotTheDemo
from densach.cli.installation import bring_up_to_date, data_folder, is_installed
from densach.cli.installing import lay_foundations
from densach.cli.output import progress, say
from densach.demo import accounts, build
from densach.kernel.dates import today
from densach.organisations import queries as organisations


def demo(options: argparse.Namespace) -> dict[str, Any]:
    folder = data_folder()
    known = build.kept(folder)
    if options.describe:
        if known is None:
            raise NoInstallation(folder=folder)
        bring_up_to_date()
        return _described(known)
    if known is not None:
        bring_up_to_date()
        say(options, f"Tỉnh dùng thử đã có sẵn trong {folder} ({known['counts']} lần ghi số liệu).")
    else:
        known = _made(options)
    say(options, accounts.listing())
    return _described(known)


def _made(options: argparse.Namespace) -> dict[str, Any]:
    folder = data_folder()
    if is_installed() and _is_real():
        raise NotTheDemo(folder=folder)
    began = time.monotonic()
    lay_foundations()
    description = build.build(timezone.now(), lambda text: progress(f"{text} …"))
    progress("")
    build.keep(folder, description)
    seconds = round(time.monotonic() - began)
    say(
        options,
        f"Đã dựng tỉnh dùng thử trong {folder}: {description['counts']} lần ghi số liệu, {seconds} giây.",
    )
    return description


def _is_real() -> bool:
    """Accounts without the demo's mark: somebody works here. (A demo that broke off left none: it is made anew.)"""
    from densach.people.queries import any_account

    return any_account()


def _described(known: dict[str, Any]) -> dict[str, Any]:
    on = today(timezone.now())
    codes = [one["code"] for one in known["libraries"]]
    names = {one.code: one.name for one in organisations.alive(on, kinds=["public_library"])}
    libraries = [{"code": code, "name": names.get(code, code)} for code in codes]
    # A demo that was made before there were tokens has none.
    tokens = known.get("tokens", {})
    return {"today": on.isoformat(), "libraries": libraries, "tokens": tokens, "report": known["report"]}
