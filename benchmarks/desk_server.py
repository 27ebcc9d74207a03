"""A server for the load benchmark: the desk, or a bare FastAPI endpoint, in a process of its own.

python -m benchmarks.desk_server desk|bare PORT
"""

import contextlib
import resource
import sys

import uvicorn
from fastapi import FastAPI, Request
from starlette.responses import Response


def bare():
    """An endpoint that returns as many bytes as it is asked for, made once for each size."""
    app = FastAPI()
    made = {}

    def of(size):
        return made.setdefault(size, b"x" * size)

    @app.get("/bare/{size}")
    async def get(size: int) -> Response:
        return Response(of(size), media_type="text/html")

    @app.post("/bare/{size}")
    async def post(size: int, request: Request) -> Response:
        await request.body()
        return Response(of(size), media_type="application/json")

    return app


def main(words):
    """Serve one of the two until stopped."""
    which, port = words[0], int(words[1])
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    options = {"host": "127.0.0.1", "port": port, "log_level": "warning", "access_log": False}
    if which == "bare":
        uvicorn.run(bare(), **options)
        return
    from licet.desk import serving

    uvicorn.run(serving.app, factory=True, **options)


if __name__ == "__main__":
    main(sys.argv[1:])
