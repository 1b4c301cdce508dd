"""Step Functions' own integration of Athena, which ministack lacks; it has the one of the SDK, which can't wait.

Which actions there are is in Step Functions' guide. That a query that fails is a `States.TaskFailed`, and that its cause
is the answer of GetQueryExecution, was read off public projects that take it apart; what Athena itself refuses has the
service's name. The guide says nothing of the form of times.
"""

import json
import time

from ministack.services import stepfunctions

RESOURCE = "arn:aws:states:::athena:"
ARGUMENTS = {
    "startQueryExecution": (
        "ClientRequestToken",
        "ExecutionParameters",
        "QueryExecutionContext",
        "QueryString",
        "ResultConfiguration",
        "ResultReuseConfiguration",
        "WorkGroup",
    ),
    "stopQueryExecution": ("QueryExecutionId",),
    "getQueryExecution": ("QueryExecutionId",),
    "getQueryResults": ("MaxResults", "NextToken", "QueryExecutionId"),
}
WAITING = "startQueryExecution.sync"


def register():
    for action in ARGUMENTS:
        stepfunctions._SERVICE_DISPATCH[f"{RESOURCE}{action}"] = run


def run(resource, arguments):
    requested = resource.removeprefix(RESOURCE)
    action = requested.removesuffix(".sync")
    if requested != WAITING and requested not in ARGUMENTS:
        raise stepfunctions._ExecutionError("States.Runtime", f"The resource {resource} doesn't exist")
    unknown = [name for name in arguments if name not in ARGUMENTS[action]]
    if unknown:
        raise stepfunctions._ExecutionError("States.Runtime", f"The fields {unknown} aren't supported by Step Functions")
    answer = call(action, arguments)
    return until_ended(answer["QueryExecutionId"]) if requested == WAITING else answer


def until_ended(query):
    while True:
        answer = call("getQueryExecution", {"QueryExecutionId": query})
        state = answer["QueryExecution"]["Status"]["State"]
        if state == "SUCCEEDED":
            return answer
        if state in ("FAILED", "CANCELLED"):
            raise stepfunctions._ExecutionError("States.TaskFailed", json.dumps(answer))
        time.sleep(0.02)


def call(action, arguments):
    return stepfunctions._invoke_aws_sdk_integration(f"arn:aws:states:::aws-sdk:athena:{action}", arguments)
