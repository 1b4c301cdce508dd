"""AWS::Glue::Table as Glue takes it: ministack stores parameters as they come, and any name."""

import re

from ministack.services import glue
from ministack.services.cloudformation import provisioners

from resource_type import check_length, check_names, refuse

TYPE = "AWS::Glue::Table"
INPUT_OPTIONAL = ("Description", "Parameters", "PartitionKeys", "StorageDescriptor", "TableType")
COLUMN = re.compile(r"[a-z0-9_]{1,255}")


def register():
    handlers = provisioners._RESOURCE_HANDLERS[TYPE]
    create, update = handlers["create"], handlers["update"]
    handlers["create"] = lambda logical_id, properties, stack: create(logical_id, as_glue_has_it(properties), stack)
    handlers["update"] = lambda physical_id, old, new, *names: update(physical_id, old, as_glue_has_it(new), *names)


def as_glue_has_it(properties):
    check_names(properties, ["CatalogId", "DatabaseName", "TableInput"], [])
    table = properties["TableInput"]
    check_names(table, ["Name"], INPUT_OPTIONAL)
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
    return {**properties, "TableInput": {**table, "Parameters": parameters}}


def as_text(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float, str)):
        return str(value)
    return refuse(f"InvalidInputException: parameter {value}")
