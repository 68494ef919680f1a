"""Grade on other machines: what was handed in is read, rebuilt and booked here, and run and judged by the workers of a Dask scheduler.

Of a hand-in only the code cells go there, with the solutions and the run's secret; what the cells show and the reports come back. A worker is as
trusted as this machine. Where one is lost, Dask gives what it had to another.
"""

import asyncio
import json
import logging
import re
import warnings
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import NamedTuple

from autograder.classroom.state import OfTheCourse
from autograder.marking.elsewhere import graded
from autograder.source.notebooks import SourceError

ADDRESS = re.compile(r"(tcp|tls)://(\[[\da-fA-F:.]+\]|[\w.-]+):\d{1,5}")
HERE = re.compile(r"127\..*|localhost|\[::1\]")
ANSWER_SECONDS = 20  # for a scheduler to answer, and for its first worker to come
LOOK_SECONDS, ALONE_SECONDS = 5, 60  # how often, and how long, workers are looked for where there is none
NO_CERTIFICATES = (
    "name the certificates in Dask's configuration, under distributed.comm.tls: ca-file, client.cert, client.key"
)


@contextmanager
def connected(address):
    """Yield the Workers of the scheduler at an address; raise SourceError, within a minute, where there are none."""
    if not ADDRESS.fullmatch(address):
        raise SourceError(f"--scheduler {address}: write tcp://HOST:PORT or tls://HOST:PORT")
    try:
        from distributed import Client
        from distributed.versions import VersionMismatchWarning
    except ImportError as error:
        raise SourceError(f"--scheduler needs the package {error.name}; run: pip install distributed") from None
    for name in "distributed", "distributed.client":  # what of it matters is one line of ours
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings(
        "ignore", category=VersionMismatchWarning
    )  # `installed` knows which versions have to be the same
    _ensure_answer(address)
    with _reached(address):
        client = Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
    try:
        with _reached(address), suppress(TimeoutError):
            client.wait_for_workers(1, timeout=ANSWER_SECONDS)
        workers = Workers(client, address)
        if not workers.threads():
            raise SourceError(f"{address} has no workers; start one, on each machine: dask worker {address}")
        yield workers
    finally:
        with suppress(TimeoutError):
            client.close()


def _ensure_answer(address):
    """Raise SourceError where no scheduler answers in time: a Client that is refused complains later, and at length."""
    from distributed.comm import connect
    from distributed.security import Security

    try:
        secured = Security().get_connection_args("client")
    except (OSError, ValueError) as error:  # ssl's are OSErrors
        raise SourceError(
            f"{address}: the certificates can't be used ({_one_line(error)}); {NO_CERTIFICATES}"
        ) from None
    if address.startswith("tls") and not secured["ssl_context"]:
        raise SourceError(f"{address}: there are no certificates; {NO_CERTIFICATES}")

    async def ask():
        (await connect(address, timeout=ANSWER_SECONDS, **secured)).abort()

    try:
        asyncio.run(ask())
    except Exception as error:  # whatever else may listen there answers as it likes
        problem = f"no scheduler answers at {address} ({_one_line(error)[:200]})"
        raise SourceError(f"{problem}; correct the address, or run: dask scheduler") from None


def _one_line(error):
    return " ".join(f"{error}".split()) or type(error).__name__


@contextmanager
def _reached(address):
    """Say in one line that a scheduler is lost."""
    from distributed.client import ClosedClientError

    try:
        yield
    except (CancelledError, ClosedClientError, OSError):
        lost = f"the scheduler at {address} is lost; what was graded until then stays, start it and run this again"
        raise OfTheCourse(lost) from None


def in_plain(address):
    """Return, in a line, what is to be known of an address that others than this machine may reach or read; None where nothing is."""
    scheme, host = address.split("://")[0], address.partition("://")[2].rpartition(":")[0]
    if scheme != "tcp" or HERE.fullmatch(host):
        return None
    return f"{address}: whoever reaches it can run code there and read the solutions on their way; use tls://"


class Workers(NamedTuple):
    """Those of a scheduler, reached by way of a client."""

    client: object
    address: str

    def threads(self):
        """Return how many submissions they grade at a time."""
        with _reached(self.address):
            return sum(self.client.nthreads().values())

    def run(self, ordered, notebook, name):
        """Have one of them grade a rebuilt notebook by an `order`; return it with its outputs, and the reports, as `Grade.run` does.

        Raises OfTheCourse where it is not graded, and that is no student's fault.
        """
        work = {key: value for key, value in notebook.items() if key != "cells"}
        work["cells"] = [cell for cell in notebook.cells if cell.cell_type == "code"]
        with _reached(self.address):
            future = self.client.submit(graded, ordered, name, json.dumps(work, sort_keys=True))
            answer = self._answer(future)  # what is the same is run once
        if isinstance(answer, Exception):
            raise self._blamed(answer)
        outputs, reports = answer
        for cell in notebook.cells:
            if cell.id in outputs:
                cell.outputs = outputs[cell.id]
        return notebook, reports

    def _answer(self, future):
        """Return what a worker gives back, or the exception that it raises."""
        alone = 0
        while True:
            try:
                return future.result(timeout=LOOK_SECONDS)
            except Exception as error:
                if future.status == "error":
                    return error
                if not isinstance(error, TimeoutError):
                    raise
            alone = 0 if self.threads() else alone + LOOK_SECONDS
            if alone >= ALONE_SECONDS:
                raise OfTheCourse(f"{self.address} has no worker left; start one and run this again")

    def _blamed(self, error):
        """Return what is to be raised for an exception of a worker's or the scheduler's: it is told of the hand-in, or of the course."""
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            tried = f"{error.allowed_failures + 1} workers were lost over it, one after the other"
            return RuntimeError(f"it could not be run: {tried}; grade it again")
        if isinstance(error, ImportError):
            lacking = f"the scheduler or a worker at {self.address} lacks the package {error.name}"
            return OfTheCourse(f"{lacking}; install there what is installed here, and start it anew")
        return OfTheCourse(str(error)) if isinstance(error, SourceError) else error
