"""가림: published files without the titles of solutions whose words were hidden after the seal."""

import csv
import io
import json
from collections.abc import Collection

from civic.votes.ledger.verify import FIRST_FORMAT


def conceal_result(body: bytes, numbers: Collection[int]) -> bytes:
    """result.json without the titles of these numbers; verify.py agrees with it all the same.

    The first format sealed titles, too: such a file stays as it was sealed.
    """
    result = json.loads(body)
    if not numbers or result["format"] == FIRST_FORMAT:
        return body
    for row in [*result["projects"], *result["removed"]]:
        if row["number"] in numbers:
            row["title"] = row["title_salt"] = None
    return json.dumps(result, ensure_ascii=False, indent=1).encode()


def conceal_pabulib(body: bytes, numbers: Collection[int]) -> bytes:
    """ballots.pb without the names of these projects; in their place what pages say, in Korean.

    Pabulib takes no empty name, and whoever downloads the file gets the same bytes.
    """
    if not numbers:
        return body
    rows = list(csv.reader(io.StringIO(body.decode()), delimiter=";"))
    first = rows.index(["PROJECTS"]) + 1
    names = rows[first]
    for row in rows[first + 1 : rows.index(["VOTES"])]:
        number = int(row[names.index("project_id")])
        if number in numbers:
            row[names.index("name")] = f"{number}번 · 가려진 해결방안"
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


# A published file's name → how titles are taken out of it; others hold none.
CONCEALED = {"result.json": conceal_result, "ballots.pb": conceal_pabulib}
