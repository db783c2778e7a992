"""What others made: reports, ballots and indicators to act on."""

from tests.issues.conftest import report  # noqa: F401
from tests.targets.conftest import indicator, solution  # noqa: F401
from tests.votes.conftest import ballot  # noqa: F401
