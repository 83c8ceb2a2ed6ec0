#!/usr/bin/env python3
"""A name server that is away for a while: SERVFAIL for SECONDS after its first question, then 127.0.0.1 for every name.

    resolver.py SECONDS LOG      on 127.0.0.1:53; LOG gets a line for each question: what was answered, and the name
"""
import socket
import struct
import sys
import time

SERVFAIL, A, AAAA = 2, 1, 28

seconds, first = float(sys.argv[1]), None
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 53))
with open(sys.argv[2], "a", buffering=1, encoding="utf-8") as log:
    while True:
        question, client = server.recvfrom(512)
        first = first or time.monotonic()
        end = question.index(0, 12)
        asked = question[12:end + 5]
        kind, = struct.unpack("!H", asked[-4:-2])
        away = time.monotonic() - first < seconds
        found = not away and kind == A
        log.write(f"{'servfail' if away else 'answered'} {'A' if kind == A else kind} {question[13:end]!r}\n")
        flags = 0x8180 | (SERVFAIL if away else 0)
        record = b"\xc0\x0c" + struct.pack("!HHIH", A, 1, 0, 4) + bytes([127, 0, 0, 1]) if found else b""
        server.sendto(question[:2] + struct.pack("!HHHHH", flags, 1, int(found), 0, 0) + asked + record, client)
