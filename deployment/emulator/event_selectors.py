"""Advanced event selectors, as strict as CloudTrail about them: ministack stores whatever it is given."""

import re

from resource_type import check_names, refuse

OPERATORS = ("Equals", "NotEquals", "StartsWith", "NotStartsWith", "EndsWith", "NotEndsWith")
MANAGEMENT_FIELDS = ("eventCategory", "eventSource", "readOnly", "sessionCredentialFromConsole", "userIdentity.arn")
DATA_FIELDS = (*MANAGEMENT_FIELDS, "eventName", "eventType", "resources.ARN", "resources.type")
ONLY_EQUALS = ("eventCategory", "readOnly", "resources.type", "sessionCredentialFromConsole")
MOST_VALUES = 500
# What an object's ARN begins with, by the type that a selector is for.
ARNS = {
    "AWS::S3::AccessPoint": r"arn:[a-z-]+:s3:[a-z0-9-]+:\d{12}:accesspoint/",
    "AWS::S3::Object": r"arn:[a-z-]+:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/",
    "AWS::S3Express::Object": r"arn:[a-z-]+:s3express:[a-z0-9-]+:\d{12}:bucket/",
}


def check(selectors):
    for selector in selectors:
        check_names(selector, ["FieldSelectors"], ["Name"])
        if len(selector.get("Name", "")) > 1000:
            refuse_selector("a name over 1000 characters")
        check_selector({field["Field"]: field for field in selector["FieldSelectors"]}, selector["FieldSelectors"])
    values = sum(len(values_of(field)) for selector in selectors for field in selector["FieldSelectors"])
    if values > MOST_VALUES:
        refuse_selector(f"{values} values, at most {MOST_VALUES} in all selectors of a trail")


def check_selector(fields, listed):
    if len(fields) != len(listed):
        refuse_selector("a field twice")
    for field in listed:
        check_names(field, ["Field"], OPERATORS)
        check_field(field)
    category = single(fields, "eventCategory")
    if category not in ("Data", "Management"):
        refuse_selector(f"eventCategory {category}")
    unknown = set(fields) - set(DATA_FIELDS if category == "Data" else MANAGEMENT_FIELDS)
    if unknown:
        refuse_selector(f"field {sorted(unknown)} for {category}")
    if category == "Data":
        resource_type = single(fields, "resources.type")
        if resource_type not in ARNS:
            refuse_selector(f"resources.type {resource_type}")
        for value in values_of(fields.get("resources.ARN", {})):
            if not re.match(ARNS[resource_type], value):
                refuse_selector(f"{value} for {resource_type}")


def check_field(field):
    operators = [operator for operator in OPERATORS if operator in field]
    if not operators or not all(isinstance(field[operator], list) and field[operator] for operator in operators):
        refuse_selector(f"field {field['Field']} without a value")
    if field["Field"] in ONLY_EQUALS and operators != ["Equals"]:
        refuse_selector(f"{operators} for {field['Field']}")
    if field["Field"] == "readOnly" and field["Equals"] not in (["true"], ["false"]):
        refuse_selector(f"readOnly {field['Equals']}")
    for value in values_of(field):
        if not isinstance(value, str) or not 1 <= len(value) <= 2048:
            refuse_selector(f"value {value}")


def single(fields, name):
    values = values_of(fields.get(name, {}))
    if len(values) != 1:
        refuse_selector(f"{len(values)} values for {name}, which takes one")
    return values[0]


def values_of(field):
    return [value for operator in OPERATORS for value in field.get(operator, [])]


def refuse_selector(what):
    refuse(f"InvalidEventSelectorsException: {what}")
