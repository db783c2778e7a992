"""The command README names draws the pages of an HWPX file."""

import subprocess
import sys

from PIL import Image

from civic.documents.export.formats import FORMATS
from civic.documents.model import Heading, Line
from tests.documents.sample_document import sample

WORDS = (Heading(1, "1.", "문제"), Line("p1", "□", ("버스가 안 와요",)))
APPENDIX = Heading(1, "붙임", "목록", is_appendix=True)


def test_each_page_becomes_a_picture(tmp_path):
    file = tmp_path / "plan.hwpx"
    file.write_bytes(FORMATS["hwpx"].export(sample(blocks=(*WORDS, APPENDIX))))
    command = [sys.executable, "-m", "tests.documents.look", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    pages = [line for line in told.stdout.splitlines() if line.endswith(".png")]
    assert len(pages) == len(list(tmp_path.glob("plan-*.png"))) > 1
    with Image.open(pages[0]) as page:
        assert page.height > page.width > 500
        darkest, lightest = page.convert("L").getextrema()
        assert darkest < 80 and lightest > 240  # ink on paper
