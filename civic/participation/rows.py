"""What representation() says, as rows of one table for spreadsheets. Pure."""

FEW = "가림"


def csv_rows(participation: dict, meetings: dict | None = None) -> list[tuple]:
    """A header, then a row a district, an age band, each of both, and a residency level. Of
    meetings, whose people have no names, a row of its own below the sum.

    A number that is hidden reads FEW; one that is not known is empty.
    """
    rows: list[tuple] = [
        ("구분", "읍면동코드", "이름", "연령대", "인구", "참여", "투표", "인구 1,000명당")
    ]
    for row in participation["districts"]:
        numbers = (hidden(row["people"]), hidden(row["voters"]), row["per_thousand"])
        rows.append(("읍면동", row["code"], row["name"], "전체", row["population"], *numbers))
    for row in participation["bands"]:
        few = hidden(row["people"])
        rows.append(("연령대", "", "전체", row["name"], row["population"], few, None, None))
    districts = {row["code"]: row["name"] for row in participation["districts"]}
    bands = {row["band"]: row["name"] for row in participation["bands"]}
    for cell in participation["cells"]:
        code, band, few = cell["district"], bands[cell["band"]], hidden(cell["people"])
        rows.append(("읍면동·연령대", code, districts[code], band, None, few, None, None))
    for row in participation["levels"]:
        rows.append(("거주 확인", "", row["name"], "전체", None, None, hidden(row["voters"]), None))
    rows.append(
        (
            "모두",
            "",
            "전체",
            "전체",
            participation["population"],
            hidden(participation["total"]),
            participation["voters"],
            None,
        )
    )
    if meetings and meetings["held"]:
        came = (None, hidden(meetings["people"]), None, None)
        rows.append(("주민 모임", "", f"모임 {meetings['held']}회(모임마다 셈)", "전체", *came))
    return rows


def hidden(number: int | None) -> int | str:
    return FEW if number is None else number
