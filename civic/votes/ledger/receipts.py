"""영수증: where a receipt's number stands in a ledger, and the proof that it is under the root."""

import json
from dataclasses import dataclass

from civic.votes.ledger.verify import inclusion_proof, leaf_hash


@dataclass(frozen=True)
class FoundReceipt:
    """line: the leaf as published, at place (from 1) of size. proof: neighbours' hashes, lowest
    first. solutions: the numbers it names."""

    line: str
    place: int
    size: int
    proof: list[str]
    solutions: list[int]


def find(lines: list[bytes], nonce: str) -> FoundReceipt | None:
    """The leaf with this receipt number; None when the ledger has none."""
    wanted = json.dumps(nonce).encode()
    for place, line in enumerate(lines):
        if wanted in line:
            leaf = json.loads(line)
            if leaf["nonce"] == nonce:
                proof = inclusion_proof(list(map(leaf_hash, lines)), place)
                named = leaf.get("choices") or [leaf["solution"]]
                return FoundReceipt(line.decode(), place + 1, len(lines), proof, named)
    return None
