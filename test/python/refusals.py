"""Evaluates expressions, and prints what each of them raises."""

import json
import sys

from aws_cdk import App, Duration, Stack
from aws_cdk import aws_s3 as s3
from cdk_s3_audit_trail import *


def raised(expression: str) -> dict[str, str] | None:
    stack = Stack(App(), "Stack")
    names = {"stack": stack, "bucket": s3.Bucket(stack, "Bucket")}
    try:
        eval(expression, globals(), names)
    except Exception as error:
        return {"type": type(error).__name__, "message": str(error)}
    return None


print(json.dumps([raised(expression) for expression in json.load(sys.stdin)]))
