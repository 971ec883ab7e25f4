"""Statistics of read against true values, by poseaudit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import poseaudit
from judged import Judged
from readings import UNITS

LARGE = {"deg": 5.0, "foot lengths": 0.1, "mm": 10.0}
PICTURES = {"knee": "knee", "shank": "shank", "ankle rise": "ankle-rise"}


def audit(
    judged: Iterable[Judged], measure: str, resamples: int = 1
) -> poseaudit.AuditResult | None:
    """One measure over all clips; frames of one clip count as one person's. None without readings.

    Args:
        judged: The clips.
        measure: One of `UNITS`.
        resamples: How often clips are drawn anew for the intervals; 1 where nobody looks at them.
    """
    pairs = [(j.clip.name, j.pairs[measure]) for j in judged if measure in j.pairs]
    if not pairs:
        return None
    true, read = (
        np.concatenate([getattr(pair, name) for _, pair in pairs]) for name in ("true", "read")
    )
    names = np.repeat([name for name, _ in pairs], [len(pair.true) for _, pair in pairs]).tolist()
    unit = UNITS[measure]
    return poseaudit.audit_values(
        read,
        true,
        LARGE[unit],
        name=measure,
        unit=unit,
        subject=names,
        bands=1,
        resamples=resamples,
    )


def share_read(result: Any) -> float:
    """Share of the frames in which the measure was read."""
    missing = result.not_read.no_predicted_point
    return float(result.n / max(1, result.n + missing))


def draw(judged: list[Judged], folder: Path, stem: str) -> list[Path]:
    """Pictures of agreement (read over true; Bland and Altman), one a measure."""
    folder.mkdir(exist_ok=True)
    paths = []
    for measure, name in PICTURES.items():
        result = audit(judged, measure, resamples=200)
        if result is not None:
            paths.append(folder / f"{stem}-{name}.png")
            result.plot().savefig(paths[-1], dpi=90, metadata={"Software": None})
    return paths
