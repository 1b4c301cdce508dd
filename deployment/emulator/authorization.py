"""What IAM checks at a call to Athena, Glue, KMS or S3.

Ministack sees `*`, a name without its database or a key as the caller's, and asks no other service.
"""

import json

from ministack.core import iam_actions, iam_evaluator
from ministack.services import athena

import kms_key

# IAM knows no resource for these.
WITHOUT_RESOURCE = ("CreateDataCatalog", "ListDataCatalogs", "ListEngineVersions", "ListWorkGroups")
# What Athena asks Glue in the caller's name.
ASKED_OF_GLUE = {
    "GetDatabase": "GetDatabase",
    "GetTableMetadata": "GetTable",
    "ListDatabases": "GetDatabases",
    "ListTableMetadata": "GetTables",
}
ON_CATALOGS = (*ASKED_OF_GLUE, "DeleteDataCatalog", "GetDataCatalog", "UpdateDataCatalog")


def register():
    resource_of, enforce = iam_actions.extract_resource_arn, iam_evaluator.enforce

    def checks_of(service, method, path, headers, body, query, region, account):
        """One line for each check, an action and a resource, in place of the resource alone."""
        if service == "kms":
            return kms_key.known(resource_of(service, method, path, headers, body, query, region, account))
        if service not in CHECKS:
            return resource_of(service, method, path, headers, body, query, region, account)
        operation = operation_of(headers)
        checks = CHECKS[service](operation, json.loads(body or b"{}"))
        return "\n".join(f"{action} {arn_of(action, name, region, account)}" for action, names in checks for name in names)

    def enforce_all(access_key, action, service, region, resource_arn="*", service_context=None):
        """Each of the checks has to be passed, as AWS asks it of a table, its database and its catalog."""
        lines = resource_arn.split("\n") if service in CHECKS else [f"{action} {resource_arn}"]
        for checked, arn in (line.split(" ", 1) for line in lines):
            denied = enforce(access_key, checked, service, region, resource_arn=arn, service_context=service_context)
            if denied:
                return denied
        for checked, arn in kms_key.asked_by_s3(action, resource_arn, service_context) if service == "s3" else []:
            denied = enforce(access_key, checked, "kms", region, resource_arn=arn)
            if denied:
                return denied
        return None

    iam_actions.extract_resource_arn = checks_of
    iam_evaluator.enforce = enforce_all


def arn_of(action, name, region, account):
    service = action.split(":")[0]
    return name if name == "*" else f"arn:aws:{service}:{region}:{account}:{name}"


def operation_of(headers):
    target = next(value for name, value in headers.items() if name.lower() == "x-amz-target")
    return target.split(".")[-1]


def athena_checks(operation, request):
    action = f"athena:{operation}"
    if operation in WITHOUT_RESOURCE:
        return [(action, ["*"])]
    if operation in ON_CATALOGS:
        name = request.get("CatalogName") or request.get("Name")
        asked = ASKED_OF_GLUE.get(operation)
        in_glue = [(f"glue:{asked}", glue_resources(asked, glue_request(request)))] if asked else []
        return [(action, [f"datacatalog/{name}"]), *in_glue]
    return [(action, workgroups(request))]


def workgroups(request):
    """Queries and executions belong to a workgroup, which is what policies name."""
    stores = (
        (athena._named_queries, ("NamedQueryId", "NamedQueryIds")),
        (athena._executions, ("QueryExecutionId", "QueryExecutionIds")),
    )
    names = {request[key] for key in ("WorkGroup", "WorkGroupName") if key in request}
    for store, keys in stores:
        ids = [item for key in keys for item in as_list(request.get(key))]
        names.update(store[item]["WorkGroup"] for item in ids if item in store)
    return [f"workgroup/{name}" for name in sorted(names or {"primary"})]


def glue_request(request):
    """The same question in Glue's words."""
    table = {"Name": request["TableName"]} if "TableName" in request else {}
    return {"DatabaseName": request.get("DatabaseName"), **table}


def glue_checks(operation, request):
    return [(f"glue:{operation}", glue_resources(operation, request))]


def glue_resources(operation, request):
    database = request.get("DatabaseName")
    table = request.get("Name") or request.get("TableName") or (request.get("TableInput") or {}).get("Name")
    if operation in ("GetDatabases", "GetTables"):
        # All or none.
        return ["catalog", "database/*"] if database is None else ["catalog", f"database/{database}", f"table/{database}/*"]
    if database is None:
        # The calls for databases have the database's name as `Name`.
        return ["catalog"] if table is None else ["catalog", f"database/{table}"]
    names = ["catalog", f"database/{database}"]
    return names if table is None else [*names, f"table/{database}/{table}"]


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


CHECKS = {"athena": athena_checks, "glue": glue_checks}
