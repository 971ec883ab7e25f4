"""The tables, version by version: PRAGMA user_version says how many of these steps were taken."""

from __future__ import annotations

from typing import Final

__all__ = ["LATEST", "MIGRATIONS"]

_FIRST: Final = (
    """CREATE TABLE plans (
        id INTEGER PRIMARY KEY, day INTEGER NOT NULL, at_s REAL NOT NULL,
        programme TEXT NOT NULL, person TEXT NOT NULL, asked TEXT NOT NULL, ended_s REAL)""",
    """CREATE TABLE changes (
        id INTEGER PRIMARY KEY, plan INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
        day INTEGER NOT NULL, at_s REAL NOT NULL, kind TEXT NOT NULL,
        phase INTEGER NOT NULL, step INTEGER NOT NULL, eased INTEGER NOT NULL,
        why TEXT NOT NULL)""",
    """CREATE TABLE mornings (
        day INTEGER PRIMARY KEY, at_s REAL NOT NULL, pain INTEGER, stiffness_min REAL)""",
    """CREATE TABLE sessions (
        id INTEGER PRIMARY KEY, day INTEGER NOT NULL, at_s REAL NOT NULL, kind TEXT NOT NULL,
        plan INTEGER REFERENCES plans ON DELETE SET NULL,
        finished INTEGER NOT NULL DEFAULT 0, loaded INTEGER NOT NULL DEFAULT 0,
        stop_sign TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX sessions_by_day ON sessions (day)",
    """CREATE TABLE pains (
        id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
        at_s REAL NOT NULL, moment TEXT NOT NULL, pain INTEGER NOT NULL)""",
    "CREATE INDEX pains_by_session ON pains (session)",
    """CREATE TABLE sets (
        id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
        at_s REAL NOT NULL, exercise TEXT NOT NULL, kind TEXT NOT NULL, number INTEGER NOT NULL,
        side TEXT, duration_s REAL NOT NULL, full INTEGER NOT NULL, partial INTEGER NOT NULL,
        uncertain INTEGER NOT NULL, held_s REAL NOT NULL, corrected INTEGER NOT NULL,
        best_ratio REAL, best_cm REAL, made_by TEXT NOT NULL, trace TEXT)""",
    "CREATE INDEX sets_by_session ON sets (session)",
    "CREATE INDEX sets_with_trace ON sets (id) WHERE trace IS NOT NULL",
    """CREATE TABLE reps (
        set_id INTEGER NOT NULL REFERENCES sets ON DELETE CASCADE, number INTEGER NOT NULL,
        side TEXT NOT NULL, verdict TEXT NOT NULL, start_s REAL, up_s REAL, top_s REAL,
        down_s REAL, peak_ratio REAL, valley_ratio REAL, peak_cm REAL,
        PRIMARY KEY (set_id, number)) WITHOUT ROWID""",
    """CREATE TABLE holds (
        set_id INTEGER NOT NULL REFERENCES sets ON DELETE CASCADE, number INTEGER NOT NULL,
        side TEXT NOT NULL, start_s REAL, held_s REAL NOT NULL, paused_s REAL NOT NULL,
        PRIMARY KEY (set_id, number)) WITHOUT ROWID""",
    """CREATE TABLE documents (
        set_id INTEGER PRIMARY KEY REFERENCES sets ON DELETE CASCADE, report BLOB NOT NULL)""",
)
_FOLDERS: Final = (
    """CREATE TABLE folders (
        session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE, path TEXT NOT NULL,
        PRIMARY KEY (session, path)) WITHOUT ROWID""",
)
_NOTES: Final = (
    """CREATE TABLE notes (
        id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
        at_s REAL NOT NULL, exercise TEXT NOT NULL, what TEXT NOT NULL)""",
    "CREATE INDEX notes_by_session ON notes (session)",
)
_WHEN_TOLD: Final = (
    "DROP INDEX sets_by_session",
    "CREATE INDEX sets_by_session ON sets (session, at_s)",
    "DROP INDEX pains_by_session",
    "CREATE INDEX pains_by_session ON pains (session, at_s, moment, pain)",
)
LATEST: Final = """INSERT INTO clock SELECT max(at_s) FROM (
    SELECT -1e12 AS at_s UNION ALL SELECT at_s FROM plans UNION ALL SELECT at_s FROM changes
    UNION ALL SELECT at_s FROM sessions UNION ALL SELECT at_s FROM pains
    UNION ALL SELECT at_s FROM sets UNION ALL SELECT at_s FROM notes) WHERE at_s < 1e12"""
"""Sets the clock to the latest moment at which something was kept."""
_TOLD_STAYS: Final = (
    "ALTER TABLE sessions ADD COLUMN stopped_s REAL",
    """CREATE TABLE remains (
        id INTEGER PRIMARY KEY, day INTEGER NOT NULL, at_s REAL NOT NULL, kind TEXT NOT NULL,
        plan INTEGER REFERENCES plans ON DELETE SET NULL, stop_sign TEXT NOT NULL, pain INTEGER,
        skipped INTEGER NOT NULL)""",
    "CREATE TABLE clock (at_s REAL NOT NULL)",
    LATEST,
)
MIGRATIONS: Final = (_FIRST, _FOLDERS, _NOTES, _WHEN_TOLD, _TOLD_STAYS)
"""Each step is added at the end and never changed."""
