"""Which definitions in JSONata Step Functions takes, by the Amazon States Language: fields, transitions, expressions.

What isn't emulated isn't taken: JSONPath, Parallel, a distributed Map, credentials, heartbeats, an output of a Choice for
its default. That no transition leaves the machine within a Map is the language's rule.
"""

import json

from ministack.services import stepfunctions

from resource_type import refuse

MACHINE = ("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version")
NESTED = ("Comment", "ProcessorConfig", "QueryLanguage", "StartAt", "States")
COMMON = ("Comment", "QueryLanguage", "Type")
GOING_ON = (*COMMON, "Assign", "End", "Next", "Output")
FAILING = (*GOING_ON, "Catch", "Retry")
STATES = {
    "Choice": (*COMMON, "Assign", "Choices", "Default"),
    "Fail": (*COMMON, "Cause", "Error"),
    "Map": (*FAILING, "ItemProcessor", "ItemSelector", "Items", "MaxConcurrency"),
    "Pass": GOING_ON,
    "Succeed": (*COMMON, "Output"),
    "Task": (*FAILING, "Arguments", "Resource", "TimeoutSeconds"),
    "Wait": (*GOING_ON, "Seconds", "Timestamp"),
}
RULE = ("Assign", "Comment", "Condition", "Next", "Output")
CATCHER = ("Assign", "Comment", "ErrorEquals", "Next", "Output")
RETRIER = (
    "BackoffRate",
    "Comment",
    "ErrorEquals",
    "IntervalSeconds",
    "JitterStrategy",
    "MaxAttempts",
    "MaxDelaySeconds",
)


def check(text):
    try:
        definition = json.loads(text)
    except ValueError as error:
        invalid(error)
    if definition.get("QueryLanguage") != "JSONata":
        invalid("a definition that isn't in JSONata isn't emulated")
    problem = stepfunctions._validate_definition_jsonata(text)
    if problem:
        invalid(problem)
    names = check_machine(definition, MACHINE)
    if len(names) != len(set(names)):
        invalid("the name of a state is used twice")


def check_machine(machine, fields):
    """Returns the names of all its states, which a definition may use only once."""
    check_fields("the machine", machine, fields, ["StartAt", "States"])
    states = machine["States"]
    targets = {machine["StartAt"]}
    names = list(states)
    for name, state in states.items():
        names += check_state(name, state)
        targets.update(transitions(state))
    if targets - set(states):
        invalid(f"MISSING_TRANSITION_TARGET: {sorted(targets - set(states))}")
    if set(states) - targets:
        invalid(f"states that nothing leads to: {sorted(set(states) - targets)}")
    return names


def check_state(name, state):
    kind = state.get("Type")
    if kind not in STATES:
        invalid(f"{name} has the type {kind}, of {sorted(STATES)}")
    required = {"Task": ["Resource"], "Map": ["ItemProcessor"], "Choice": ["Choices"]}
    check_fields(name, state, STATES[kind], required.get(kind, []))
    if state.get("QueryLanguage", "JSONata") != "JSONata":
        invalid(f"{name} isn't in JSONata")
    if "Next" in STATES[kind] and ("Next" in state) == (state.get("End") is True):
        invalid(f"{name} has to have either Next or End")
    if kind == "Wait" and ("Seconds" in state) == ("Timestamp" in state):
        invalid(f"{name} has to have either Seconds or Timestamp")
    for rule in state.get("Choices", []):
        check_fields(name, rule, RULE, ["Condition", "Next"])
    for key, fields, required in (("Catch", CATCHER, ["ErrorEquals", "Next"]), ("Retry", RETRIER, ["ErrorEquals"])):
        handlers = state.get(key, [])
        for handler in handlers:
            check_fields(name, handler, fields, required)
            errors = handler["ErrorEquals"]
            if not errors or "States.ALL" in errors and (len(errors) > 1 or handler is not handlers[-1]):
                invalid(f"{key} of {name}: States.ALL stands alone, and last")
    processor = state.get("ItemProcessor")
    if processor and processor.get("ProcessorConfig", {}).get("Mode", "INLINE") != "INLINE":
        invalid(f"{name}: a distributed map isn't emulated")
    return check_machine(processor, NESTED) if processor else []


def transitions(state):
    followers = [*state.get("Choices", []), *state.get("Catch", []), state, {"Next": state.get("Default")}]
    return [follower["Next"] for follower in followers if follower.get("Next")]


def check_fields(name, item, known, required):
    unknown, missing = [key for key in item if key not in known], [key for key in required if key not in item]
    if unknown or missing:
        invalid(f"SCHEMA_VALIDATION_FAILED: {name} with {unknown}, without {missing}")


def invalid(reason):
    refuse(f"InvalidDefinition: Invalid State Machine Definition: '{reason}'")
