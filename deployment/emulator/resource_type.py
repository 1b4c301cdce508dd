"""What all resource types have in common: which properties they take, and how a refusal reaches CloudFormation."""

import json

from ministack.services.cloudformation import provisioners


def add(resource_type, create, update, delete, replacing=()):
    """Adds a resource type, or puts another in its place. A change of a property in `replacing` replaces it."""
    provisioners._RESOURCE_HANDLERS[resource_type] = {"create": create, "update": update, "delete": delete}
    if replacing:
        provisioners._REPLACING_PROPERTIES[resource_type] = tuple(replacing)


def wrap(resource_type, check_properties, check_deletion):
    """Puts checks before the handlers that there are."""
    handlers = provisioners._RESOURCE_HANDLERS[resource_type]
    create, update, delete = handlers["create"], handlers["update"], handlers["delete"]

    def checked_create(logical_id, properties, stack_name):
        check_properties(properties)
        return create(logical_id, properties, stack_name)

    def checked_update(physical_id, old, new, *names):
        check_properties(new)
        return update(physical_id, old, new, *names)

    def checked_delete(physical_id, properties):
        check_deletion(physical_id, properties)
        return delete(physical_id, properties)

    handlers.update(create=checked_create, update=checked_update, delete=checked_delete)


def check_names(properties, required, optional):
    """CloudFormation refuses a property that it doesn't know. Nor is one dropped in silence that isn't emulated."""
    missing = [name for name in required if properties.get(name) in (None, "")]
    unknown = [name for name in properties if name not in (*required, *optional)]
    if missing:
        refuse(f"Property validation failure: required key {missing} not found")
    if unknown:
        refuse(f"Property validation failure: extraneous key {unknown} is not permitted")


def check_length(properties, name, most):
    value = properties.get(name)
    if value is not None and not (isinstance(value, str) and 1 <= len(value) <= most):
        refuse(f"Property validation failure: {name} has to be of 1 to {most} characters")


def call(operation, request):
    """Calls an operation of ministack's, and fails where it answers with an error."""
    status, _, body = operation(request)
    if status >= 400:
        refuse(body if isinstance(body, str) else body.decode())
    return json.loads(body or b"{}")


def refuse(reason):
    raise ValueError(reason)
