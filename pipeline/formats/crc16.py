"""CRC-16 as LAME's Info tag has it: polynomial 0x8005, least significant bit first, beginning with 0.

Source: "Mp3 Info Tag revision 1 Specifications" (MusicCRC, CRC-16 of Info Tag); known elsewhere as CRC-16/ARC.

A CRC is linear, so long data is cut into columns that numpy goes through side by side; the columns' CRCs are then put
together with the matrix that says what a column's length of zero bytes does to a CRC.
"""

import numpy as np
from numpy.typing import NDArray

_POLYNOMIAL = 0xA001
"""0x8005 with its bits turned round."""
_COLUMNS = 4096
_BITS = 16


def _table() -> NDArray[np.uint16]:
    values = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        values = np.where(values & 1, values >> 1 ^ _POLYNOMIAL, values >> 1).astype(np.uint16)
    return values


_TABLE = _table()
_PLAIN = _TABLE.tolist()


def crc16(data: bytes, before: int = 0) -> int:
    """Give the CRC of ``data``; ``before`` is that of what stands ahead of it."""
    length = len(data) // _COLUMNS
    head = len(data) - length * _COLUMNS
    crc = _slow(data[:head], before)
    if not length:
        return crc
    columns = np.frombuffer(data, np.uint8, offset=head).reshape(_COLUMNS, length)
    basis = np.zeros((_BITS, length), np.uint8)
    states = np.concatenate([np.zeros(_COLUMNS, np.uint16), 1 << np.arange(_BITS, dtype=np.uint16)])
    for row in np.ascontiguousarray(np.concatenate([columns, basis]).T):
        states = states >> 8 ^ _TABLE[(states ^ row) & 0xFF]
    low, high = _shifting(states[_COLUMNS:])
    for state in states[:_COLUMNS].tolist():
        crc = low[crc & 0xFF] ^ high[crc >> 8] ^ state
    return crc


def _slow(data: bytes, crc: int) -> int:
    for byte in data:
        crc = crc >> 8 ^ _PLAIN[(crc ^ byte) & 0xFF]
    return crc


def _shifting(bits: NDArray[np.uint16]) -> tuple[list[int], list[int]]:
    """Give what becomes of a CRC's low and high byte, from what becomes of each of its bits."""
    bytes_ = np.arange(256, dtype=np.uint16)
    tables = []
    for first in (0, 8):
        set_ = bytes_[:, None] >> np.arange(8, dtype=np.uint16) & 1
        tables.append(np.bitwise_xor.reduce(set_ * bits[first : first + 8], axis=1).tolist())
    return tables[0], tables[1]
