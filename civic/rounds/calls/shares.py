"""재원 비율: which percent of the money a call asks of whom, as its notice says it. Pure.

A notice names the nation's share and the rest either as one local share or as those of province
and city; private money where it asks for some.
"""

from collections.abc import Mapping

SHARES = ("national", "local", "province", "city", "private")
Shares = dict[str, float]


class SharesWrong(ValueError):
    """why: sum | both. total: what they add up to."""

    def __init__(self, why: str, total: float = 0):
        super().__init__(f"{why}: {total}")
        self.why, self.total = why, total


def read_shares(stated: Mapping[str, float | None]) -> Shares | None:
    """The stated ones, of SHARES, in percent; None when nothing is stated. Raises: SharesWrong."""
    shares = {name: float(share) for name in SHARES if (share := stated.get(name)) is not None}
    if not shares:
        return None
    if "local" in shares and ("province" in shares or "city" in shares):
        raise SharesWrong("both")
    total = sum(shares.values())
    if abs(total - 100) > 0.001:
        raise SharesWrong("sum", total)
    return shares


def won_by_share(shares: Shares, won: Mapping[str, int]) -> dict[str, float]:
    """The percent that each of the shares' payers pays of the money. won: by national, province,
    city and private; nothing of no money."""
    total = sum(won.values())
    if not total:
        return {}
    paid = {**won, "local": won["province"] + won["city"]}
    return {name: round(100 * paid[name] / total, 1) for name in shares}


def differing(shares: Shares | None, won: Mapping[str, int]) -> dict[str, tuple[float, float]]:
    """Payer → (percent asked, percent planned), of those that differ by more than rounding; a
    payer the call does not name and who pays is one that was asked for nothing."""
    if not shares:
        return {}
    asked = dict(shares)
    if "local" not in asked:
        asked = {"province": 0.0, "city": 0.0} | asked
    asked.setdefault("private", 0.0)
    paid = won_by_share(asked, won)
    pairs = {name: (asked[name], paid[name]) for name in paid}
    return {name: pair for name, pair in pairs.items() if abs(pair[0] - pair[1]) > 0.1}
