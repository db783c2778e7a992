"""The voter roll, ballots apart from it, paper sheets, the sealed result."""

from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.event_log import ChainHead, VoteEvent
from civic.votes.ballots.frozen_ballot import BallotEntry, freeze, hold_open, on_ballot
from civic.votes.ballots.voter_roll import Participation, forget_links
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.paper.models import PaperSheet, ballot_terms
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally, TallyRow

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
