"""What a planner sends to the pages of an import."""

import io

FILE = "번호,제목,구분,추천수\n1,가로등,조명,3\n2,주차,차,5\n3,,차,1\n"
START = "/gaon/1/office/issues/import"


def upload(office, text=FILE, name="민원.csv"):
    data = {"file": (io.BytesIO(text if isinstance(text, bytes) else text.encode()), name)}
    return office.post(START, data=data, content_type="multipart/form-data")


def choices(**changed):
    chosen = {
        "as-제목": "title",
        "as-구분": "category",
        "as-추천수": "supports",
        "as-번호": "external_id",
        "shown-category": "구분",
        "shown-lat": "",
        "shown-lon": "",
        "value": ["차", "조명"],
        "category": ["parking", "safety"],
        "category-default": "other",
    }
    return chosen | changed
