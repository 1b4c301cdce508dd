"""Prints what Python knows of the library that is installed."""

import importlib.metadata
import inspect
import json

import cdk_s3_audit_trail

distribution = importlib.metadata.distribution("cdk-s3-audit-trail")


def documented(name: str) -> bool:
    """Of an interface with properties, help() shows the text of its constructor."""
    value = getattr(cdk_s3_audit_trail, name)
    return bool(inspect.getdoc(value) or inspect.getdoc(vars(value)["__init__"]))


def members(name: str) -> dict[str, object]:
    return {key: value for key, value in vars(getattr(cdk_s3_audit_trail, name)).items() if not key.startswith("_")}


def documented_member(member: object) -> bool:
    """A static property keeps its text where it is computed."""
    return bool(inspect.getdoc(getattr(member, "fget", member)))


names = cdk_s3_audit_trail.__all__
print(
    json.dumps(
        {
            "metadata": distribution.metadata.json,
            "files": {str(file): str(file.locate()) for file in distribution.files},
            "names": names,
            "members": sum(len(members(name)) for name in names),
            "undocumented": [name for name in names if not documented(name)]
            + [f"{name}.{key}" for name in names for key, value in members(name).items() if not documented_member(value)],
            "help": inspect.getdoc(cdk_s3_audit_trail.S3AuditTrail),
        }
    )
)
