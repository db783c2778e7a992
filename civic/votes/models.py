"""The voter roll, ballots apart from it, and the result."""

from civic.votes.ballot_models import Ballot, on_ballot
from civic.votes.event_models import VoteEvent
from civic.votes.roll_models import Participation
from civic.votes.tally_models import Tally, TallyRow

__all__ = ["Ballot", "Participation", "Tally", "TallyRow", "VoteEvent", "on_ballot"]
