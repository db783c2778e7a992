"""What is published at the seal, and whether the rows still are what was sealed."""

from pathlib import Path

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db
from civic.korean_time import SEOUL
from civic.rounds.models import Round
from civic.votes.ballots import secrecy
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.event_log import ChainHead, VoteEvent
from civic.votes.ballots.frozen_ballot import on_ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.removal import Removal
from civic.votes.counting.completions import natural_step
from civic.votes.counting.representation import represented, side_by_side
from civic.votes.ledger import ledger, verify
from civic.votes.ledger.concealment import CONCEALED
from civic.votes.ledger.ledger import Entry, Terms
from civic.votes.pabulib.write import Described, to_pabulib
from civic.votes.paper.models import PaperSheet
from civic.votes.rules import CountsDisagree

README = Path(verify.__file__).with_name("recount.md")


class Publication(Model):
    """A file published at the seal, byte for byte: ledger.jsonl, result.json, verify.py, …"""

    __table_args__ = (UniqueConstraint("round_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    name: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    @classmethod
    def of(cls, round: Round) -> dict[str, "Publication"]:
        """By name, without their bytes."""
        rows = db.session.scalars(db.select(cls).filter_by(round_id=round.id).order_by(cls.id))
        return {row.name: row for row in rows}

    def shown(self, round: Round) -> bytes:
        """Its bytes for the public: as sealed, without titles that were hidden since."""
        hidden = {e.number for e in on_ballot(round, removed=True) if e.hidden_at}
        return CONCEALED[self.name](self.body, hidden) if self.name in CONCEALED else self.body

    @classmethod
    def add(cls, round: Round, files: dict[str, bytes]) -> None:
        db.session.add_all(
            cls(round_id=round.id, name=name, size=len(body), body=body)
            for name, body in files.items()
        )

    @classmethod
    def recounting(cls) -> dict[str, bytes]:
        """What a stranger needs beside the ledger and the result."""
        return {"verify.py": Path(verify.__file__).read_bytes(), "README.md": README.read_bytes()}


def terms(round: Round, voters: int) -> Terms:
    """The terms of a round's vote as its ledger prints them; a solution's id there is its number.

    voters: how many ballots are counted, for the step by which equal shares grow.
    """
    shares = round.rule == "equal-shares"
    return Terms(
        round=f"{round.municipality.slug}/{round.number}",
        leaf="ballot" if round.publishes_ballots else "choice",
        rule=round.rule,
        ballot_form=round.ballot_form,
        max_choices=round.max_choices,
        budget=round.budget_won,
        completion=round.completion if shares else None,
        step=natural_step(round.budget_won, voters) if shares else None,
    )


def entries(round: Round, numbers: dict[int, int]) -> list[Entry]:
    """Every ballot with every choice: stored ones, and those of confirmed paper sheets.

    numbers: solution id → number, of everything that ever stood on the ballot.
    Raises: CountsDisagree for a choice of anything else; none is left out in silence.
    """
    ballots = db.select(Ballot.choices).filter_by(round_id=round.id).order_by(Ballot.id)
    every = []
    for choices in db.session.scalars(ballots):
        if unknown := [id for id, _nonce in choices if id not in numbers]:
            raise CountsDisagree(f"choices of what never stood on the ballot: {unknown}")
        numbered = [numbers[id] for id, _nonce in choices]
        nonces = [nonce for _id, nonce in choices]
        every.append(Entry(numbered, nonces))
    for sheet in PaperSheet.of(round):
        if sheet.state == "confirmed":
            every += sheet.entries(numbers)
    return every


def check_roll(round: Round, every: list[Entry]) -> int:
    """How many have a ballot by the roll. Raises: CountsDisagree unless that many are stored."""
    voted = db.select(func.count()).select_from(Participation).where(*Participation.voted(round))
    roll = db.session.scalar(voted)
    online = sum(entry.source == "online" for entry in every)
    if roll != online:
        raise CountsDisagree(f"{roll} voters on the roll, {online} ballots")
    return roll


def removals(round: Round) -> list[dict]:
    """What was taken off while people voted, as result.json prints it."""
    return [
        {
            "id": removal.entry.number,
            "number": removal.entry.number,
            "cost": removal.entry.cost_won,
            "reason": removal.reason,
            "at": removal.confirmed_at.isoformat(),
        }
        for removal in Removal.confirmed(round)
        if removal.entry and removal.confirmed_at
    ]


def pabulib_file(round: Round, terms: Terms, counted, placed, titles) -> bytes:
    """ballots.pb, of a round that publishes whole ballots."""
    phase = round.phase("vote")
    assert phase is not None  # a counted vote had one
    begins_on, ends_on = (at.astimezone(SEOUL).date() for at in (phase.starts_at, phase.ends_at))
    described = Described(round.municipality.name, round.title, titles, begins_on, ends_on)
    return to_pabulib(terms, counted, placed, described)


def comparison(terms: Terms, projects, counted: list[Entry], placed) -> list[dict]:
    """What each rule would have given these voters, the round's own rule first.

    rule; share: of voters with at least one selected choice; median_won: what is spent on a voter's
    choices, each cost split among those who chose it; left_won; selected: numbers, in their order.
    Where a sheet has sums only, whole ballots are not told: the own rule only, by online ballots.
    """
    whole = [e.choices for e in counted if e.source == "online" or terms.leaf == "ballot"]
    results = {terms.rule: (placed, represented(placed, whole, terms.budget))}
    if len(whole) == len(counted):
        results |= side_by_side(
            projects,
            whole,
            terms.budget,
            form=terms.ballot_form,
            max_choices=terms.max_choices,
            completion=terms.completion or "add1u-greedy",
            step=terms.step or natural_step(terms.budget, len(whole)),
        )
    return [
        {
            "rule": rule,
            "share": float(figures.share),
            "median_won": int(figures.median),
            "left_won": int(figures.unspent),
            "selected": sorted(row.project.id for row in rows if row.selected),
        }
        for rule, (rows, figures) in results.items()
    ]


def differences(round: Round) -> list[str]:
    """What is no longer as it was when it was sealed or logged, in words for the operator."""
    findings = [
        f"event log: the chain breaks before {row.until}" for row in ChainHead.broken(round)
    ]
    findings += _strayed_from_log(round)
    files = Publication.of(round)
    if not files:
        return findings
    sealed_lines = ledger.from_bytes(files["ledger.jsonl"].body)
    result = verify.json.loads(files["result.json"].body)
    findings += [f"published files: {english}" for _, english in verify.check(sealed_lines, result)]
    try:
        stored = entries(round, {e.id: e.number for e in on_ballot(round, removed=True)})
    except CountsDisagree as wrong:
        return [*findings, f"stored ballots: {wrong}"]
    stored_lines = ledger.lines(terms(round, len(stored)), stored)
    missing, added = set(sealed_lines) - set(stored_lines), set(stored_lines) - set(sealed_lines)
    if verify.root_of(list(map(verify.leaf_hash, stored_lines))) != result["root"]:
        findings.append(
            f"stored ballots: the root differs; {len(missing)} sealed leaves are not in the"
            f" tables, {len(added)} in the tables were not sealed"
        )
    return findings


def _strayed_from_log(round) -> list[str]:
    """Ballots that are not what their voter's last logged act left."""
    logged = db.select(VoteEvent).filter_by(round_id=round.id).order_by(VoteEvent.id)
    last = {event.participation_id: event.fingerprint for event in db.session.scalars(logged)}
    roll = db.select(Participation.id, Participation.salt, Ballot.choices).outerjoin(
        Ballot, Ballot.participation_id == Participation.id
    )
    strayed = 0
    for id, salt, choices in db.session.execute(roll.where(Participation.round_id == round.id)):
        if salt is None:  # links are forgotten: nothing is left to compare
            continue
        stored = secrecy.fingerprint(salt, [solution_id for solution_id, _nonce in choices or []])
        strayed += stored != last.get(id, secrecy.fingerprint(salt, []))
    return [f"event log: {strayed} ballots differ from what was logged"] if strayed else []
