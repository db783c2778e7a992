"""The voter roll, ballots apart from it, and the result."""

from civic.votes.ballot_models import Ballot, Choice, Participation, on_ballot
from civic.votes.tally_models import Tally, TallyRow

__all__ = ["Ballot", "Choice", "Participation", "Tally", "TallyRow", "on_ballot"]
