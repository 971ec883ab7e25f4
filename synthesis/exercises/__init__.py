"""The exercises by their ids."""

from synthesis.exercises.ankle_mobilization import AnkleMobilization
from synthesis.exercises.calf_raise import BentKneeRaise, CalfRaise, FloorRaise, ReboundRaise
from synthesis.exercises.exercise import Exercise
from synthesis.exercises.heel_drop import BentKneeDrop, HeelDrop
from synthesis.exercises.plantar_fascia import PlantarFascia
from synthesis.exercises.seated_calf_raise import SeatedCalfRaise
from synthesis.exercises.seated_hamstring import SeatedHamstring
from synthesis.exercises.single_leg_raise import SingleLegRaise
from synthesis.exercises.supine_hamstring import SupineHamstring
from synthesis.exercises.towel_calf import TowelCalf
from synthesis.exercises.wall_stretch import SoleusStretch, WallStretch

EXERCISES: dict[str, type[Exercise]] = {
    "gastrocnemius-wall-stretch": WallStretch,
    "soleus-wall-stretch": SoleusStretch,
    "plantar-fascia-stretch": PlantarFascia,
    "ankle-mobilization": AnkleMobilization,
    "seated-hamstring-stretch": SeatedHamstring,
    "supine-hamstring-stretch": SupineHamstring,
    "towel-calf-stretch": TowelCalf,
    "deficit-calf-raise": CalfRaise,
    "bent-knee-calf-raise": BentKneeRaise,
    "single-leg-calf-raise": SingleLegRaise,
    "seated-calf-raise": SeatedCalfRaise,
    "calf-raise": FloorRaise,
    "eccentric-heel-drop": HeelDrop,
    "eccentric-heel-drop-bent-knee": BentKneeDrop,
    "rebound-calf-raise": ReboundRaise,
}
