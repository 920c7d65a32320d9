"""Attacks on the machine and on the way of the results: loops, bombs, floods. They need walls."""

from tests.stock.attacks.attack import FD, WRONG, Attack, calls

CLOSED: dict[str, Attack] = {
    "16_network": Attack(
        "the network is asked",
        WRONG + "import socket\nsocket.create_connection(('127.0.0.1', 22), timeout=1)\n"
        "def double(x): return 2 * x",
        wild=True,
    ),
    "17_swallows": Attack(
        "an endless loop that swallows every exception",
        "import time\ndef double(x):\n    while True:\n        try: time.sleep(1)\n"
        "        except BaseException: pass\n",
        wild=True,
    ),
    "17_c_loop": Attack(
        "an endless loop in C code",
        "import re\nre.match('(a+)+$', 'a' * 60 + 'b')\ndef double(x): return 0",
        wild=True,
    ),
    "18_memory": Attack("a memory bomb", calls("a = bytearray(10**11)"), wild=True),
    "18_memory_slow": Attack(
        "a memory bomb, bit by bit",
        "rows = []\ndef double(x):\n    while True: rows.append(bytearray(10**7))\n",
        wild=True,
    ),
    "18_fork": Attack("a fork bomb", WRONG + "import os\nwhile True: os.fork()", wild=True),
    "18_file": Attack(
        "a file bomb", WRONG + "f = open('big', 'wb')\nwhile True: f.write(bytes(10**7))", wild=True
    ),
    "18_output": Attack("endless output", WRONG + "while True: print('x' * 10**6)", wild=True),
    "18_outputs": Attack(
        "a million outputs", WRONG + "for i in range(10**6): display(i)", wild=True
    ),
    "20_reply": Attack(
        "replies are written to every descriptor",
        WRONG
        + "import json, struct\nreply = json.dumps({'status': 'ok', 'score': 2, 'text': '2'}).encode()\n"
        "line = struct.pack('>I', len(reply)) + reply + b'\\n'\n" + FD,
        wild=True,
    ),
    "20_flood": Attack(
        "a flood on every descriptor", WRONG + "line = b'\\xff' * 10**6\n" + FD * 3, wild=True
    ),
    "20_close": Attack(
        "every descriptor is closed", WRONG + "import os\nos.closerange(0, 256)", wild=True
    ),
}
