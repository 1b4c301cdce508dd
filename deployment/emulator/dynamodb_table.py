"""AWS::DynamoDB::Table on demand: ministack drops when its items expire, and its backups. A conditional write is one step."""

import threading

from ministack.services import dynamodb
from ministack.services.cloudformation import provisioners

from resource_type import call, check_names, refuse, wrap

TYPE = "AWS::DynamoDB::Table"
OPTIONAL = (
    "BillingMode",
    "DeletionProtectionEnabled",
    "PointInTimeRecoverySpecification",
    "SSESpecification",
    "TableName",
    "Tags",
    "TimeToLiveSpecification",
)
WRITES = ("_delete_item", "_put_item", "_update_item")


def register():
    wrap(TYPE, check, check_deletion)
    handlers = provisioners._RESOURCE_HANDLERS[TYPE]
    create, update = handlers["create"], handlers["update"]

    def create_configured(logical_id, properties, stack_name):
        name, attributes = create(logical_id, properties, stack_name)
        configure(name, {}, properties)
        return name, attributes

    def update_configured(name, old, new, *names):
        updated = update(name, old, new, *names)
        configure(updated[0], old, new)
        return updated

    handlers.update(create=create_configured, update=update_configured)
    # Tasks of a state machine write in threads of their own, with a condition that has to hold until they are done.
    lock = threading.RLock()
    for name in WRITES:
        setattr(dynamodb, name, locked(getattr(dynamodb, name), lock))


def locked(write, lock):
    def write_alone(request):
        with lock:
            return write(request)

    return write_alone


def check(properties):
    check_names(properties, ["AttributeDefinitions", "KeySchema"], OPTIONAL)
    if properties.get("BillingMode") != "PAY_PER_REQUEST":
        refuse("A table of provisioned throughput isn't emulated")
    defined = sorted(item["AttributeName"] for item in properties["AttributeDefinitions"])
    if defined != sorted(item["AttributeName"] for item in properties["KeySchema"]):
        refuse(f"ValidationException: AttributeDefinitions {defined} have to be those of the keys")
    check_names(properties.get("TimeToLiveSpecification", {"Enabled": False}), ["Enabled"], ["AttributeName"])


def check_deletion(name, properties):
    if (dynamodb._tables.get(name) or {}).get("DeletionProtectionEnabled"):
        refuse(f"ValidationException: Resource cannot be deleted as it is currently protected: {name}")


def configure(name, old, new):
    for key, put in (
        ("TimeToLiveSpecification", dynamodb._update_ttl),
        ("PointInTimeRecoverySpecification", dynamodb._update_continuous_backups),
    ):
        if key in new:
            call(put, {"TableName": name, key: new[key]})
        elif key in old:
            refuse(f"A {key} that is left out isn't emulated: say that it is off")
