"""Answers of Athena by somebody outside: `POST /_athena/executor` with `{"account", "url"}` names who, by account.

Each statement that is run in that account is posted to the URL as `{"statement", "parameters", "workgroup"}`; a prepared
one as its text. The answer is `{"columns", "rows"}`, with `updateCount` where rows were written, or `{"error"}`, the
sentence that the execution fails with. A URL of null ends it. Ministack answers for all other accounts, as ever.
"""

import asyncio
import json
import re
import time
from urllib.request import ProxyHandler, Request, build_opener

from ministack.core.responses import error_response_json, get_account_id
from ministack.services import athena

PATH = "/_athena/executor"
EXECUTE = re.compile(r'\s*EXECUTE\s+"?([\w@:]+)"?(?:\s+USING\s+(.+?))?\s*;?\s*', re.IGNORECASE | re.DOTALL)
executors = {}
# No proxy of the machine's stands before this machine itself.
opener = build_opener(ProxyHandler({}))


def register():
    start, execute, results = athena._start_query_execution, athena._execute_query, athena._get_query_results

    def start_with_parameters(request):
        parameters = request.get("ExecutionParameters")
        if parameters is not None and get_account_id() in executors and not (parameters and all(parameters)):
            return error_response_json("InvalidRequestException", "ExecutionParameters holds nothing, or an empty text", 400)
        answer = start(request)
        if answer[0] < 400 and parameters is not None:
            athena._executions[json.loads(answer[2])["QueryExecutionId"]]["ExecutionParameters"] = parameters
        return answer

    async def execute_outside(query_id, query, database, ddl, catalog=None):
        url = executors.get(get_account_id())
        if url is None:
            return await execute(query_id, query, database, ddl, catalog)
        return await run(athena._executions[query_id], url)

    def results_with_count(request):
        answer = results(request)
        execution = athena._executions.get(request.get("QueryExecutionId")) or {}
        if answer[0] >= 400 or "_update_count" not in execution:
            return answer
        # What writes rows tells how many, and has none to show.
        body = {**json.loads(answer[2]), "UpdateCount": execution["_update_count"]}
        body["ResultSet"]["Rows"] = []
        return answer[0], answer[1], json.dumps(body).encode()

    athena._start_query_execution = start_with_parameters
    athena._execute_query = execute_outside
    athena._get_query_results = results_with_count


def over(app):
    """The application, with the one request more that it takes."""

    async def with_executors(scope, receive, send):
        if scope["type"] != "http" or scope["path"] != PATH:
            return await app(scope, receive, send)
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        request = json.loads(body)
        executors[request["account"]] = request["url"]
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    return with_executors


async def run(execution, url):
    status = execution["Status"]
    status["State"] = "RUNNING"
    try:
        statement, parameters = resolved(execution)
        execution["StatementType"] = athena._detect_statement_type(statement)
        question = {"statement": statement, "parameters": parameters, "workgroup": execution["WorkGroup"]}
        answer = await asyncio.to_thread(ask, url, question)
        if status["State"] == "CANCELLED":
            return
        if "error" in answer:
            raise ValueError(answer["error"])
        execution["_results"] = {"columns": answer["columns"], "rows": answer["rows"]}
        execution["_column_types"] = ["varchar"] * len(answer["columns"])
        if "updateCount" in answer:
            execution["_update_count"] = answer["updateCount"]
        await athena._save_query_results(execution["QueryExecutionId"])
        # Writing the results may have failed.
        if status["State"] == "RUNNING":
            status["State"] = "SUCCEEDED"
    except Exception as error:
        status.update(State="FAILED", StateChangeReason=str(error))
    status["CompletionDateTime"] = int(time.time())


def ask(url, question):
    request = Request(url, json.dumps(question).encode(), {"content-type": "application/json"})
    with opener.open(request) as answer:
        return json.load(answer)


def resolved(execution):
    """The text that runs, and the values for its `?`, each as SQL has it."""
    parameters = execution.get("ExecutionParameters", [])
    call = EXECUTE.fullmatch(execution["Query"])
    if call is None:
        return execution["Query"], parameters
    prepared = athena._prepared_statements.get(f"{execution['WorkGroup']}/{call[1]}")
    if prepared is None:
        raise ValueError(f"PreparedStatement {call[1]} was not found in workGroup {execution['WorkGroup']}")
    if call[2] and parameters:
        raise ValueError("USING beside ExecutionParameters isn't emulated")
    return prepared["QueryStatement"], split(call[2]) if call[2] else parameters


def split(using):
    """The values between the commas that stand in no parentheses and no text."""
    values, depth, start = [], 0, 0
    for kind, text, position, end in athena._sql_tokens(using):
        depth += (text in "([") - (text in ")]") if kind == "punct" else 0
        if kind == "punct" and text == "," and depth == 0:
            values.append(using[start:position].strip())
            start = end
    return [*values, using[start:].strip()]
