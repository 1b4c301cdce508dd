"""Whether a policy lets CloudTrail do something for a trail."""

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_region

SERVICE = "cloudtrail.amazonaws.com"


def allows(policy, action, resource, keys):
    """By the policy of a bucket or key, or the trust policy of a role. Of the condition keys, those that have a value."""
    context = EvalContext(
        principal_arn="",
        principal_type="AWSService",
        principal_account="",
        action=action,
        resource_arn=resource,
        region=get_region(),
        secure_transport=True,
        service_context={"s3:tlsversion": "1.3", **{key.lower(): value for key, value in keys.items() if value}},
    )
    return evaluate_resource_policy(policy, context, SERVICE).decision == "Allow"
