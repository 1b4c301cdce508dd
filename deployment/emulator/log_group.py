"""What CloudTrail asks of a trail's log group: it tries the role when the trail is created."""

import re

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch_logs, iam

import role as role_policies
from cloudtrail_access import allows
from resource_type import refuse

ACTIONS = ("logs:CreateLogStream", "logs:PutLogEvents")


def check_log_group(properties, organizations):
    group, role = (properties.get(f"CloudWatchLogs{name}Arn") for name in ("LogGroup", "Role"))
    if not group and not role:
        return
    if not group or not role:
        refuse("InvalidParameterCombinationException: a log group without a role, or the reverse")
    place = f"{get_region()}:{get_account_id()}"
    match = re.fullmatch(rf"arn:aws:logs:{place}:log-group:([^:*]+):\*", group)
    if match is None or match[1] not in cloudwatch_logs._log_groups:
        refuse(f"InvalidCloudWatchLogsLogGroupArnException: {group}")
    name = role.rsplit("/", 1)[-1]
    found = iam._roles.get(name)
    if found is None or not allows(found["AssumeRolePolicyDocument"], "sts:AssumeRole", role, {}):
        refuse(f"InvalidCloudWatchLogsRoleArnException: {role} can't be assumed")
    owners = ["", *(f"{organization}_" for organization in organizations)]
    for stream in (f"{owner}{get_account_id()}_CloudTrail_{get_region()}" for owner in owners):
        for action in ACTIONS:
            if not role_policies.allows(role, action, f"arn:aws:logs:{place}:log-group:{match[1]}:log-stream:{stream}"):
                refuse(
                    "InvalidCloudWatchLogsRoleArnException: Access denied. Check the permissions for your role: "
                    f"{action} on {stream}"
                )
