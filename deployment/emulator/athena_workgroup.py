"""AWS::Athena::WorkGroup as Athena takes it: ministack accepts any limit, and deletes a workgroup that isn't empty."""

import re

from ministack.core.responses import error_response_json
from ministack.services import athena

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
    if location is not None and (settings.get("ManagedQueryResultsConfiguration") or {}).get("Enabled"):
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
