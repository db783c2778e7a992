"""docs/SETTINGS.md, written from civic/settings/table.py."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from civic.settings.table import as_markdown  # noqa: E402

(ROOT / "docs" / "SETTINGS.md").write_text(as_markdown())
