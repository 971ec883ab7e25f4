"""The options that say who exercises, for every command that judges."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["PainFree", "ProfileFile"]

PainFree = Annotated[
    bool,
    typer.Option(
        "--pain-free-range", help="Pain at the heel bone: heels are not asked below the step."
    ),
]
ProfileFile = Annotated[
    Path | None,
    typer.Option(readable=False, metavar="FILE", help="TOML: insertional, height_cm, ..."),
]
