"""The metadata of an Iceberg table of version 2: what a template makes of it, and which changes Iceberg allows."""

import re
import time
from uuid import uuid4

from resource_type import check_names, refuse

HIVE_TYPES = {"long": "bigint", "timestamptz": "timestamp", "time": "string", "uuid": "string", "fixed": "binary"}
PRIMITIVE = re.compile(
    r"boolean|int|long|float|double|date|time|timestamp|timestamptz|string|uuid|binary|fixed\[\d+\]|decimal\(\d+, ?\d+\)"
)
TRANSFORM = re.compile(r"identity|year|month|day|hour|void|bucket\[[1-9]\d*\]|truncate\[[1-9]\d*\]")
COLUMN = re.compile(r"[a-z0-9_]{1,255}")
FIRST_PARTITION_ID = 1000
PROMOTIONS = (("int", "long"), ("float", "double"))


def create(table):
    columns, partitions, order = schema(table), partition_spec(table), sort_order(table)
    return {
        "format-version": 2,
        "table-uuid": str(uuid4()),
        "location": table["Location"],
        "last-sequence-number": 0,
        "last-updated-ms": int(time.time() * 1000),
        "last-column-id": max(field["id"] for field in columns["fields"]),
        "current-schema-id": columns["schema-id"],
        "schemas": [columns],
        "default-spec-id": partitions["spec-id"],
        "partition-specs": [partitions],
        "last-partition-id": max([FIRST_PARTITION_ID - 1, *(field["field-id"] for field in partitions["fields"])]),
        "default-sort-order-id": order["order-id"],
        "sort-orders": [order],
        "properties": properties(table),
        "snapshots": [],
    }


def update(metadata, table):
    """Takes what loses nothing: new optional columns, names, comments, wider types, another order for what's written."""
    if table["Location"] != metadata["location"]:
        refuse(f"InvalidInputException: Location {table['Location']}, but the data is in {metadata['location']}")
    before, columns = current(metadata), schema(table)
    check_columns(before["fields"], columns["fields"], metadata["last-column-id"])
    if columns["fields"] != before["fields"]:
        columns["schema-id"] = max(item["schema-id"] for item in metadata["schemas"]) + 1
        metadata["schemas"].append(columns)
        metadata["current-schema-id"] = columns["schema-id"]
        metadata["last-column-id"] = max(metadata["last-column-id"], *(field["id"] for field in columns["fields"]))
    # What was written stays partitioned as it was, so that another spec lies beside the first one for good.
    if partition_spec(table) != metadata["partition-specs"][0]:
        refuse("InvalidInputException: a change of PartitionSpec isn't emulated")
    order = sort_order(table)
    known = {item["order-id"]: item for item in metadata["sort-orders"]}
    if known.setdefault(order["order-id"], order) != order:
        refuse(f"InvalidInputException: WriteOrder {order['order-id']} is another one already")
    metadata.update({"sort-orders": list(known.values()), "default-sort-order-id": order["order-id"]})
    return {**metadata, "properties": properties(table), "last-updated-ms": int(time.time() * 1000)}


def check_columns(before, after, last_id):
    fields = {field["id"]: field for field in after}
    dropped = [field["name"] for field in before if field["id"] not in fields]
    if dropped:
        refuse(f"InvalidInputException: columns {dropped} are gone, or have another id, and with it their data")
    known = {field["id"] for field in before}
    for field in after:
        if field["id"] in known:
            continue
        # An id that was in use once names old data.
        if field["id"] <= last_id:
            refuse(f"InvalidInputException: column {field['name']} has id {field['id']}, up to {last_id} are taken")
        if field["required"]:
            refuse(f"InvalidInputException: new column {field['name']} is required, but there are rows without it")
    for field in before:
        new = fields[field["id"]]
        if new["type"] != field["type"] and not is_promotion(field["type"], new["type"]):
            refuse(f"InvalidInputException: column {field['name']} changes from {field['type']} to {new['type']}")
        if new["required"] and not field["required"]:
            refuse(f"InvalidInputException: column {field['name']} becomes required, but there are rows without it")


def is_promotion(old, new):
    decimals = [re.fullmatch(r"decimal\((\d+), ?(\d+)\)", each) for each in (old, new)]
    wider = all(decimals) and decimals[0][2] == decimals[1][2] and int(decimals[0][1]) <= int(decimals[1][1])
    return wider or (old, new) in PROMOTIONS


def schema(table):
    check_names(table["Schema"], ["Fields"], ["IdentifierFieldIds", "SchemaId", "Type"])
    if table["Schema"].get("Type", "struct") != "struct":
        refuse(f"Property validation failure: Type {table['Schema']['Type']}, only struct")
    fields = []
    for field in table["Schema"]["Fields"]:
        check_names(field, ["Id", "Name", "Required", "Type"], ["Doc"])
        if not COLUMN.fullmatch(field["Name"]):
            refuse(f"InvalidInputException: column {field['Name']}")
        if not isinstance(field["Type"], str) or not PRIMITIVE.fullmatch(field["Type"]):
            refuse(f"InvalidInputException: Type {field['Type']} of {field['Name']}")
        doc = {"doc": field["Doc"]} if "Doc" in field else {}
        required = str(field["Required"]).lower() == "true"
        fields.append({"id": number(field["Id"]), "name": field["Name"], "required": required, "type": field["Type"], **doc})
    require_distinct("Id", [field["id"] for field in fields])
    require_distinct("Name", [field["name"] for field in fields])
    if not fields or min(field["id"] for field in fields) < 1:
        refuse("InvalidInputException: a schema has columns, with ids from 1 on")
    identifiers = [number(each) for each in table["Schema"].get("IdentifierFieldIds", [])]
    if not set(identifiers) <= {field["id"] for field in fields if field["required"]}:
        refuse(f"InvalidInputException: IdentifierFieldIds {identifiers} aren't all of required columns")
    ids = {"identifier-field-ids": identifiers} if identifiers else {}
    return {"type": "struct", "schema-id": number(table["Schema"].get("SchemaId", 0)), "fields": fields, **ids}


def partition_spec(table):
    spec = table.get("PartitionSpec", {"Fields": []})
    check_names(spec, ["Fields"], ["SpecId"])
    fields = []
    for index, field in enumerate(spec["Fields"]):
        check_names(field, ["Name", "SourceId", "Transform"], ["FieldId"])
        field_id = number(field.get("FieldId", FIRST_PARTITION_ID + index))
        if field_id < FIRST_PARTITION_ID:
            refuse(f"InvalidInputException: FieldId {field_id}, from {FIRST_PARTITION_ID} on")
        fields.append({"name": field["Name"], "field-id": field_id, **source(table, field)})
    require_distinct("FieldId", [field["field-id"] for field in fields])
    require_distinct("Name", [field["name"] for field in fields])
    for field in fields:
        # A partition may have a column's name only if it is that column.
        same = [column["Id"] for column in table["Schema"]["Fields"] if column["Name"] == field["name"]]
        if same and (field["transform"] != "identity" or number(same[0]) != field["source-id"]):
            refuse(f"InvalidInputException: partition {field['name']} has the name of a column")
    return {"spec-id": number(spec.get("SpecId", 0)), "fields": fields}


def sort_order(table):
    order = table.get("WriteOrder", {"OrderId": 0, "Fields": []})
    check_names(order, ["Fields", "OrderId"], [])
    fields = []
    for field in order["Fields"]:
        check_names(field, ["Direction", "NullOrder", "SourceId", "Transform"], [])
        if field["Direction"] not in ("asc", "desc") or field["NullOrder"] not in ("nulls-first", "nulls-last"):
            refuse(f"Property validation failure: {field['Direction']} {field['NullOrder']}")
        fields.append({"direction": field["Direction"], "null-order": field["NullOrder"], **source(table, field)})
    # Iceberg keeps 0 for no order.
    if bool(fields) != bool(number(order["OrderId"])):
        refuse(f"InvalidInputException: OrderId {order['OrderId']} of {len(fields)} fields")
    return {"order-id": number(order["OrderId"]), "fields": fields}


def source(table, field):
    if number(field["SourceId"]) not in [number(column["Id"]) for column in table["Schema"]["Fields"]]:
        refuse(f"InvalidInputException: Cannot find source column {field['SourceId']}")
    if not TRANSFORM.fullmatch(field["Transform"]):
        refuse(f"InvalidInputException: Transform {field['Transform']}")
    return {"source-id": number(field["SourceId"]), "transform": field["Transform"]}


def properties(table):
    return {name: str(value) for name, value in table.get("Properties", {}).items()}


def current(metadata):
    return next(each for each in metadata["schemas"] if each["schema-id"] == metadata["current-schema-id"])


def columns(metadata):
    """As Glue shows them, in Hive's types."""
    return [
        {
            "Name": field["name"],
            "Type": HIVE_TYPES.get(field["type"].split("[")[0], field["type"].replace(" ", "")),
            "Parameters": {
                "iceberg.field.current": "true",
                "iceberg.field.id": str(field["id"]),
                "iceberg.field.optional": str(not field["required"]).lower(),
            },
            **({"Comment": field["doc"]} if "doc" in field else {}),
        }
        for field in current(metadata)["fields"]
    ]


def number(value):
    """CloudFormation takes numbers as text, too."""
    if not re.fullmatch(r"\d+", str(value)):
        refuse(f"Property validation failure: {value} isn't an integer")
    return int(value)


def require_distinct(name, values):
    if len(values) != len(set(values)):
        refuse(f"InvalidInputException: {name} isn't unique: {values}")
