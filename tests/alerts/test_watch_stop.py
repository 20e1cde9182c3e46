"""A watch that is stopped while it sweeps ends and does not wait for itself."""

from threading import Event, Thread

from tickets.watch.watch import SchedulerTimer


def test_a_timer_is_stopped_while_its_ring_wants_to_set_it() -> None:
    timer = SchedulerTimer()
    ringing, may_set = Event(), Event()

    def ring() -> None:
        ringing.set()
        may_set.wait(10)
        timer.set(3600)

    timer.start(ring)
    timer.set(0)
    assert ringing.wait(10)
    stopping = Thread(target=timer.stop, daemon=True)
    stopping.start()
    stopping.join(0.2)
    may_set.set()
    stopping.join(10)
    assert not stopping.is_alive()
