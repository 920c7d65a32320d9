"""What the kernel would do with a call, read from the filter's program itself."""

import struct

ALLOW, KILL, ERROR = "allow", "kill", "error"
WORD = 0xFFFFFFFF


def decide(program: bytes, architecture: int, number: int, *arguments: int) -> str | int:
    """Run the program on one call: "allow", "kill", or the number of an error."""
    registers = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("<IIQ6Q", number, architecture, 0, *(one & 2**64 - 1 for one in registers))
    lines = list(struct.iter_unpack("<HBBI", program))
    accumulator = place = 0
    while True:
        code, if_true, if_false, value = lines[place]
        place += 1
        if code == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, value)
        elif code == 0x54:
            accumulator &= value
        elif code == 0x05:
            place += value
        elif code in (0x15, 0x35):
            true = accumulator == value if code == 0x15 else accumulator >= value
            place += if_true if true else if_false
        elif value == 0x7FFF0000:
            return ALLOW
        elif value == 0x80000000:
            return KILL
        else:
            assert code == 0x06 and value & 0xFFFF0000 == 0x00050000
            return value & 0xFFFF
