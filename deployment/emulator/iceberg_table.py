"""AWS::Glue::Table in its Iceberg form, which ministack stores as a plain table without columns.

The members and the values that they take are those of the template reference; what a schema has to be is Iceberg's
specification. That Glue takes no columns beside them was seen in public issues: it creates such a table, and the first
update makes it a Hive table that Athena can't read, so it is refused here from the start. Which updates CloudFormation
passes on is not documented; those that Iceberg's specification allows, and that lose nothing, are taken here.
"""

import json
import re
import time
from urllib.parse import urlparse
from uuid import uuid4

from ministack.core.responses import get_account_id
from ministack.services import glue, s3
from ministack.services.cloudformation import provisioners

import iceberg_metadata
from resource_type import check_names, refuse

TYPE = "AWS::Glue::Table"
NAME = re.compile(r"[a-z0-9_]{1,255}")
LOCATION = re.compile(r"s3://[a-z0-9][a-z0-9.-]+(/[^/]+)*/?")


def register():
    handlers = provisioners._RESOURCE_HANDLERS[TYPE]
    others = dict(handlers)

    def create_either(logical_id, properties, stack):
        return (create if is_iceberg(properties) else others["create"])(logical_id, properties, stack)

    def update_either(name, old, new, *names):
        if is_iceberg(old) != is_iceberg(new):
            refuse(f"InvalidInputException: a change of the table format of {name}")
        return (update if is_iceberg(new) else others["update"])(name, old, new, *names)

    handlers.update(create=create_either, update=update_either)
    provisioners._REPLACING_PROPERTIES[TYPE] = ("CatalogId", "DatabaseName", "Name")


def is_iceberg(properties):
    return "OpenTableFormatInput" in properties


def create(logical_id, properties, stack_name):
    table = checked(properties)
    database, name = properties["DatabaseName"], properties["Name"]
    if f"{database}/{name}" in glue._tables:
        refuse(f"AlreadyExistsException: Table {name} already exists")
    store(database, name, iceberg_metadata.create(table))
    return name, {}


def update(name, old, new, *names):
    table = checked(new)
    database = new["DatabaseName"]
    stored = glue._tables.get(f"{database}/{name}")
    if stored is None:
        refuse(f"EntityNotFoundException: Table {name} not found")
    place = urlparse(stored["Parameters"]["metadata_location"])
    text = s3._get_object_data(place.netloc, place.path.lstrip("/"))
    if text is None:
        refuse(f"InvalidInputException: {place.geturl()} is missing")
    store(database, name, iceberg_metadata.update(json.loads(text), table))
    return name, {}


def checked(properties):
    """The input of the table, if it is one that Glue makes an Iceberg table of, and keeps as such."""
    check_names(properties, ["CatalogId", "DatabaseName", "Name", "OpenTableFormatInput"], [])
    if properties["CatalogId"] != get_account_id():
        refuse(f"AccessDeniedException: catalog {properties['CatalogId']}")
    if not NAME.fullmatch(properties["Name"]):
        refuse(f"InvalidInputException: table {properties['Name']}")
    if properties["DatabaseName"] not in glue._databases:
        refuse(f"EntityNotFoundException: Database {properties['DatabaseName']} not found")
    check_names(properties["OpenTableFormatInput"], ["IcebergInput"], [])
    iceberg = properties["OpenTableFormatInput"]["IcebergInput"]
    check_names(iceberg, ["IcebergTableInput", "MetadataOperation", "Version"], [])
    if iceberg["MetadataOperation"] != "CREATE":
        refuse(f"Property validation failure: MetadataOperation {iceberg['MetadataOperation']}, only CREATE")
    # Athena reads and writes this version alone.
    if iceberg["Version"] != "2":
        refuse(f"InvalidInputException: Version {iceberg['Version']}, only 2")
    table = iceberg["IcebergTableInput"]
    check_names(table, ["Location", "Schema"], ["PartitionSpec", "Properties", "WriteOrder"])
    if not LOCATION.fullmatch(table["Location"]):
        refuse(f"InvalidInputException: Location {table['Location']}")
    if urlparse(table["Location"]).netloc not in s3._buckets:
        refuse(f"NoSuchBucket: {table['Location']}")
    return table


def store(database, name, metadata):
    """Writes the table's metadata where the table lies, as Glue does: the bucket isn't empty from now on."""
    location = f"{metadata['location'].rstrip('/')}/metadata/{uuid4()}.metadata.json"
    place = urlparse(location)
    status, _, body = s3._put_object(place.netloc, place.path.lstrip("/"), json.dumps(metadata).encode(), {})
    if status >= 400:
        refuse(body.decode())
    before = glue._tables.get(f"{database}/{name}") or {}
    now = int(time.time())
    glue._tables[f"{database}/{name}"] = {
        "Name": name,
        "DatabaseName": database,
        "CatalogId": get_account_id(),
        "CreateTime": before.get("CreateTime", now),
        "UpdateTime": now,
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {"table_type": "ICEBERG", "metadata_location": location},
        "PartitionKeys": [],
        "StorageDescriptor": {"Columns": iceberg_metadata.columns(metadata), "Location": metadata["location"]},
        "VersionId": str(int(before.get("VersionId", "0")) + 1),
    }
