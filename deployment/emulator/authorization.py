"""The resources that IAM checks a call to Athena or Glue for: ministack sees `*` or a name without its database."""

import json

from ministack.core import iam_actions, iam_evaluator
from ministack.services import athena


def register():
    resource_of, enforce = iam_actions.extract_resource_arn, iam_evaluator.enforce

    def resources_of(service, method, path, headers, body, query, region, account):
        if service not in RESOURCES:
            return resource_of(service, method, path, headers, body, query, region, account)
        request = json.loads(body or b"{}")
        return " ".join(f"arn:aws:{service}:{region}:{account}:{name}" for name in RESOURCES[service](request)) or "*"

    def enforce_all(access_key, action, service, region, resource_arn="*", service_context=None):
        """Each of the resources has to be allowed, as AWS asks it of a table, its database and its catalog."""
        for arn in resource_arn.split(" ") if service in RESOURCES else [resource_arn]:
            denied = enforce(access_key, action, service, region, resource_arn=arn, service_context=service_context)
            if denied:
                return denied
        return None

    iam_actions.extract_resource_arn = resources_of
    iam_evaluator.enforce = enforce_all


def athena_resources(request):
    """Queries and executions belong to a workgroup, which is what policies name."""
    stores = (
        (athena._named_queries, ("NamedQueryId", "NamedQueryIds")),
        (athena._executions, ("QueryExecutionId", "QueryExecutionIds")),
    )
    workgroups = {request[key] for key in ("WorkGroup", "WorkGroupName") if key in request}
    for store, keys in stores:
        ids = [item for key in keys for item in as_list(request.get(key))]
        workgroups.update(store[item]["WorkGroup"] for item in ids if item in store)
    return [f"workgroup/{name}" for name in sorted(workgroups or {"primary"})]


def glue_resources(request):
    database = request.get("DatabaseName")
    table = request.get("Name") or request.get("TableName") or (request.get("TableInput") or {}).get("Name")
    if database is None:
        # The calls for databases have the database's name as `Name`.
        return ["catalog"] if table is None else ["catalog", f"database/{table}"]
    names = ["catalog", f"database/{database}"]
    return names if table is None else [*names, f"table/{database}/{table}"]


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


RESOURCES = {"athena": athena_resources, "glue": glue_resources}
