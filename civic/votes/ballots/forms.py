"""What a ballot's form sends. Pure.

Read without WTForms: it would make fields and messages anew at each vote, with nothing to show.
"""

import re
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from civic.votes.ballots.order import moved
from civic.votes.rules import BadBallot

ID = re.compile(r"[0-9]{1,9}")
SEQ = re.compile(r"[0-9]{0,15}")
MOVE = re.compile(r"((add|up|down|drop)-[0-9]{1,9})?")


@dataclass(frozen=True)
class Sent:
    """chosen: ids ticked, or in the order of their ranks. client_seq: the page's counter, so that
    late requests stay late; None from a page without one."""

    chosen: list[int]
    client_seq: int | None

    @classmethod
    def read(cls, form: MultiDict) -> "Sent":
        """solutions, client_seq, and move: the pressed button of a ranking, e.g. up-12.

        Raises: BadBallot for what only a tampered form sends; nothing of it is the voter's to keep.
        """
        ids, seq = form.getlist("solutions"), form.get("client_seq", "")
        move = form.get("move", "")
        if not (all(map(ID.fullmatch, ids)) and SEQ.fullmatch(seq) and MOVE.fullmatch(move)):
            raise BadBallot([])
        chosen = list(map(int, ids))
        if move:
            act, _, id = move.partition("-")
            chosen = moved(chosen, act, int(id))
        return cls(chosen, int(seq) if seq else None)
