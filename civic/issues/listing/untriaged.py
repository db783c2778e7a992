"""How many listed issues of a round wait for the office, kept on the round by the database itself.

Triggers on the issue table, as those of counts.py: whichever statement changes an issue, none can
forget it. A migration that rebuilds the issue table has to create them again.
"""

from sqlalchemy import MetaData

from civic.issues.listing.triggers import attach_triggers, on_statement

_OLD = "(OLD.listed AND OLD.triaged_at IS NULL)"
_NEW = "(NEW.listed AND NEW.triaged_at IS NULL)"
_COUNT = "UPDATE round SET untriaged_count = untriaged_count {} WHERE id = {}.round_id;"
RECOUNT = (
    "UPDATE round SET untriaged_count = (SELECT COUNT(*) FROM issue"
    " WHERE issue.round_id = round.id AND issue.listed AND issue.triaged_at IS NULL)"
)
CREATE_SQLITE = [
    f"CREATE TRIGGER issue_untriaged_insert AFTER INSERT ON issue WHEN {_NEW}"
    f" BEGIN {_COUNT.format('+ 1', 'NEW')} END",
    f"CREATE TRIGGER issue_untriaged_gone AFTER UPDATE OF listed, triaged_at ON issue"
    f" WHEN {_OLD} AND NOT {_NEW} BEGIN {_COUNT.format('- 1', 'OLD')} END",
    f"CREATE TRIGGER issue_untriaged_back AFTER UPDATE OF listed, triaged_at ON issue"
    f" WHEN {_NEW} AND NOT {_OLD} BEGIN {_COUNT.format('+ 1', 'NEW')} END",
    f"CREATE TRIGGER issue_untriaged_delete AFTER DELETE ON issue WHEN {_OLD}"
    f" BEGIN {_COUNT.format('- 1', 'OLD')} END",
]
DROP_SQLITE = [
    f"DROP TRIGGER IF EXISTS issue_untriaged_{act}" for act in ("insert", "gone", "back", "delete")
]
_STEP = "SELECT round_id, {0}1 AS n FROM {1} WHERE listed AND triaged_at IS NULL"
_ADDED, _GONE = _STEP.format("", "added"), _STEP.format("-", "gone")
_SUM = """
UPDATE round SET untriaged_count = untriaged_count + change.n
FROM (SELECT round_id, SUM(n) AS n FROM ({}) AS step GROUP BY round_id HAVING SUM(n) <> 0) AS change
WHERE round.id = change.round_id;
"""
CREATE_POSTGRESQL = [
    *on_statement("issue_untriaged_added", "INSERT", _SUM.format(_ADDED)),
    *on_statement("issue_untriaged_gone", "DELETE", _SUM.format(_GONE)),
    *on_statement("issue_untriaged_changed", "UPDATE", _SUM.format(f"{_ADDED} UNION ALL {_GONE}")),
]
DROP_POSTGRESQL = [
    f"DROP FUNCTION IF EXISTS issue_untriaged_{act}() CASCADE"
    for act in ("keep", "added", "gone", "changed")  # keep: of each row, before 0041
]


def attach(metadata: MetaData) -> None:
    """Create and drop the triggers together with the tables."""
    attach_triggers(metadata, "sqlite", CREATE_SQLITE, DROP_SQLITE)
    attach_triggers(metadata, "postgresql", CREATE_POSTGRESQL, DROP_POSTGRESQL)
