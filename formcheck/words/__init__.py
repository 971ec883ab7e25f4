"""Every text that a user reads, hears or sees, by key, in the language of the user.

A text is made where its reason is known and put into the user's language where it is shown::

    reason = Phrase("reasons.no-rise")  # English, and a `str`: so it stands in report.json
    print(translated(reason))           # "De hiel is nooit ..." after use("nl")

The catalogues are gettext's: `en.po` has every key, the others are complete, too (a test says so).
They are read as they are, there is no build step. Exercise specs and programmes hold their own
English; what it is in another language stands beside them, in `exercise_specs/lang` and
`programmes/lang`, by that English.
"""

from formcheck.words.locale import system_language
from formcheck.words.phrase import Phrase, language, languages, number, said, translated, use

__all__ = [
    "Phrase",
    "language",
    "languages",
    "number",
    "said",
    "system_language",
    "translated",
    "use",
]
