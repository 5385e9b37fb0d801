"""Debian's Postfix as a relay on loopback, with folders of its own: it never touches the machine's.

Mail to reader…@example….org ends in one mailbox, what comes back to office@example.org in another.
"""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefwright.delivery import inbox
from briefwright.setup.requirements import find_server_program

_SETTINGS = """\
compatibility_level = 3.6
queue_directory = {place}/queue
data_directory = {place}/data
maillog_file = {place}/log
maillog_file_prefixes = {place}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = relay.example.org
mydestination =
fast_flush_domains =
local_recipient_maps =
alias_maps =
smtpd_peername_lookup = no
smtpd_reject_unlisted_recipient = no
virtual_mailbox_domains = example.org example0.org example1.org example2.org
virtual_mailbox_base = {place}/mail
virtual_mailbox_maps = regexp:{place}/mailboxes
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
default_transport = error:no mail leaves this machine
"""
_MAILBOXES = "/^reader.*@example[0-9]?[.]org$/ readers\n/^office@example[.]org$/ office\n"
_SERVICES = """\
{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Postfix:
    """A running Postfix: its port, its mailboxes."""

    port: int
    mail: Path

    def wait_for(self, mailbox: str, count: int) -> list[bytes]:
        """A mailbox and a number of messages → all in it, as soon as there are so many."""
        for _ in range(600):
            path = self.mail / mailbox
            found = list(inbox.read_messages(path)) if path.exists() else []
            if len(found) >= count:
                return found
            time.sleep(0.1)
        raise AssertionError((self.mail.parent / "log").read_text())


@contextmanager
def run_postfix() -> Iterator[Postfix]:
    """A Postfix that runs, or the test is skipped where there is none, or no right to run it."""
    program = find_server_program("postfix")
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("POSTFIX IS MISSING, and CI must have it: apt install postfix")
    if program is None:
        pytest.skip("POSTFIX IS MISSING: no message went through it")
    if os.geteuid() != 0:
        pytest.skip("POSTFIX RUNS FOR ROOT ALONE: no message went through it")
    with tempfile.TemporaryDirectory() as folder, socket.socket() as one:
        place = Path(folder)
        place.chmod(0o755)  # its parts run as other users
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
        one.close()
        (place / "main.cf").write_text(_SETTINGS.format(place=place))
        (place / "master.cf").write_text(_SERVICES.format(port=port))
        (place / "mailboxes").write_text(_MAILBOXES)
        for name in ("queue", "data", "mail"):
            (place / name).mkdir()
        os.chown(place / "mail", 65534, 65534)
        subprocess.run(["chown", "postfix", str(place / "data")], check=True)
        command = [program, "-c", str(place)]
        subprocess.run([*command, "start"], check=True, capture_output=True)
        try:
            yield Postfix(port, place / "mail")
        finally:
            subprocess.run([*command, "stop"], check=True, capture_output=True)
