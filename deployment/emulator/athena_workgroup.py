"""AWS::Athena::WorkGroup as Athena takes it: ministack accepts any limit, and deletes a workgroup that isn't empty.

CloudFormation's handler updates a workgroup by UpdateWorkGroup, which keeps what it isn't told of. So a workgroup whose
results Athena keeps goes on so until it is told not to, and takes no place for them meanwhile.
"""

import re

from ministack.core.responses import error_response_json
from ministack.services import athena
from ministack.services.cloudformation import provisioners

from resource_type import check_names, refuse, wrap

NAME = re.compile(r"[a-zA-Z0-9._-]{1,128}")
OPTIONAL = ("Description", "RecursiveDeleteOption", "State", "Tags", "WorkGroupConfiguration")
SETTINGS = (
    "BytesScannedCutoffPerQuery",
    "EnforceWorkGroupConfiguration",
    "EngineVersion",
    "ManagedQueryResultsConfiguration",
    "PublishCloudWatchMetricsEnabled",
    "ResultConfiguration",
)
LEAST_CUTOFF = 10_000_000
VERSIONS = ("AUTO", "Athena engine version 3")


def register():
    wrap("AWS::Athena::WorkGroup", check, check_deletion)
    handlers = provisioners._RESOURCE_HANDLERS["AWS::Athena::WorkGroup"]
    update = handlers["update"]

    def update_kept(name, old, new, *names):
        return update(name, old, with_kept_results(name, new), *names)

    handlers["update"] = update_kept
    delete = athena._delete_workgroup

    def delete_with_content(request):
        name = request.get("WorkGroup")
        stores = content(name)
        if any(stores.values()) and not request.get("RecursiveDeleteOption"):
            return error_response_json("InvalidRequestException", not_empty(name, stores), 400)
        for (store, _), keys in stores.items():
            for key in keys:
                getattr(athena, store).pop(key)
        return delete(request)

    athena._delete_workgroup = delete_with_content


def check(properties):
    check_names(properties, ["Name"], OPTIONAL)
    if not NAME.fullmatch(properties["Name"]):
        refuse(f"InvalidRequestException: workgroup {properties['Name']}")
    settings = properties.get("WorkGroupConfiguration") or {}
    check_names(settings, [], SETTINGS)
    cutoff = settings.get("BytesScannedCutoffPerQuery")
    if cutoff is not None and int(cutoff) < LEAST_CUTOFF:
        refuse(f"InvalidRequestException: BytesScannedCutoffPerQuery {cutoff}, at least {LEAST_CUTOFF}")
    version = (settings.get("EngineVersion") or {}).get("SelectedEngineVersion", "AUTO")
    if version not in VERSIONS:
        refuse(f"InvalidRequestException: engine version {version}")
    location = (settings.get("ResultConfiguration") or {}).get("OutputLocation")
    if location is not None and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]+(/.*)?", location):
        refuse(f"InvalidRequestException: OutputLocation {location}")
    require_one_place(settings)


def with_kept_results(name, properties):
    """The properties with what the workgroup has, where they don't tell whether Athena keeps results."""
    held = ((athena._workgroups.get(name) or {}).get("Configuration") or {}).get("ManagedQueryResultsConfiguration")
    settings = properties.get("WorkGroupConfiguration") or {}
    if held is None or "ManagedQueryResultsConfiguration" in settings or properties.get("Name") != name:
        return properties
    kept = {**settings, "ManagedQueryResultsConfiguration": held}
    require_one_place(kept)
    return {**properties, "WorkGroupConfiguration": kept}


def require_one_place(settings):
    location = (settings.get("ResultConfiguration") or {}).get("OutputLocation")
    enabled = str((settings.get("ManagedQueryResultsConfiguration") or {}).get("Enabled")).lower() == "true"
    if location is not None and enabled:
        refuse("InvalidRequestException: OutputLocation together with managed query results")


def check_deletion(name, properties):
    stores = content(name)
    if any(stores.values()) and not properties.get("RecursiveDeleteOption"):
        refuse(f"InvalidRequestException: {not_empty(name, stores)}")


def content(name):
    """The keys of what a workgroup holds, by store and the store's name of the workgroup."""
    stores = (("_named_queries", "WorkGroup"), ("_prepared_statements", "WorkGroupName"), ("_executions", "WorkGroup"))
    return {
        (store, field): [key for key, item in getattr(athena, store).items() if item.get(field) == name]
        for store, field in stores
    }


def not_empty(name, stores):
    held = ", ".join(f"{len(keys)} {store.strip('_').replace('_', ' ')}" for (store, _), keys in stores.items() if keys)
    return f"WorkGroup {name} is not empty: {held}"
