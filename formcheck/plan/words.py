"""What plans say."""

from __future__ import annotations

from typing import Final

RULE: Final = "pain-monitoring model, Silbernagel 2007"
DESIGN: Final = "chosen here, not from a trial"

GO_ON: Final = "pain was at most {safe} of 10 and gone the next morning"
NOTHING_YET: Final = "nothing was done yet"
UNKNOWN_PAIN: Final = "the pain in the last session was not told: unknown, so the load stays"
UNKNOWN_MORNING: Final = "the morning after was not told: unknown, so the load stays"
ACCEPTABLE: Final = (
    "pain of {pain} is acceptable when it is gone the next morning; no load is added"
)
MORNING_AGAIN: Final = "the next morning's pain of {pain} was above the usual {usual}"
WEEK_ROSE: Final = "{what} was higher than in the week before; no load is added"
HIGH: Final = "pain of {pain} in the last session is above {acceptable}: the next one is easier"
MORNING_HIGH: Final = (
    "pain of {pain} the morning after was above the usual {usual}: it had not settled"
)
HIGH_AGAIN: Final = (
    "pain above {acceptable} in {times} sessions in a row: stay at the easier load, "
    "and let a health professional look at it"
)
ROSE: Final = (
    "{what} has risen for {weeks} weeks: stay at the easier load, "
    "and let a health professional look at it"
)
STOPPED: Final = "a stop sign was told: {sign}. Nothing is done until a health professional agreed"
RISE_SETS: Final = "all sets again"
RISE_REPS: Final = "{reps} repetitions more where the programme allows it"
RISE_LOAD: Final = "{kg:g} kg more"
RISE_PHASE: Final = "{name}"
SETTLED: Final = (
    "{sessions} sessions in the last {days} days, the worst pain {pain}, "
    "and the morning after was as usual"
)
SERIES: Final = {
    "morning": "morning pain",
    "stiffness": "morning stiffness",
    "session": "pain in the sessions",
}

CLEARANCE: Final = (
    ("rupture", "a rupture of the tendon, suspected or recent"),
    ("surgery", "surgery of the tendon, a cast or a boot"),
    ("fracture", "a fracture"),
    ("sprain", "a sprained ankle or a torn calf in the last weeks"),
    ("injection", "an injection at the tendon, recently"),
    ("antibiotic", "a fluoroquinolone antibiotic (ciprofloxacin, levofloxacin), now or recently"),
    ("steroid", "steroid tablets over a long time"),
    ("arthritis", "a flare of inflammatory arthritis"),
    ("thrombosis", "a suspected clot in a leg vein"),
    ("numb", "numb feet"),
)
CLEARANCE_ADVICE: Final = (
    "Ask a health professional before you load the tendon. "
    "When they have agreed, run `formcheck plan new` again and say so."
)
STOP_SIGNS: Final = (
    ("snap", "a pop or snap, or a kick felt in the calf", True),
    ("weak", "you cannot push off or rise on your toes", True),
    ("gap", "a gap in the tendon, rapid swelling or bruising", True),
    ("clot", "a hot, red, swollen, tender calf, chest pain or breathlessness", True),
    ("fall", "a fall or a head injury", True),
    ("nerve", "new numbness or tingling", False),
    ("dizzy", "dizziness, loss of balance, or a cramp that does not settle", False),
)
STOP_NOW: Final = "Seek care the same day; with chest pain or breathlessness call an ambulance."
STOP_TODAY: Final = "Stop for today, and ask a health professional before you go on."
RESTS: Final = (
    "The plan rests. When a health professional has agreed to go on: `formcheck plan agreed`."
)

LEFT_OUT_BALANCE: Final = "left out: with poor balance only what is done sitting"
LEFT_OUT_PREGNANT: Final = "left out: not lying on the back in late pregnancy"
PAIN_FREE_RANGE: Final = "with pain at the heel bone: only as far as it does not hurt, or leave out"
FLOOR_ONLY: Final = "on the floor: nothing below floor level with pain at the heel bone"
FEWER_SETS: Final = "one set less, because of pain"
LOAD_TODAY: Final = "extra load today: {load}"
NO_LOAD_TODAY: Final = "without extra load today"
MORE_KG: Final = "with {kg:g} kg"
NOT_JUDGED: Final = "not judged by the camera"
DAY_OFF: Final = "{done} of {days} days this week are done: rest today"
DAY_BETWEEN: Final = "a day of rest lies between two sessions"
ALL_DONE: Final = "the sessions of today are done"
UNSURE: Final = "Not sure: {text}"
ON: Final = {"floor": "on the floor", "step": "on a step", "": ""}

SIDES: Final = {
    "both-legs": "both legs at once",
    "each": "each leg",
    "sore": "the sore side",
    "left": "the left leg",
    "right": "the right leg",
    "both": "each leg",
}
DAYS: Final = {"every": "", "odd": "on odd days", "even": "on even days"}
FROM_PAIN: Final = "with pain of {pain} or more"
UP_TO_PAIN: Final = "with pain up to {pain}"
OPTIONAL: Final = "may be left out: {when}"
NOW: Final = "  <- now"
HOW_OFTEN: Final = "{sessions} x a day, {days} days a week"
WEEKS: Final = ", {weeks} weeks"
SOURCE: Final = "Source: {source}"
LIMITS: Final = (
    "Pain 0-{safe}: go on. Up to {acceptable}: no more load, and it must be gone the next morning. "
    "Above {acceptable}: stop the set, the next session is easier (Silbernagel 2007). "
    "Above {acceptable} in {high_in_a_row} sessions in a row, or rising for {rising_weeks} weeks: "
    "stay at the easier load and see somebody (these two counts are chosen here)."
)
VERDICTS: Final = {
    "go on": "Go on",
    "stay": "Stay at this load",
    "step back": "Easier today",
    "see somebody": "Easier, and see somebody",
    "stop": "Stop",
}
PROPOSED: Final = "Proposed: {what}. Because: {why} ({source}). Confirm with `formcheck plan rise`."

ASK_CLEARANCE: Final = "Is there, or was there recently: {what}?"
ASK_AGREED: Final = "Has a health professional agreed to loading exercises?"
ASK_PAIN: Final = "Pain in the tendon now, 0 to 10?"
ASK_USUAL: Final = "Pain on a usual morning, 0 to 10? (Enter: not known)"
ASK_PROGRAMME: Final = "Which programme: {names}?"
ASK_SIDE: Final = "Which side is sore: left, right or both?"
ASK_WHERE: Final = "Does it hurt at the heel bone (insertion) or above it (mid)?"
ASK_BALANCE: Final = "Is your balance poor?"
ASK_PREGNANT: Final = "Are you in late pregnancy?"
ASK_HEIGHT: Final = "Your height in cm? (Enter: leave out)"
ASK_STOP_SIGN: Final = "Is there now: {what}?"
ASK_BEFORE: Final = "Pain before the session, 0 to 10? (Enter: skip)"
ASK_WORST: Final = "Worst pain in the session, 0 to 10? (Enter: skip)"
YES_OR_NO: Final = "yes or no"
NUMBER: Final = "a number from {least:g} to {most:g}"
ONE_OF: Final = "one of {names}"
AGAIN: Final = "{answer!r} is no answer here: please give {kind}."
TOO_MUCH_PAIN: Final = (
    "Pain above {acceptable}: do no loading today, and ask a health professional if it stays."
)
MADE: Final = "The plan is made: {name}. `formcheck today` shows the session of today."
NO_PLAN: Final = "there is no plan yet: `formcheck plan new` makes one"
NOT_FOR_HEEL: Final = (
    "Heel drops below a step are not done with pain at the heel bone: all is done on the floor."
)
NOTHING_LEFT: Final = (
    "with poor balance only sitting exercises are left, and {name} has none: "
    "choose the gentle-routine"
)
NO_RISE: Final = "no rise is proposed now: {why}"
RISEN: Final = "Confirmed: {what}."
AGREED: Final = "Noted: a health professional agreed to go on."
MORNING_KEPT: Final = "Noted for this morning."
DONE: Final = "Noted: the session is done."
COMMAND: Final = "   {command}"
SKIPPED: Final = "pain was not told: it is unknown, and the load stays"
BETWEEN: Final = "{minutes:g} minutes of rest between the exercises"
SESSION_OF: Final = "Session {number} of {count} today, {phase}"
BEGINS: Final = "the plan begins on {day}"
WITHOUT_CAMERA: Final = "{name}: {dose}. {how}"
WHEN_DONE: Final = "Done? yes or no"
ENDED: Final = "The session is ended. {why}"
STOP_QUESTION: Final = "Is one of these there now?"
WHICH: Final = "Which number?"
