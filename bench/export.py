"""What an export costs: CPU milliseconds and kilobytes per format, for a usual and a large section.

Run: python -m bench.export
"""

import io
import time
from functools import partial

from PIL import Image

from civic.documents.export.formats import FORMATS
from civic.documents.model import Column, Document, Fact, Heading, Line, ListedIssue, Picture, Table

RUNS = 3


def main() -> None:
    print(f"{'format':8} {'rows':>5} {'CPU ms':>8} {'kB':>7}")
    for rows in (20, 200):
        document = section(rows)
        for name, format in FORMATS.items():
            format.export(document)  # imports and fonts are read once
            milliseconds, size = cost(partial(format.export, document))
            print(f"{name:8} {rows:5} {milliseconds:8.1f} {size / 1000:7.0f}")


def cost(make) -> tuple[float, int]:
    """Least CPU milliseconds of a few runs, and the bytes made."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        content = make()
        times.append(time.process_time() - began)
    return min(times) * 1000, len(content)


def section(rows: int) -> Document:
    """A section with a table of rows × 7 cells, a line for every tenth row and one picture."""
    columns = tuple(Column(f"열 {n}", 1 / 7) for n in range(7))
    facts = [Fact(f"issue.{n}", f"{n:,}명", n, "공감한 주민") for n in range(rows)]
    title = ("느티시장 공영주차장 입구 대기 줄이 버스 정류장까지 이어짐",)
    cells = tuple((title, *((f"칸 {n}",),) * 5, (fact,)) for n, fact in enumerate(facts))
    lines = [Line(f"p{n}", "○", ("공감 ", facts[n], " 제보")) for n in range(0, rows, 10)]
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "#dbe7f3").save(file, "PNG")
    picture = Picture("map", 1, "제보 위치", "제보 위치 지도", file.getvalue(), 1200, 800, 150)
    table = Table("issues", 1, "도시문제", columns, cells)
    places = tuple(
        ListedIssue(f"GA-{n}", title[0], "교통", "느티동", "접수", n, "2026-10-01", 36.5, 127.1)
        for n in range(rows)
    )
    return Document(
        title="주민참여 부문",
        municipality="가온시",
        programme="중소도시 스마트시티 조성사업",
        round_title="2026년 가을 참여",
        is_example=True,
        notice="지어낸 도시임",
        number=1,
        taken_at="2026-11-22T03:00:00+00:00",
        sha256="0" * 64,
        blocks=(Heading(1, "1.", "개요"), *lines, picture, table),
        places=places,
    )


if __name__ == "__main__":
    main()
