"""Resource types that ministack makes as they are, dropping without a word what it doesn't know."""

from resource_type import check_names, refuse, wrap

TYPES = {
    "AWS::CloudWatch::Alarm": (
        ("ComparisonOperator", "EvaluationPeriods", "MetricName", "Namespace", "Threshold"),
        (
            "ActionsEnabled",
            "AlarmActions",
            "AlarmDescription",
            "AlarmName",
            "DatapointsToAlarm",
            "Dimensions",
            "InsufficientDataActions",
            "OKActions",
            "Period",
            "Statistic",
            "Tags",
            "TreatMissingData",
            "Unit",
        ),
    ),
    "AWS::SQS::Queue": (
        (),
        (
            "DelaySeconds",
            "KmsMasterKeyId",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "QueueName",
            "ReceiveMessageWaitTimeSeconds",
            "RedriveAllowPolicy",
            "RedrivePolicy",
            "SqsManagedSseEnabled",
            "Tags",
            "VisibilityTimeout",
        ),
    ),
}
OPERATORS = ("GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanOrEqualToThreshold", "LessThanThreshold")
MISSING_DATA = ("breaching", "ignore", "missing", "notBreaching")


def register():
    for name, (required, optional) in TYPES.items():
        wrap(name, checks(name, required, optional), lambda physical_id, properties: None)


def checks(name, required, optional):
    def check(properties):
        check_names(properties, required, optional)
        if name == "AWS::CloudWatch::Alarm":
            check_alarm(properties)

    return check


def check_alarm(properties):
    if properties["ComparisonOperator"] not in OPERATORS:
        refuse(f"ValidationError: ComparisonOperator {properties['ComparisonOperator']}")
    if properties.get("TreatMissingData", "missing") not in MISSING_DATA:
        refuse(f"ValidationError: TreatMissingData {properties['TreatMissingData']}")
    period, periods = int(properties.get("Period", 60)), int(properties["EvaluationPeriods"])
    if period not in (10, 20, 30) and (period < 60 or period % 60):
        refuse(f"ValidationError: Period {period}")
    # An alarm looks back a day, or a week with periods of an hour or more.
    if period * periods > (604_800 if period >= 3600 else 86_400):
        refuse(f"ValidationError: Metrics cannot be checked across more than a day: {periods} times {period} seconds")
    if int(properties.get("DatapointsToAlarm", periods)) > periods:
        refuse("ValidationError: DatapointsToAlarm is more than EvaluationPeriods")
