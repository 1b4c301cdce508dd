"""AWS::Organizations::Organization and AWS::Organizations::Account, and who may have a trail for all of an organization.

In ministack an account has an organization as soon as it asks for one, so none is asked for here that nobody made.
Trusted access for CloudTrail isn't emulated: AWS refuses a trail without it.
"""

from ministack.core.responses import get_account_id
from ministack.services import organizations

from resource_type import add, call, check_names, refuse


def register():
    add("AWS::Organizations::Organization", create, not_emulated, not_emulated)
    add("AWS::Organizations::Account", create_account, not_emulated, not_emulated)


def not_emulated(*_):
    refuse("A change of an organization isn't emulated")


def create(logical_id, properties, stack_name):
    check_names(properties, [], ["FeatureSet"])
    if managers():
        refuse("AlreadyInOrganizationException: The account is already a member of an organization")
    organizations._ensure_org()
    organization = organizations._orgs["self"]
    return organization["Id"], {
        "Arn": organization["Arn"],
        "Id": organization["Id"],
        "ManagementAccountArn": organization["MasterAccountArn"],
        "ManagementAccountEmail": organization["MasterAccountEmail"],
        "ManagementAccountId": organization["MasterAccountId"],
        "RootId": next(iter(organizations._roots)),
    }


def create_account(logical_id, properties, stack_name):
    check_names(properties, ["AccountName", "Email"], [])
    if get_account_id() not in managers():
        refuse("AWSOrganizationsNotInUseException: Your account is not a member of an organization")
    account = call(organizations._create_account, properties)["CreateAccountStatus"]["AccountId"]
    return account, {"AccountId": account}


def recorded():
    """The id of the organization that the calling account may have a trail for."""
    if not managers():
        refuse("OrganizationsNotInUseException: Your account is not a member of an organization")
    if get_account_id() not in managers():
        refuse("NotOrganizationMasterAccountException: Your account is not the management account")
    return organizations._orgs["self"]["Id"]


def managers():
    """The management accounts of the organizations that the calling account is in."""
    return [manager for manager, member in organizations._accounts._data if member == get_account_id()]
