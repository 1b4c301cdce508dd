"""Where ministack runs a state in JSONata otherwise than Step Functions does."""

import contextvars
import json

from ministack.services import stepfunctions

# These end an execution: neither `States.ALL` nor `States.TaskFailed` stands for them.
TERMINAL = ("States.DataLimitExceeded", "States.Runtime")
LARGEST_RESULT = 262_144
# What the items of the Map that runs have failed with; none where a state isn't an item's own.
item_errors = contextvars.ContextVar("item_errors", default=None)


def register():
    end, run_items, run_states = (
        getattr(stepfunctions, name) for name in ("_apply_output_path", "_run_map_items", "_run_sub_machine")
    )

    def end_with_output(state, data, context=None):
        """A Succeed state has an output of its own."""
        if state.get("Type") == "Succeed" and stepfunctions._state_query_language(state, context) == "JSONata":
            return stepfunctions._apply_jsonata_output(state, data, context, default=data)
        return end(state, data, context)

    def run_items_until_one_fails(*arguments):
        token = item_errors.set([])
        try:
            return run_items(*arguments)
        finally:
            item_errors.reset(token)

    def run_unless_one_failed(*arguments):
        """The first item that fails ends the Map: the others, which ministack runs nonetheless, don't start."""
        errors = item_errors.get()
        if errors:
            raise errors[0]
        token = item_errors.set(None)
        try:
            return run_states(*arguments)
        except stepfunctions._ExecutionError as error:
            if errors is not None:
                errors.append(error)
            raise
        finally:
            item_errors.reset(token)

    def holds(rule, data, context):
        """A condition is a boolean; anything else is an error, not a yes or no."""
        return stepfunctions._jsonata_state_field(rule, "Condition", "boolean", data, context)

    matches, invoke = stepfunctions._error_matches, stepfunctions._invoke_resource

    def matches_unless_terminal(names, error):
        return error in names or (error not in TERMINAL and matches(names, error))

    def invoke_within_limit(resource, arguments):
        result = invoke(resource, arguments)
        if len(json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode()) > LARGEST_RESULT:
            cause = f"The task '{resource}' returned a result with a size exceeding {LARGEST_RESULT} bytes"
            raise stepfunctions._ExecutionError("States.DataLimitExceeded", cause)
        return result

    execute, fail = stepfunctions._execute_task, stepfunctions._fail_execution

    def execute_unless_stopped(state, given, execution, context):
        """What was stopped runs no further task, also within a Map."""
        if execution["status"] != "RUNNING":
            raise stepfunctions._ExecutionError("States.Runtime", "The execution was stopped")
        return execute(state, given, execution, context)

    def fail_unless_stopped(execution, error, cause):
        if execution["status"] == "RUNNING":
            fail(execution, error, cause)

    stepfunctions._execute_task = execute_unless_stopped
    stepfunctions._fail_execution = fail_unless_stopped
    stepfunctions._error_matches = matches_unless_terminal
    stepfunctions._invoke_resource = invoke_within_limit
    stepfunctions._apply_output_path = end_with_output
    stepfunctions._run_map_items = run_items_until_one_fails
    stepfunctions._run_sub_machine = run_unless_one_failed
    stepfunctions._evaluate_jsonata_choice_rule = holds
