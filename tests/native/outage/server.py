#!/usr/bin/env python3
"""A server that is away for a while: between a client and an AWS of this machine.

    server.py PORT UPSTREAM KIND SECONDS PATH-OR-ACTION LOG

For SECONDS after its first request it does KIND (refused, reset, 503, 429, throttled); then it hands requests on to UPSTREAM. Only requests
whose X-Amz-Target, form or path has PATH-OR-ACTION in it are failed and counted. LOG gets one line for each: its time and what became of it.
'refused' closes the listening socket: the first connection that comes is counted, the ones that are refused cannot be.
"""
import http.client
import http.server
import socket
import socketserver
import struct
import sys
import threading
import time

port, upstream, kind, seconds, part, log = sys.argv[1:]
seconds = float(seconds)
began = time.monotonic()
first = None
gate = threading.Lock()
lines = open(log, "a", buffering=1)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 4096
    allow_reuse_address = True


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def serve(self):
        global first
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        text = f"{self.path} {self.headers.get('X-Amz-Target', '')} {body[:200]!r}"
        if part in text:
            with gate:
                first = first or time.monotonic()
                away = kind != "refused" and time.monotonic() - first < seconds
                lines.write(f"{time.monotonic() - began:.3f} {kind if away else 'answered'}\n")
            if away:
                return self.fail()
        self.hand_on(body)

    do_GET = do_PUT = do_POST = do_HEAD = serve

    def fail(self):
        if kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        status, headers, body = {
            "503": (503, {}, b"<Error><Code>ServiceUnavailable</Code></Error>"),
            "429": (429, {"Retry-After": "1"}, b""),
            "throttled": (400, {"Content-Type": "text/xml"},
                          b"<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>"),
        }[kind]
        self.answer(status, headers, body)

    def hand_on(self, body):
        other = http.client.HTTPConnection(upstream, timeout=30)
        other.request(self.command, self.path, body, dict(self.headers))
        got = other.getresponse()
        self.answer(got.status, {name: value for name, value in got.getheaders()
                                 if name.lower() not in ("transfer-encoding", "connection", "content-length")}, got.read())
        other.close()

    def answer(self, status, headers, body):
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if kind == "refused":
    # Nobody is there until the time is over.
    time.sleep(seconds)
Server(("127.0.0.1", int(port)), Handler).serve_forever()
