"""AWS::StepFunctions::StateMachine as Step Functions takes it, and what it asks of the machine's role.

Ministack accepts any definition, any role and any log group, and asks no role when a task runs.
"""

import contextvars
import re

from ministack.core.responses import get_account_id, get_region
from ministack.services import athena, cloudwatch_logs, stepfunctions
from ministack.services.cloudformation import provisioners

import role
import state_definition
from resource_type import check_names, refuse, wrap

TYPE = "AWS::StepFunctions::StateMachine"
OPTIONAL = (
    "Definition",
    "DefinitionS3Location",
    "DefinitionString",
    "DefinitionSubstitutions",
    "LoggingConfiguration",
    "StateMachineName",
    "StateMachineType",
    "Tags",
    "TracingConfiguration",
)
LONGEST_DEFINITION = 1_048_576
# Step Functions asks for all of these before it logs, for any resource.
LOGGING = (
    "CreateLogDelivery",
    "DeleteLogDelivery",
    "DescribeLogGroups",
    "DescribeResourcePolicies",
    "GetLogDelivery",
    "ListLogDeliveries",
    "PutResourcePolicy",
    "UpdateLogDelivery",
)
# The names that errors begin with.
SERVICES = {"athena": "Athena", "cloudwatch": "CloudWatch", "dynamodb": "DynamoDB", "sqs": "SQS", "states": "StepFunctions"}
PREPARED = re.compile(r"\s*EXECUTE\s", re.IGNORECASE)
running_role = contextvars.ContextVar("running_role", default=None)


def register():
    wrap(TYPE, check, lambda physical_id, properties: None)
    execute, invoke = stepfunctions._execute_task, stepfunctions._invoke_resource

    def execute_as_role(state, given, execution, context):
        running_role.set(stepfunctions._state_machines[execution["stateMachineArn"]]["roleArn"])
        return execute(state, given, execution, context)

    def invoke_if_allowed(resource, arguments):
        for action, target, keys in asked(resource, arguments or {}):
            if not role.allows(running_role.get(), action, target, keys):
                raise denied(action, target)
        return invoke(resource, arguments)

    stepfunctions._execute_task = execute_as_role
    stepfunctions._invoke_resource = invoke_if_allowed


def denied(action, target):
    service = action.split(":")[0]
    if service == "s3":
        # Athena tries the place of the results before it takes the query.
        return stepfunctions._ExecutionError(
            "Athena.InvalidRequestException", f"Unable to verify/create output bucket: {action} on {target}"
        )
    cause = f"{running_role.get()} is not authorized to perform: {action} on resource: {target}"
    return stepfunctions._ExecutionError(f"{SERVICES[service]}.AccessDeniedException", cause)


def check(properties):
    check_names(properties, ["RoleArn"], OPTIONAL)
    if properties.get("StateMachineType", "STANDARD") != "STANDARD":
        refuse(f"StateMachineType {properties['StateMachineType']} isn't emulated")
    machines = f"arn:aws:states:{get_region()}:{get_account_id()}:stateMachine"
    role.check_trust(properties["RoleArn"], "states.amazonaws.com", f"{machines}:{properties.get('StateMachineName', '')}")
    definition = provisioners._sfn_definition(properties)
    if len(definition.encode()) > LONGEST_DEFINITION:
        refuse(f"InvalidDefinition: more than {LONGEST_DEFINITION} bytes")
    state_definition.check(definition)
    check_logging(properties["RoleArn"], properties.get("LoggingConfiguration") or {})


def check_logging(role_arn, logging):
    check_names(logging, [], ["Destinations", "IncludeExecutionData", "Level"])
    if logging.get("Level", "OFF") not in ("ALL", "ERROR", "FATAL", "OFF"):
        refuse(f"Property validation failure: Level {logging['Level']}")
    destinations = logging.get("Destinations") or []
    if (logging.get("Level", "OFF") != "OFF") != (len(destinations) == 1):
        refuse("InvalidLoggingConfiguration: one destination, and a level")
    for destination in destinations:
        arn = destination["CloudWatchLogsLogGroup"]["LogGroupArn"]
        match = re.fullmatch(rf"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:([^:*]+):\*", arn)
        if match is None or match[1] not in cloudwatch_logs._log_groups:
            refuse(f"InvalidLoggingConfiguration: Log Destination {arn}")
        if not all(role.allows(role_arn, f"logs:{action}", "*") for action in LOGGING):
            refuse("AccessDeniedException: The state machine IAM Role is not authorized to access the Log Destination")


def asked(resource, arguments):
    """What IAM checks of a task: actions, each with its resource and condition keys."""
    service, _, action = resource.removeprefix("arn:aws:states:::").partition(":")
    sdk = service == "aws-sdk"
    if sdk:
        service, _, action = action.partition(":")
    place = f"{get_region()}:{get_account_id()}"
    if service == "athena":
        actions = actions_of_athena(action, arguments)
        asked_of_athena = [(f"athena:{each}", workgroup(arguments, place), {}) for each in actions]
        return [*asked_of_athena, *asked_for_results(action, arguments)]
    if service == "dynamodb":
        table = arguments.get("TableName", "")
        arn = table if table.startswith("arn:") else f"arn:aws:dynamodb:{place}:table/{table}"
        return [(f"dynamodb:{capital(action)}", arn, {})]
    if service == "sqs":
        return [(f"sqs:{capital(action)}", f"arn:aws:sqs:{place}:{arguments.get('QueueUrl', '').rsplit('/', 1)[-1]}", {})]
    if service in ("states", "sfn"):
        return [(f"states:{capital(action.split('.')[0])}", arguments.get("StateMachineArn", "*"), {})]
    if service == "cloudwatch":
        return [(f"cloudwatch:{capital(action)}", "*", {"cloudwatch:namespace": arguments.get("Namespace", "")})]
    raise stepfunctions._ExecutionError("States.Runtime", f"What IAM asks for {resource} isn't emulated")


def actions_of_athena(action, arguments):
    # To wait for a query is to ask for it, and to stop it where the execution ends first.
    waiting = ["GetQueryExecution", "StopQueryExecution"] if action.endswith(".sync") else []
    prepared = ["GetPreparedStatement"] if PREPARED.match(arguments.get("QueryString", "")) else []
    return [capital(action.removesuffix(".sync")), *waiting, *prepared]


def asked_for_results(action, arguments):
    """Athena writes results in the caller's name, except for those that it keeps itself."""
    settings = (athena._workgroups.get(arguments.get("WorkGroup", "primary")) or {}).get("Configuration") or {}
    results = {**(arguments.get("ResultConfiguration") or {}), **(settings.get("ResultConfiguration") or {})}
    bucket, _, prefix = results.get("OutputLocation", "").removeprefix("s3://").partition("/")
    if not bucket or not action.startswith("startQueryExecution"):
        return []
    folder = f"arn:aws:s3:::{bucket}/{prefix}results.csv"
    return [("s3:GetBucketLocation", f"arn:aws:s3:::{bucket}", {}), ("s3:PutObject", folder, {})]


def workgroup(arguments, place):
    execution = athena._executions.get(arguments.get("QueryExecutionId")) or {}
    name = arguments.get("WorkGroup") or execution.get("WorkGroup") or "primary"
    return f"arn:aws:athena:{place}:workgroup/{name}"


def capital(action):
    return action[:1].upper() + action[1:]
