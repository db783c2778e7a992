"""The voter roll, ballots apart from it, paper sheets, the sealed result."""

from civic.votes.annulment_models import Annulment
from civic.votes.ballot_models import Ballot, on_ballot
from civic.votes.event_models import ChainHead, VoteEvent
from civic.votes.paper_models import PaperSheet, ballot_terms
from civic.votes.roll_models import Participation, forget_links
from civic.votes.seal_models import Publication
from civic.votes.tally_models import Tally, TallyRow, annul, hold_open

__all__ = [
    "Annulment",
    "Ballot",
    "ChainHead",
    "PaperSheet",
    "Participation",
    "Publication",
    "Tally",
    "TallyRow",
    "VoteEvent",
    "annul",
    "ballot_terms",
    "forget_links",
    "hold_open",
    "on_ballot",
]
