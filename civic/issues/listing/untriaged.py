"""How many listed issues of a round wait for the office, kept on the round by the database itself.

Triggers on the issue table, as those of counts.py: whichever statement changes an issue, none can
forget it. A migration that rebuilds the issue table has to create them again.
"""

from sqlalchemy import MetaData

from civic.issues.listing.triggers import attach_triggers

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
CREATE_POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION issue_untriaged_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
    IF TG_OP <> 'INSERT' AND {_OLD} THEN {_COUNT.format("- 1", "OLD")} END IF;
    IF TG_OP <> 'DELETE' AND {_NEW} THEN {_COUNT.format("+ 1", "NEW")} END IF;
    RETURN NULL;
    END $$""",
    "CREATE TRIGGER issue_untriaged_keep AFTER INSERT OR DELETE ON issue"
    " FOR EACH ROW EXECUTE FUNCTION issue_untriaged_keep()",
    "CREATE TRIGGER issue_untriaged_change AFTER UPDATE OF listed, triaged_at ON issue FOR EACH ROW"
    f" WHEN ({_OLD} IS DISTINCT FROM {_NEW}) EXECUTE FUNCTION issue_untriaged_keep()",
]
DROP_POSTGRESQL = ["DROP FUNCTION IF EXISTS issue_untriaged_keep() CASCADE"]


def attach(metadata: MetaData) -> None:
    """Create and drop the triggers together with the tables."""
    attach_triggers(metadata, "sqlite", CREATE_SQLITE, DROP_SQLITE)
    attach_triggers(metadata, "postgresql", CREATE_POSTGRESQL, DROP_POSTGRESQL)
