"""What a role that a service works with may do, and whether the service may take it."""

from ministack.core.iam_evaluator import EvalContext, _gather_role_policies, evaluate, evaluate_resource_policy
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam

from resource_type import refuse


def check_trust(role, service, source):
    """A service takes a role only where its trust policy names the service, for what it works for."""
    found = iam._roles.get(role.rsplit("/", 1)[-1])
    if found is None or found["Arn"] != role:
        refuse(f"ValidationException: The role {role} doesn't exist")
    keys = {"aws:SourceAccount": get_account_id(), "aws:SourceArn": source}
    context = context_of("", "AWSService", "sts:AssumeRole", role, keys)
    if evaluate_resource_policy(found["AssumeRolePolicyDocument"], context, service).decision != "Allow":
        refuse(f"ValidationException: The role {role} can't be assumed by {service}")


def allows(role, action, resource, keys=()):
    """By the role's own policies, under these condition keys."""
    context = context_of(role, "AssumedRole", action, resource, dict(keys))
    return evaluate(context, _gather_role_policies(role.rsplit("/", 1)[-1], get_account_id())).decision == "Allow"


def context_of(principal, kind, action, resource, keys=None):
    return EvalContext(
        principal_arn=principal,
        principal_type=kind,
        principal_account=get_account_id() if principal else "",
        action=action,
        resource_arn=resource,
        region=get_region(),
        service_context={key.lower(): value for key, value in (keys or {}).items()},
    )
