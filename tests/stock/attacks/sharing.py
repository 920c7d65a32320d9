"""Attacks on what two sandboxes share: those of the check mode's class, beside a test cell."""

from tests.stock.attacks.attack import WRONG, Attack
from tests.tricks.sharing import ATTEMPTS, BEGIN

PAID = "\nif got:\n    def double(x): return 2 * x\n"
CLOSED: dict[str, Attack] = {
    name: Attack(what, f"{WRONG}{BEGIN}{code}{PAID}", wild=True)
    for name, (what, code) in ATTEMPTS.items()
}
