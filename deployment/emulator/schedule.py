"""AWS::Scheduler::Schedule as EventBridge Scheduler takes it. It never fires here: a test starts the target itself."""

import re

from ministack.core.responses import get_account_id, get_region
from ministack.services import stepfunctions

import role
from resource_type import check_names, refuse, wrap

OPTIONAL = ("Description", "EndDate", "GroupName", "Name", "ScheduleExpressionTimezone", "StartDate", "State")
TARGET_OPTIONAL = ("DeadLetterConfig", "Input", "RetryPolicy")
EXPRESSION = re.compile(r"rate\([1-9]\d* (minutes?|hours?|days?)\)|at\([\dT:-]+\)|cron\((\S+ ){5}\S+\)")


def register():
    wrap("AWS::Scheduler::Schedule", check, lambda physical_id, properties: None)


def check(properties):
    check_names(properties, ["FlexibleTimeWindow", "ScheduleExpression", "Target"], OPTIONAL)
    if not EXPRESSION.fullmatch(properties["ScheduleExpression"]):
        refuse(f"ValidationException: Invalid Schedule Expression {properties['ScheduleExpression']}")
    if properties.get("State", "ENABLED") not in ("ENABLED", "DISABLED"):
        refuse(f"Property validation failure: State {properties['State']}")
    if properties.get("GroupName", "default") != "default":
        refuse("A group of schedules isn't emulated")
    window = properties["FlexibleTimeWindow"]
    check_names(window, ["Mode"], ["MaximumWindowInMinutes"])
    if (window["Mode"] == "FLEXIBLE") != ("MaximumWindowInMinutes" in window):
        refuse(f"ValidationException: FlexibleTimeWindow {window}")
    check_target(properties["Target"])


def check_target(target):
    check_names(target, ["Arn", "RoleArn"], TARGET_OPTIONAL)
    # The source of a schedule is its group.
    group = f"arn:aws:scheduler:{get_region()}:{get_account_id()}:schedule-group/default"
    role.check_trust(target["RoleArn"], "scheduler.amazonaws.com", group)
    if target["Arn"] not in stepfunctions._state_machines:
        refuse(f"{target['Arn']} is no state machine, and nothing else is emulated")
    retry = target.get("RetryPolicy", {})
    check_names(retry, [], ["MaximumEventAgeInSeconds", "MaximumRetryAttempts"])
    if not 60 <= int(retry.get("MaximumEventAgeInSeconds", 86_400)) <= 86_400:
        refuse(f"Property validation failure: {retry}")
    if not 0 <= int(retry.get("MaximumRetryAttempts", 185)) <= 185:
        refuse(f"Property validation failure: {retry}")
    check_names(target.get("DeadLetterConfig", {}), [], ["Arn"])
