"""Relays TLS between a client and a server on this machine, and prints what their hellos say of the key exchange:

    client 0x11ec 0x001d ...    the groups that it offers (RFC 8446, 4.2.7)
    server 0x11ec               the group that it takes (4.2.8)
    server 0x11ec resumed       the same, where it takes a session of before (4.2.11)

key-exchange.py PORT FILE: forwards to PORT; FILE gets the port that it listens on.
"""
import socket
import sys
import threading

SUPPORTED_GROUPS, PRE_SHARED_KEY, KEY_SHARE = 10, 41, 51


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def number(self, size):
        return int.from_bytes(self.bytes(size), 'big')

    def bytes(self, size):
        if self.at + size > len(self.data):
            raise EOFError
        self.at += size
        return self.data[self.at - size:self.at]

    def vector(self, size):
        return Reader(self.bytes(self.number(size)))

    def ends(self):
        return self.at >= len(self.data)


def hello(data, is_client):
    """What is told of a hello, or None while it is not whole."""
    try:
        record = Reader(data)
        record.bytes(3)
        message = record.vector(2)
        message.bytes(1)
        body = message.vector(3)
        body.bytes(34)
        body.vector(1)
        body.vector(2) if is_client else body.bytes(2)
        body.vector(1) if is_client else body.bytes(1)
        extensions = body.vector(2)
        taken = {}
        while not extensions.ends():
            kind, content = extensions.number(2), extensions.vector(2)
            if is_client and kind == SUPPORTED_GROUPS:
                groups = content.vector(2)
                return [f'0x{groups.number(2):04x}' for _ in range(len(groups.data) // 2)]
            taken[kind] = content
        if is_client:
            return []
        group = [f'0x{taken[KEY_SHARE].number(2):04x}'] if KEY_SHARE in taken else []
        return group + ['resumed'] * (PRE_SHARED_KEY in taken)
    except EOFError:
        return None


def relay(source, target, who):
    seen, told = b'', False
    try:
        while data := source.recv(65536):
            if not told:
                seen += data
                groups = hello(seen, who == 'client')
                if groups is not None:
                    told = True
                    print(who, *groups, flush=True)
            target.sendall(data)
    except OSError:
        pass
    finally:
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


listener = socket.create_server(('127.0.0.1', 0), backlog=64)
with open(sys.argv[2], 'w', encoding='ascii') as file:
    file.write(str(listener.getsockname()[1]))
while True:
    client, _ = listener.accept()
    server = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
    threading.Thread(target=relay, args=(client, server, 'client'), daemon=True).start()
    threading.Thread(target=relay, args=(server, client, 'server'), daemon=True).start()
