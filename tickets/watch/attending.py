"""What a watch does besides sweeping: it keeps its row in the registry and makes the deliveries of every channel."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace

from tickets.alerts.channels import CHANNELS, ChannelEntry
from tickets.alerts.log_notifier import LOG_FAILED, LogWriter
from tickets.errors import DeskError
from tickets.log.record import record
from tickets.service import TicketService
from tickets.watch.notifying import DeliveryLoop
from tickets.watch.registry import enter, keep, leave
from tickets.watch.watch import WatchState


class Attending:
    """Keeps the row of a watch and delivers on every channel with a notifier, which one of all watches does."""

    def __init__(
        self, desk: TicketService, writer: LogWriter, name: str, host: str, channels: Sequence[ChannelEntry] = CHANNELS
    ) -> None:
        """Enter the registry, as `name` if that is free. `writer` is the log of the watch. Raises Unavailable."""
        self.trouble = ""
        self.returned: Callable[[], None] = lambda: None  # told that the database answers, before what is new is told
        self._desk = desk
        with desk.store.writing() as connection:
            self._row = enter(connection, name, host, desk.now())
        by = f"{self._row.name}:{os.getpid()}"
        self._loops = [DeliveryLoop(desk, each, each.notifier(writer), by) for each in channels if each.notifier]

    def attend(self, state: WatchState) -> None:
        """Write down how the watch is doing and tell what is new. A failure is kept in `trouble` and tried again."""
        self._row = replace(self._row, swept=state.swept, trouble=state.trouble)
        trouble = ""
        for step in (self._keep_row, *(loop.run for loop in self._loops)):
            try:
                step(self.returned)
            except DeskError as error:
                trouble = error.sentence
                break  # the others would wait for the same database
            except BrokenPipeError:
                raise  # nobody reads any more: the service ends
            except BaseException as error:  # noqa: BLE001  whatever it is: the claims run out and are told again
                trouble = record(error, LOG_FAILED).sentence
        self.trouble = trouble

    def leave(self) -> None:
        """Leave the registry, if the database can be reached."""
        try:
            with self._desk.store.writing() as connection:
                leave(connection, self._row)
        except DeskError:
            return  # its row grows old by itself
        except BaseException as error:  # noqa: BLE001  the end must come to its end
            record(error, LOG_FAILED)

    def _keep_row(self, _answered: Callable[[], None]) -> None:
        with self._desk.store.writing() as connection:
            keep(connection, self._row)
