"""AWS::Athena::NamedQuery and AWS::Athena::PreparedStatement."""

import re

from ministack.services import athena

from resource_type import add, call, check_length, check_names, refuse

QUERY_REQUIRED = ("Database", "QueryString")
QUERY_OPTIONAL = ("Description", "Name", "WorkGroup")
STATEMENT_REQUIRED = ("QueryStatement", "StatementName", "WorkGroup")
STATEMENT_OPTIONAL = ("Description",)
STATEMENT_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_@:]{1,256}")
STATEMENTS_A_WORKGROUP = 1000
LONGEST_QUERY = 262_144


def register():
    add(
        "AWS::Athena::NamedQuery",
        create_query,
        # Every property replaces the query, so that there is nothing to update.
        lambda *_: refuse("A named query can't be updated"),
        lambda query_id, _: call(athena._delete_named_query, {"NamedQueryId": query_id}),
        replacing=[*QUERY_REQUIRED, *QUERY_OPTIONAL],
    )
    add(
        "AWS::Athena::PreparedStatement",
        create_statement,
        update_statement,
        delete_statement,
        replacing=["StatementName", "WorkGroup"],
    )


def create_query(logical_id, properties, stack_name):
    check_names(properties, QUERY_REQUIRED, QUERY_OPTIONAL)
    for name, most in (("Name", 128), ("Description", 1024), ("Database", 255), ("QueryString", LONGEST_QUERY)):
        check_length(properties, name, most)
    check_workgroup(properties.get("WorkGroup", "primary"))
    query_id = call(athena._create_named_query, properties)["NamedQueryId"]
    return query_id, {"NamedQueryId": query_id}


def create_statement(logical_id, properties, stack_name):
    check_statement(properties)
    workgroup = properties["WorkGroup"]
    others = [item for item in athena._prepared_statements.values() if item["WorkGroupName"] == workgroup]
    if len(others) >= STATEMENTS_A_WORKGROUP:
        refuse(f"InvalidRequestException: {STATEMENTS_A_WORKGROUP} prepared statements in {workgroup}")
    call(athena._create_prepared_statement, properties)
    return properties["StatementName"], {}


def update_statement(name, old, new, stack_name):
    check_statement(new)
    athena._prepared_statements[key_of(new)].update(
        QueryStatement=new["QueryStatement"], Description=new.get("Description", "")
    )
    return name, {}


def delete_statement(name, properties):
    # Gone already where the workgroup took its content along.
    athena._prepared_statements.pop(key_of(properties), None)


def check_statement(properties):
    check_names(properties, STATEMENT_REQUIRED, STATEMENT_OPTIONAL)
    if not STATEMENT_NAME.fullmatch(properties["StatementName"]):
        refuse(f"InvalidRequestException: StatementName {properties['StatementName']}")
    check_length(properties, "Description", 1024)
    check_length(properties, "QueryStatement", LONGEST_QUERY)
    check_workgroup(properties["WorkGroup"])


def check_workgroup(name):
    if name not in athena._workgroups and name != "primary":
        refuse(f"InvalidRequestException: WorkGroup {name} is not found")


def key_of(properties):
    return f"{properties['WorkGroup']}/{properties['StatementName']}"
