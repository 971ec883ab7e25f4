"""What is asked of the tables: sessions with what was told, sets, and what was done."""

from __future__ import annotations

from typing import Final

from formcheck.history.values import KeptSet

__all__ = ["LEAVE", "REMAINS", "SESSIONS", "SETS", "WORKS"]

SESSIONS: Final = """SELECT sessions.*,
    (SELECT count(*) FROM sets WHERE sets.session = sessions.id) AS sets,
    (SELECT max(pain) FROM pains WHERE pains.session = sessions.id) AS pain,
    NOT EXISTS (SELECT 1 FROM pains WHERE pains.session = sessions.id
        AND moment = 'after' AND at_s >= max(
            coalesce((SELECT max(at_s) FROM sets WHERE sets.session = sessions.id), -1e12),
            coalesce((SELECT max(at_s) FROM notes
                WHERE notes.session = sessions.id AND what = 'done'), -1e12))) AS skipped,
    max(coalesce((SELECT max(at_s) FROM pains WHERE pains.session = sessions.id), at_s),
        coalesce(stopped_s, at_s)) AS told_s
    FROM sessions"""
REMAINS: Final = """SELECT *, 1 AS finished, 0 AS loaded, at_s AS told_s, 0 AS sets FROM remains"""
LEAVE: Final = f"""INSERT INTO remains (day, at_s, kind, plan, stop_sign, pain, skipped)
    SELECT min(day, ?), told_s, kind, plan, stop_sign, pain, skipped FROM ({SESSIONS})
    WHERE id = ? AND kind <> 'analyze'
    AND (sets OR finished OR pain IS NOT NULL OR stop_sign <> '')"""  # noqa: S608 - our own
SETS: Final = f"SELECT {', '.join(KeptSet.__slots__)} FROM sets"  # noqa: S608 - names of our own
WORKS: Final = """SELECT session, exercise, side, count(*) AS sets,
    sum(max(0, full + corrected)) AS full, sum(held_s) AS held_s, max(best_ratio) AS best_ratio,
    CASE WHEN count(best_cm) = count(best_ratio) THEN max(best_cm) END AS best_cm
    FROM sets GROUP BY session, exercise, side ORDER BY min(at_s), min(id)"""
