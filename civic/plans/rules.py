"""Who may read the plan, and the limits of what is written about it."""

from civic.roles import WORKSHOP

PARAGRAPH, REMARK, REASON, QUOTE = 2000, 2000, 2000, 400
REPLY, SUGGESTION, LABEL, SUMMARY = 2000, 2000, 80, 200


def may_read(roles: frozenset[str], submit_ended: bool) -> bool:
    """Planners and consultants always; everybody once the time to submit has ended."""
    return submit_ended or bool(roles & WORKSHOP)


def may_read_every_version(roles: frozenset[str]) -> bool:
    """Earlier versions are working papers; the public reads the last one."""
    return bool(roles & WORKSHOP)
