"""What Frictionless' Data Package (specs.frictionlessdata.io, profile data-package) asks of datapackage.json, for
jsonschema: the validator of its own project brings some sixty packages."""

from __future__ import annotations

from typing import Any

_NAME = {"type": "string", "pattern": r"^[-a-z0-9._/]+$"}
_TEXT = {"type": "string", "minLength": 1}
_KEYS = {"oneOf": [_TEXT, {"type": "array", "minItems": 1, "items": _TEXT}]}
_TYPES = ["string", "number", "integer", "date", "time", "datetime", "year", "yearmonth", "boolean", "object", "array"]
_FIELD = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": _TEXT, "type": {"enum": [*_TYPES, "duration", "geopoint", "geojson", "any"]}},
}
_FOREIGN = {
    "type": "object",
    "required": ["fields", "reference"],
    "properties": {
        "fields": _KEYS,
        "reference": {
            "type": "object",
            "required": ["resource", "fields"],
            "properties": {"resource": {"type": "string"}, "fields": _KEYS},
        },
    },
}
_SCHEMA = {
    "type": "object",
    "required": ["fields"],
    "properties": {
        "fields": {"type": "array", "minItems": 1, "items": _FIELD},
        "primaryKey": _KEYS,
        "foreignKeys": {"type": "array", "minItems": 1, "items": _FOREIGN},
        "missingValues": {"type": "array", "items": {"type": "string"}},
    },
}
_LICENCE = {
    "type": "object",
    "anyOf": [{"required": ["name"]}, {"required": ["path"]}],
    "properties": {
        "name": {"type": "string", "pattern": r"^[-a-zA-Z0-9._]+$"},
        "path": {"type": "string", "pattern": r"^(?=^[^./~])(^((?!\.{2}).)*$).*$"},
        "title": {"type": "string"},
    },
}
_RESOURCE = {
    "type": "object",
    "required": ["name", "path"],
    "properties": {
        "name": _NAME,
        "path": {"type": "string", "pattern": r"^(?=^[^./~])(^((?!\.{2}).)*$).*$"},
        "profile": {"enum": ["data-resource", "tabular-data-resource"]},
        "schema": _SCHEMA,
        "mediatype": {"type": "string", "pattern": r"^(.+)/(.+)$"},
        "encoding": {"type": "string"},
        "bytes": {"type": "integer"},
        "hash": {"type": "string", "pattern": r"^([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32}|)$"},
    },
    "if": {"properties": {"profile": {"const": "tabular-data-resource"}}, "required": ["profile"]},
    "then": {"required": ["schema"]},
}
_CONTRIBUTOR = {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}
DATA_PACKAGE: dict[str, Any] = {
    "type": "object",
    "required": ["resources"],
    "properties": {
        "profile": {"const": "data-package"},
        "name": _NAME,
        "title": {"type": "string"},
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$"},
        "version": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
        "contributors": {"type": "array", "minItems": 1, "items": _CONTRIBUTOR},
        "licenses": {"type": "array", "minItems": 1, "items": _LICENCE},
        "resources": {"type": "array", "minItems": 1, "items": _RESOURCE},
    },
}
