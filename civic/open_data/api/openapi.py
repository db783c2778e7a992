"""The API described in OpenAPI 3.1, from the table of operations and the shapes. Pure.

msgspec turns types into JSON Schema; what stands here is only what a path is made of.
"""

import re

import msgspec

from civic.open_data.api import shapes
from civic.open_data.api.operations import OPERATIONS, PARAMETERS, Operation

TITLE = "함께 정하는 우리 도시: 공개 데이터"
ABOUT = "공개된 화면에 보이는 것만 담아요. 이름은 어디에도 없어요."
REFERENCE = "#/components/schemas/{name}"
IN_PATH = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")
LANGUAGE = {
    "name": "language",
    "in": "query",
    "schema": {"type": "string", "default": "ko"},
    "description": "오류 문장의 언어. en이면 영어, 아니면 한국어",
}
AGAIN = "만들고 있어요. url에서 다시 물어 주세요."
MISTAKES = {
    400: "읽을 수 없는 값이 있어요.",
    404: "그런 것이 없어요.",
    429: "너무 자주 물었어요. Retry-After 초 뒤에 다시 물어 주세요.",
}


def described(base: str, licence: dict) -> dict:
    """The whole description. base: the address paths stand behind."""
    types = [
        shapes.Mistake,
        shapes.Making,
        *(o.answer for o in OPERATIONS.values() if o.answer is not dict),
    ]
    _schemas, components = msgspec.json.schema_components(types, ref_template=REFERENCE)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": "1",
            "description": ABOUT,
            "license": licence,
        },
        "servers": [{"url": base}],
        "paths": {address_of(each): {"get": _operation(each)} for each in OPERATIONS.values()},
        "components": {"schemas": components},
    }


def address_of(operation: Operation) -> str:
    """/cities/{municipality}"""
    return IN_PATH.sub(r"{\1}", operation.path)


def _operation(operation: Operation) -> dict:
    named = IN_PATH.findall(operation.path)
    return {
        "operationId": operation.name,
        "summary": str(operation.summary),
        "parameters": [*map(_in_path, named), *_in_query(operation), LANGUAGE],
        "responses": {"200": _good(operation)} | _not_yet(operation) | _mistakes(operation),
    }


def _in_path(name: str) -> dict:
    parameter = next(each for each in PARAMETERS if each.name == name)
    schema = msgspec.json.schema(parameter.type)
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": schema,
        "description": str(parameter.words),
    }


def _in_query(operation: Operation) -> list[dict]:
    _schema, components = msgspec.json.schema_components([operation.query], ref_template="{name}")
    properties = components[operation.query.__name__]["properties"]
    return [
        {"name": name, "in": "query", "required": False, "schema": _plain(schema)}
        for name, schema in properties.items()
    ]


def _plain(schema: dict) -> dict:
    """Of a field that may be left out: its own schema, since a query holds no null."""
    options = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    plain = {name: value for name, value in schema.items() if name != "anyOf"} | (
        options[0] if options else {}
    )
    if plain.get("default", 0) is None:
        del plain["default"]
    return plain


def _good(operation: Operation) -> dict:
    content: dict = {}
    for format, media_type in operation.formats.items():
        schema = _schema(operation) if format == "json" else _of_format(format)
        content[media_type] = {"schema": schema}
    return {"description": str(operation.summary), "content": content}


def _not_yet(operation: Operation) -> dict:
    if not operation.is_made_by_worker:
        return {}
    schema = {"$ref": REFERENCE.format(name=shapes.Making.__name__)}
    content = {"application/json": {"schema": schema}}
    return {"202": {"description": AGAIN, "content": content}}


def _schema(operation: Operation) -> dict:
    if operation.media_type == "application/zip":
        return {"type": "string", "contentMediaType": "application/zip"}
    if operation.answer is dict:
        return {"type": "object"}
    one = {"$ref": REFERENCE.format(name=operation.answer.__name__)}
    if not operation.is_list:
        return one
    whole = {"items": {"type": "array", "items": one}, "next": {"type": ["string", "null"]}}
    return {"type": "object", "properties": whole, "required": ["items", "next"]}


def _of_format(format: str) -> dict:
    if format == "csv":
        return {"type": "string"}
    features = {"type": {"const": "FeatureCollection"}, "features": {"type": "array"}}
    return {"type": "object", "properties": features, "required": ["type", "features"]}


def _mistakes(operation: Operation) -> dict:
    schema = {"$ref": REFERENCE.format(name=shapes.Mistake.__name__)}
    content = {"application/json": {"schema": schema}}
    known = (400, 404, 429) if operation.is_list or "<" in operation.path else (429,)
    return {str(status): {"description": MISTAKES[status], "content": content} for status in known}
