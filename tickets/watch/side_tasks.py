"""The side tasks of a watch: updating its row in the registry, and making the deliveries of every channel."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace

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
        self.trouble = ""
        self.returned: Callable[[], None] = lambda: None  # called when the database answers, before the first delivery
        self._service = service
        with service.store.writing() as connection:
            self._row = enter(connection, name, host, service.now())
        by = f"{self._row.name}:{os.getpid()}"
        self._loops = [DeliveryLoop(service, each, each.notifier(writer), by) for each in channels if each.notifier]

    def run(self, state: WatchState) -> None:
        """Write the watch's state and make deliveries. A failure is put in `trouble` and retried."""
        self._row = replace(self._row, swept=state.swept, trouble=state.trouble)
        trouble = ""
        for step in (self._keep_row, *(loop.run for loop in self._loops)):
            try:
                step(self.returned)
            except DeskError as error:
                trouble = error.sentence
                if step == self._keep_row:
                    break  # the deliveries would wait for the same database
            except BrokenPipeError:
                raise  # the reader of the log has closed it: the service ends
            except BaseException as error:  # noqa: BLE001  the claims expire, then other watches deliver
                trouble = record(error, LOG_FAILED).sentence
        self.trouble = trouble

    def leave(self) -> None:
        """Mark the row as ended, if the database can be reached."""
        try:
            with self._service.store.writing() as connection:
                leave(connection, self._row)
        except DeskError:
            return  # the row expires by itself
        except BaseException as error:  # noqa: BLE001  closing must be completed
            record(error, LOG_FAILED)

    def _keep_row(self, _answered: Callable[[], None]) -> None:
        with self._service.store.writing() as connection:
            keep(connection, self._row)
