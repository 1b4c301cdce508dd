"""AWS::Glue::TableOptimizer as Glue takes it, with the members of its schema. None ever runs here: it keeps all rows."""

import json
from urllib.parse import urlparse

from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region
from ministack.services import glue, s3

import role
from resource_type import add, check_names, refuse

KEYS = ("CatalogId", "DatabaseName", "TableName", "Type")
# What each type is told, and the members of it, all of which may be left out.
TYPES = {
    "compaction": ("CompactionConfiguration", ("DeleteFileThreshold", "MinInputFiles", "Strategy")),
    "orphan_file_deletion": ("OrphanFileDeletionConfiguration", ("Location", "OrphanFileRetentionPeriodInDays")),
    "retention": (
        "RetentionConfiguration",
        ("CleanExpiredFiles", "NumberOfSnapshotsToRetain", "SnapshotRetentionPeriodInDays"),
    ),
}
STRATEGIES = ("binpack", "sort", "z-order")
optimizers = AccountRegionScopedDict()


def register():
    add("AWS::Glue::TableOptimizer", create, update, lambda name, _: optimizers.pop(name, None), replacing=KEYS)


def create(logical_id, properties, stack_name):
    check(properties)
    name = "|".join(properties[key] for key in KEYS)
    if name in optimizers:
        refuse(f"AlreadyExistsException: {name}")
    optimizers[name] = properties
    return name, {}


def update(name, old, new, *names):
    check(new)
    optimizers[name] = new
    return name, {}


def check(properties):
    check_names(properties, [*KEYS, "TableOptimizerConfiguration"], [])
    if properties["Type"] not in TYPES:
        refuse(f"Property validation failure: Type {properties['Type']}, of {sorted(TYPES)}")
    if properties["CatalogId"] != get_account_id():
        refuse(f"AccessDeniedException: catalog {properties['CatalogId']}")
    table = f"{properties['DatabaseName']}/{properties['TableName']}"
    stored = glue._tables.get(table)
    if stored is None:
        refuse(f"EntityNotFoundException: Table {table} not found")
    if stored.get("Parameters", {}).get("table_type") != "ICEBERG":
        refuse(f"InvalidInputException: Table {table} is not an Iceberg table")
    configuration = properties["TableOptimizerConfiguration"]
    told, members = TYPES[properties["Type"]]
    check_names(configuration, ["Enabled", "RoleArn"], [told])
    if configuration["Enabled"] not in (True, False, "true", "false"):
        refuse(f"Property validation failure: Enabled {configuration['Enabled']}")
    iceberg = configuration.get(told, {})
    check_names(iceberg, [], ["IcebergConfiguration"])
    check_names(iceberg.get("IcebergConfiguration", {}), [], members)
    check_strategy(iceberg.get("IcebergConfiguration", {}).get("Strategy", "binpack"), stored)
    arn = f"arn:aws:glue:{get_region()}:{get_account_id()}:table/{table}"
    role.check_trust(configuration["RoleArn"], "glue.amazonaws.com", arn)


def check_strategy(strategy, table):
    if strategy not in STRATEGIES:
        refuse(f"Property validation failure: Strategy {strategy}, of {STRATEGIES}")
    place = urlparse(table["Parameters"]["metadata_location"])
    metadata = json.loads(s3._get_object_data(place.netloc, place.path.lstrip("/")))
    if strategy != "binpack" and metadata["default-sort-order-id"] == 0:
        refuse(f"InvalidInputException: Strategy {strategy}, but the table has no sort order")
