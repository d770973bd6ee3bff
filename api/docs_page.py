"""The page that describes the interface: one file of HTML, without scripts and without anything from elsewhere."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any, Final

from api.openapi import operations

Schema = dict[str, Any]

STYLE: Final = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
code,pre{font:14px/1.45 ui-monospace,monospace}pre{background:#f4f4f4;padding:.75rem;overflow:auto}
summary{cursor:pointer;padding:.25rem 0}summary b{display:inline-block;width:3.5rem;color:#06c}
h2{border-bottom:1px solid #ccc;margin-top:2rem}td{padding:.1rem .75rem .1rem 0;vertical-align:top}
"""


def page(schema: Schema) -> str:
    """Return the page for an OpenAPI document."""
    title = escape(schema["info"]["title"])
    introduction = "".join(f"<p>{escape(part)}</p>" for part in schema["info"]["description"].split("\n\n"))
    sections = "".join(section(tag, schema) for tag in tags(schema))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f"<h1>{title} {escape(schema['info']['version'])}</h1>{introduction}"
        f'<p>For programs: <a href="/openapi.json">/openapi.json</a></p>{sections}</html>'
    )


def tags(schema: Schema) -> list[str]:
    """Return the groups of operations, in the order of the routes."""
    return list(dict.fromkeys(operation["tags"][0] for _, _, operation in operations(schema)))


def section(tag: str, schema: Schema) -> str:
    """Return the operations of one group."""
    parts = [
        entry(path, method, operation, schema)
        for path, method, operation in operations(schema)
        if operation["tags"][0] == tag
    ]
    return f"<h2>{escape(tag)}</h2>{''.join(parts)}"


def entry(path: str, method: str, operation: Schema, schema: Schema) -> str:
    """Return one operation, folded."""
    return (
        f"<details><summary><b>{method.upper()}</b> <code>{escape(path)}</code></summary>"
        f"<p>{escape(operation.get('description', ''))}</p>{''.join(examples(operation, schema))}"
        f"<table>{''.join(parameters(operation, schema))}{''.join(answers(operation, schema))}</table></details>"
    )


def examples(operation: Schema, schema: Schema) -> Iterator[str]:
    """Yield the examples of the body."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    for example in resolved(content.get("schema", {}), schema).get("examples", []):
        yield f"<pre>{escape(json.dumps(example, ensure_ascii=False, indent=2))}</pre>"


def parameters(operation: Schema, schema: Schema) -> Iterator[str]:
    """Yield what the path, the query and the header take."""
    for given in operation.get("parameters", []):
        found = resolved(given, schema)
        yield row(f"{found['in']} {found['name']}", found.get("description", ""))


def answers(operation: Schema, schema: Schema) -> Iterator[str]:
    """Yield what comes back."""
    for status, given in operation["responses"].items():
        yield row(status, resolved(given, schema).get("description", ""))


def row(left: str, right: str) -> str:
    """Return a row of the table."""
    return f"<tr><td><code>{escape(left)}</code><td>{escape(right)}"


def resolved(given: Schema, schema: Schema) -> Schema:
    """Return what a reference stands for, or the thing itself."""
    if "$ref" not in given:
        return given
    found = schema
    for part in given["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found
