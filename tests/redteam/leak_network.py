"""Connects to a server it knows of, to the outside, and to a name server, over IPv4, IPv6 and with other families."""

# %% below gru_step
import socket
import urllib.request

targets = [
    ("127.0.0.1", int("@PORT@")),
    ("::1", int("@PORT@")),
    ("1.1.1.1", 80),
    ("8.8.8.8", 53),
    ("169.254.169.254", 80),
]
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET, socket.AF_VSOCK, 38):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            with socket.socket(family, kind) as connection:
                connection.settimeout(0.3)
                for target in targets:
                    try:
                        connection.sendto(b"redteam", target) if kind != socket.SOCK_STREAM else connection.connect(
                            target
                        )
                        print("loot".upper(), family, kind, target)
                    except (OSError, TypeError, ValueError) as error:
                        print(error)
        except OSError as error:
            print(family, kind, error)
for call in (
    lambda: socket.create_connection(("127.0.0.1", int("@PORT@")), 0.3),
    lambda: socket.gethostbyname("example.org"),
    lambda: urllib.request.urlopen("http://127.0.0.1:@PORT@/", timeout=0.3),
):
    try:
        print("loot".upper(), call())
    except OSError as error:
        print(error)
