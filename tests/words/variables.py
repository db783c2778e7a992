"""What names are given in a source: to variables, arguments, attributes and functions."""

import ast
import re
from collections.abc import Iterator

VERBS = {"told", "said", "made", "found"}
IN_TEMPLATE = re.compile(
    r"\{%-? (?:set|for|with|macro) [^%]*?(?<![\w.\"])(told|said|made|found)\b[^%=]*?(?: in |=|\()"
)
IN_SCRIPT = re.compile(r"\b(?:const|let|function) (told|said|made|found)\b")


def names_given(text: str) -> frozenset[str]:
    """Names of Python; a column keeps the name it has in the database."""
    return frozenset(_given(ast.parse(text)))


def _given(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.AnnAssign(annotation=ast.Subscript(value=ast.Name(id="Mapped"))):
            return
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            yield name
        case ast.arg(arg=name) | ast.FunctionDef(name=name):
            yield name
    for inner in ast.iter_child_nodes(node):
        yield from _given(inner)
