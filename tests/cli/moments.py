"""A command to which something happens at a moment of its own, however fast the machine is."""

from __future__ import annotations

import sys

_PROGRAM = """
import os, signal, sys
from functools import reduce
from importlib import import_module
from itertools import count
room, _, name = {moment!r}.partition(":")
*holders, last = name.split(".")
holder, calls = reduce(getattr, holders, import_module(room)), count(1)
real = getattr(holder, last)
def watched(*args, **kwargs):
    if next(calls) == {call}:
        {happens}
    return real(*args, **kwargs)
setattr(holder, last, watched)
from formcheck.cli import main
main()
"""


def command_to_which(happens: str, moment: str, call: int) -> tuple[str, ...]:
    """The begin of a command line.

    Args:
        happens: A Python statement; `os` and `signal` are there.
        moment: "module:function" or "module:class.method", which is about to be called.
        call: For which time.
    """
    program = _PROGRAM.format(happens=happens, moment=moment, call=call)
    return sys.executable, "-c", program
