"""Inside the sandbox: threads that a notebook has started, and that go on beside its tests."""

import _thread
import threading


class Threads:
    """Those that there were when this was made are nobody's."""

    def __init__(self) -> None:
        self._known = set(threading.enumerate())

    def go_on(self) -> bool:
        """Tell whether one that the notebook has started goes on."""
        threads = [one for one in threading.enumerate() if one is not threading.main_thread()]
        if _thread._count() > len(threads):
            return True  # one was started below threading, which knows all others
        for thread in threads:
            work = getattr(thread, "_target", None) or type(thread)
            if thread not in self._known and getattr(work, "__module__", "") == "__main__":
                return True
        return False
