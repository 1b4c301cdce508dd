"""AWS::CloudTrail::Trail."""

import re

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudtrail

import bucket_policy
import event_selectors
import kms_key
import log_group
import organization
from resource_type import add, call, check_names, refuse

REQUIRED = ("IsLogging", "S3BucketName")
OPTIONAL = (
    "AdvancedEventSelectors",
    "CloudWatchLogsLogGroupArn",
    "CloudWatchLogsRoleArn",
    "EnableLogFileValidation",
    "EventSelectors",
    "IncludeGlobalServiceEvents",
    "IsMultiRegionTrail",
    "IsOrganizationTrail",
    "KMSKeyId",
    "S3KeyPrefix",
    "TrailName",
)
NAME = re.compile(r"(?=.{3,128}$)(?!(\d{1,3}\.){3}\d{1,3}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*")
TRAILS_A_REGION = 5


def register():
    add("AWS::CloudTrail::Trail", create, update, delete, replacing=["TrailName"])


def create(logical_id, properties, stack_name):
    name = properties.get("TrailName") or f"{stack_name}-{logical_id}"
    check(name, properties)
    if len(cloudtrail._trails) >= TRAILS_A_REGION:
        refuse(f"MaximumNumberOfTrailsExceededException: {TRAILS_A_REGION} trails in {get_region()}")
    call(cloudtrail._create_trail, {"Name": name, **settings(properties)})
    # It drops the log group, which only an update stores.
    call(cloudtrail._update_trail, {"Name": name, **settings(properties)})
    configure(name, properties)
    return name, attributes(name)


def update(name, old, new, stack_name):
    check(name, new)
    call(cloudtrail._update_trail, {"Name": name, **settings(new)})
    configure(name, new)
    return name, attributes(name)


def delete(name, properties):
    call(cloudtrail._delete_trail, {"Name": name})


def check(name, properties):
    check_names(properties, REQUIRED, OPTIONAL)
    if not NAME.fullmatch(name):
        refuse(f"InvalidTrailNameException: {name}")
    prefix = properties.get("S3KeyPrefix") or ""
    if len(prefix) > 200 or prefix.startswith("/") or prefix.endswith("/"):
        refuse(f"InvalidS3PrefixException: {prefix}")
    if properties.get("IsMultiRegionTrail") and not properties.get("IncludeGlobalServiceEvents", True):
        refuse("InvalidParameterCombinationException: a multi-region trail must include global service events")
    if "EventSelectors" in properties and "AdvancedEventSelectors" in properties:
        refuse("InvalidEventSelectorsException: either EventSelectors or AdvancedEventSelectors")
    event_selectors.check(properties.get("AdvancedEventSelectors") or [])
    # Of an organization's trail, CloudTrail also asks for the management account's own folder.
    organizations = [organization.recorded()] if properties.get("IsOrganizationTrail") else []
    bucket_policy.check_delivery(properties["S3BucketName"], prefix, arn(name), organizations)
    if properties.get("KMSKeyId"):
        kms_key.check_encryption(properties["KMSKeyId"], properties["S3BucketName"], arn(name))
    log_group.check_log_group(properties, organizations)


def settings(properties):
    return {
        "S3BucketName": properties["S3BucketName"],
        "S3KeyPrefix": properties.get("S3KeyPrefix", ""),
        "IncludeGlobalServiceEvents": properties.get("IncludeGlobalServiceEvents", True),
        "IsMultiRegionTrail": properties.get("IsMultiRegionTrail", False),
        "IsOrganizationTrail": properties.get("IsOrganizationTrail", False),
        "EnableLogFileValidation": properties.get("EnableLogFileValidation", False),
        # Empty, they take away what there was.
        "KmsKeyId": properties.get("KMSKeyId", ""),
        "CloudWatchLogsLogGroupArn": properties.get("CloudWatchLogsLogGroupArn", ""),
        "CloudWatchLogsRoleArn": properties.get("CloudWatchLogsRoleArn", ""),
    }


def configure(name, properties):
    selectors = {key: properties[key] for key in ("EventSelectors", "AdvancedEventSelectors") if key in properties}
    if not selectors:
        selectors = {"EventSelectors": cloudtrail._DEFAULT_EVENT_SELECTORS}
    call(cloudtrail._put_event_selectors, {"TrailName": name, **selectors})
    call(cloudtrail._start_logging if properties["IsLogging"] else cloudtrail._stop_logging, {"Name": name})


def attributes(name):
    return {"Arn": arn(name)}


def arn(name):
    return f"arn:aws:cloudtrail:{get_region()}:{get_account_id()}:trail/{name}"
