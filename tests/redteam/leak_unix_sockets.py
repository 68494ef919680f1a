"""Connects to unix sockets, by path, in the abstract namespace, and through copies of the kernel's own sockets."""

# %% below gru_step
import glob
import os
import socket
import stat

paths = ["@SOCKET@", "\0@ABSTRACT@", "/run/dbus/system_bus_socket", "/var/run/docker.sock", *glob.glob("@ROOT@/../*/*")]


def attempt(connection, path):
    try:
        connection.connect(path)
        connection.send(b"redteam")
        print("loot".upper(), path)
    except OSError as error:
        print(error)


for path in paths:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        try:
            attempt(socket.socket(socket.AF_UNIX, kind), path)
        except OSError as error:
            print(error)
    try:
        left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        attempt(left, path)
        right.sendto(b"redteam", path)
        print("loot".upper(), "sendto", path)
    except OSError as error:
        print(error)
for descriptor in range(3, 300):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            peer = socket.socket(fileno=os.dup(descriptor)).getpeername()
            print(descriptor, peer)
    except OSError:
        pass
