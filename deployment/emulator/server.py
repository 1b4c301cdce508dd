"""Serves ministack, with what it lacks for us, on a free port of this machine alone, for as long as stdin is open."""

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
import tempfile


def main():
    # Whoever started us ends us by closing our stdin, also by dying of Ctrl-C; what we leave behind is removed then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    folder = tempfile.mkdtemp(prefix="ministack-")
    try:
        listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        configure(folder, listener.getsockname()[1])
        serve(listener, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def configure(folder, port):
    """Ministack reads its settings when it is imported, so this comes first."""
    os.environ.update(
        TMPDIR=folder,
        S3_DATA_DIR=f"{folder}/s3",
        GATEWAY_PORT=str(port),
        MINISTACK_HOST="127.0.0.1",
        # IAM policies count, and bucket policies that ask for TLS see it.
        AUTH="true",
        USE_SSL="1",
        # It would listen on all interfaces.
        IOT_MTLS_ENABLED="0",
        ATHENA_ENGINE="mock",
        # Of what a state machine waits, also before it tries again.
        SFN_WAIT_SCALE="0.01",
    )
    tempfile.tempdir = folder


def serve(listener, folder):
    from hypercorn.asyncio import serve as serve_app
    from hypercorn.config import Config
    from ministack.app import app
    from ministack.core import tls

    import athena_executor
    import athena_task
    import athena_workgroup
    import authorization
    import bucket
    import bucket_policy
    import deployment_order
    import dynamodb_table
    import glue_table
    import iceberg_table
    import jsonata_states
    import kms_key
    import known_properties
    import organization
    import saved_queries
    import schedule
    import state_machine
    import table_optimizer
    import trail

    parts = (
        athena_executor,
        athena_task,
        athena_workgroup,
        authorization,
        bucket,
        bucket_policy,
        deployment_order,
        dynamodb_table,
        glue_table,
        iceberg_table,
        jsonata_states,
        kms_key,
        known_properties,
        organization,
        saved_queries,
        schedule,
        state_machine,
        table_optimizer,
        trail,
    )
    for part in parts:
        part.register()

    config = Config()
    # Not by address: the port is ours already, and no other one is opened.
    config.bind = [f"fd://{listener.detach()}"]
    config.certfile, config.keyfile = tls.resolve_tls_material()
    config.loglevel = "WARNING"
    # A test may compute for longer between two requests, and then finds its connection closed.
    config.keep_alive_timeout = 600
    config.graceful_timeout = 0.2
    port = int(os.environ["GATEWAY_PORT"])
    address = {"endpoint": f"https://127.0.0.1:{port}", "certificate": config.certfile, "folder": folder}
    print(json.dumps(address), flush=True)

    asyncio.run(serve_app(athena_executor.over(app), config, shutdown_trigger=until_stdin_ends))


async def until_stdin_ends():
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin.fileno(), lambda: os.read(sys.stdin.fileno(), 1024) or ended.set())
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()


if __name__ == "__main__":
    main()
