"""AWS::Glue::Table as Glue takes it, a table or a view: ministack stores parameters as they come, and any name."""

import base64
import json
import re

from ministack.services import glue
from ministack.services.cloudformation import provisioners

from resource_type import check_length, check_names, refuse

TYPE = "AWS::Glue::Table"
INPUT_OPTIONAL = ("Description", "Parameters", "PartitionKeys", "StorageDescriptor", "TableType")
VIEW_TEXTS = ("ViewOriginalText", "ViewExpandedText")
VIEW = re.compile(r"/\* Presto View: ([A-Za-z0-9+/]+=*) \*/")
COLUMN = re.compile(r"[a-z0-9_]{1,255}")


def register():
    handlers = provisioners._RESOURCE_HANDLERS[TYPE]
    create, update = handlers["create"], handlers["update"]
    handlers["create"] = lambda logical_id, properties, stack: create(logical_id, as_glue_has_it(properties), stack)
    handlers["update"] = lambda physical_id, old, new, *names: update(physical_id, old, as_glue_has_it(new), *names)


def as_glue_has_it(properties):
    check_names(properties, ["CatalogId", "DatabaseName", "TableInput"], [])
    table = properties["TableInput"]
    is_view = table.get("TableType") == "VIRTUAL_VIEW"
    check_names(table, ["Name"], (*INPUT_OPTIONAL, *VIEW_TEXTS) if is_view else INPUT_OPTIONAL)
    check_length(table, "Description", 2048)
    if not re.fullmatch(r"[a-z0-9_]{1,255}", table["Name"]):
        refuse(f"InvalidInputException: table {table['Name']}")
    if properties["DatabaseName"] not in glue._databases:
        refuse(f"EntityNotFoundException: Database {properties['DatabaseName']} not found")
    columns = [*table.get("StorageDescriptor", {}).get("Columns", []), *table.get("PartitionKeys", [])]
    names = [column["Name"] for column in columns]
    if len(names) != len(set(names)) or not all(COLUMN.fullmatch(name) for name in names):
        refuse(f"InvalidInputException: columns {names}")
    for column in columns:
        check_length(column, "Comment", 255)
        check_length(column, "Type", 131_072)
    # CloudFormation makes texts of numbers and truth values.
    parameters = {name: as_text(value) for name, value in table.get("Parameters", {}).items()}
    if is_view:
        check_view(table, parameters)
    return {**properties, "TableInput": {**table, "Parameters": parameters}}


def check_view(table, parameters):
    """What Athena needs to read a view. Glue would take it without, and every query of the view would fail."""
    if parameters.get("presto_view") != "true":
        refuse("INVALID_VIEW: no view of Athena's, without presto_view")
    if "SerdeInfo" not in table.get("StorageDescriptor", {}):
        refuse("HIVE_METASTORE_ERROR: Table storage descriptor is missing SerDe info")
    text = VIEW.fullmatch(table.get("ViewOriginalText", ""))
    if not text:
        refuse("HIVE_INVALID_VIEW_DATA: ViewOriginalText")
    try:
        view = json.loads(base64.b64decode(text[1], validate=True))
    except ValueError as error:
        refuse(f"HIVE_INVALID_VIEW_DATA: {error}")
    if not isinstance(view, dict) or set(view) != {"originalSql", "catalog", "schema", "columns"}:
        refuse(f"HIVE_INVALID_VIEW_DATA: {view}")
    names = [column["Name"] for column in table["StorageDescriptor"]["Columns"]]
    if [column["name"] for column in view["columns"]] != names:
        refuse(f"INVALID_VIEW: columns {names}")
    zoned = [column["name"] for column in view["columns"] if column["type"].endswith("with time zone")]
    if zoned:
        refuse(f"NOT_SUPPORTED: timestamp with time zone in a view: {zoned}")


def as_text(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float, str)):
        return str(value)
    return refuse(f"InvalidInputException: parameter {value}")
