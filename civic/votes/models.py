"""The voter roll, ballots apart from it, paper sheets, the sealed result."""

from civic.votes.annulment_models import Annulment
from civic.votes.ballot_models import Ballot
from civic.votes.event_models import ChainHead, VoteEvent
from civic.votes.frozen_ballot_models import BallotEntry, freeze, hold_open, on_ballot
from civic.votes.paper_models import PaperSheet, ballot_terms
from civic.votes.removal_models import Removal
from civic.votes.roll_models import Participation, forget_links
from civic.votes.seal_models import Publication
from civic.votes.tally_models import Tally, TallyRow

__all__ = [
    "Annulment",
    "Ballot",
    "BallotEntry",
    "ChainHead",
    "PaperSheet",
    "Participation",
    "Publication",
    "Removal",
    "Tally",
    "TallyRow",
    "VoteEvent",
    "ballot_terms",
    "forget_links",
    "freeze",
    "hold_open",
    "on_ballot",
]
