"""The side tasks of a watch: updating its row in the registry, and making the deliveries of every channel."""

import os
from collections.abc import Sequence
from dataclasses import replace
from threading import Condition, Thread
from time import monotonic

from tickets.alerts.channels import CHANNELS, ChannelEntry
from tickets.alerts.log_notifier import LOG_FAILED, LogWriter
from tickets.errors import DeskError
from tickets.log.record import record
from tickets.service import TicketService
from tickets.watch.delivery_loop import DeliveryLoop
from tickets.watch.registry import enter, keep, leave
from tickets.watch.watch import WatchState


class SideTasks:
    """Updates the row of a watch and makes its share of the deliveries of every channel with a notifier."""

    def __init__(
        self,
        service: TicketService,
        writer: LogWriter,
        name: str,
        host: str,
        channels: Sequence[ChannelEntry] = CHANNELS,
    ) -> None:
        """Enter the registry as `name`, or a free variant of it.

        `writer` is the log of the watch. Raises Unavailable.
        """
        self._service = service
        self._writer = writer
        self._row_trouble = ""
        with service.store.writing() as connection:
            self._row = enter(connection, name, host, service.now())
        by = f"{self._row.name}:{os.getpid()}"
        loops = [DeliveryLoop(service, each, each.notifier(writer), by) for each in channels if each.notifier]
        self._workers = [_ChannelWorker(loop) for loop in loops]

    @property
    def trouble(self) -> str:
        """Why the row or the log can't be written, or a channel delivers nothing; "" if all is well."""
        return self._row_trouble or self._undelivered()

    def run(self, state: WatchState) -> None:
        """Write the watch's state and begin to make deliveries, which nobody waits for.

        A failure is put in `trouble` and retried.
        """
        self._row = replace(self._row, swept=state.swept, trouble=state.trouble or self._undelivered())
        try:
            with self._service.store.writing() as connection:
                keep(connection, self._row)
        except DeskError as error:
            self._row_trouble = error.sentence
            return  # the deliveries would wait for the same database
        except BaseException as error:  # noqa: BLE001  the deliveries don't depend on it
            self._row_trouble = record(error, LOG_FAILED).sentence
        else:
            self._row_trouble = ""
        for worker in self._workers:
            worker.wake()

    def wait(self, seconds: float) -> bool:
        """Return whether no delivery is being made, now or within this time."""
        until = monotonic() + seconds
        return all(worker.wait(max(0, until - monotonic())) for worker in self._workers)

    def leave(self) -> None:
        """Mark the row as ended, if the database can be reached."""
        try:
            with self._service.store.writing() as connection:
                leave(connection, self._row)
        except DeskError:
            return  # the row expires by itself
        except BaseException as error:  # noqa: BLE001  closing must be completed
            record(error, LOG_FAILED)

    def _undelivered(self) -> str:
        return next((worker.trouble for worker in self._workers if worker.trouble), self._writer.trouble)


class _ChannelWorker:
    """Makes the deliveries of one channel on a thread of its own, so that a notifier that hangs delays no other.

    The thread ends when nothing more is wanted. It doesn't keep the program from ending.
    """

    def __init__(self, loop: DeliveryLoop) -> None:
        self._loop = loop
        self._trouble = ""
        self._turn = Condition()
        self._wanted = False
        self._working = False

    @property
    def trouble(self) -> str:
        """Why nothing is delivered; "" if all is well."""
        return self._loop.trouble or self._trouble

    def wake(self) -> None:
        """Make the deliveries that wait."""
        with self._turn:
            self._wanted = True
            if not self._working:
                try:
                    Thread(target=self._work, name="deliveries", daemon=True).start()
                    self._working = True
                except RuntimeError as error:  # the system has no thread left; tried again at the next turn
                    self._trouble = record(error, LOG_FAILED).sentence

    def wait(self, seconds: float) -> bool:
        """Return whether nothing is being delivered, now or within this time."""
        with self._turn:
            return self._turn.wait_for(lambda: not self._working, seconds)

    def _work(self) -> None:
        while self._goes_on():
            try:
                self._loop.run()
                self._trouble = ""
            except DeskError as error:
                self._trouble = error.sentence
            except BaseException as error:  # noqa: BLE001  the claims expire, then other watches deliver
                self._trouble = record(error, LOG_FAILED).sentence

    def _goes_on(self) -> bool:
        with self._turn:
            self._working, self._wanted = self._wanted, False
            self._turn.notify_all()
            return self._working
