"""Who somebody is in a municipality: names of roles, and the groups of them that rules speak of.

Plain words at the top of the house: the table of routes (civic/web/access.py), which knows no
feature, needs them as much as people and plans do.
"""

VISITOR = "visitor"  # nobody signed in
RESIDENT = "resident"  # whoever is signed in, also those with a role beside
PLANNER = "planner"
CONSULTANT = "consultant"
OPERATOR = "operator"

GRANTED = (PLANNER, CONSULTANT, OPERATOR)  # given by a command or an operator; others are derived
EVERYONE = frozenset({VISITOR, RESIDENT, *GRANTED})
SIGNED_IN = EVERYONE - {VISITOR}
OFFICE = frozenset({PLANNER, OPERATOR})  # decides for the municipality
WORKSHOP = frozenset(GRANTED)  # works on the plan; counted as no resident
