"""A real mail server: Debian's dovecot on loopback, mailboxes in a temporary folder."""

from __future__ import annotations

import grp
import imaplib
import ipaddress
import os
import pwd
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from imap_tools.utils import encode_folder

from tests.servers.process import (
    free_port,
    give_to,
    listening,
    program,
    stop,
    unprivileged,
    wait_until,
)

USER = "court@county.example"
OTHER = "second@county.example"
PASSWORD = "mail-box-7"

_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {internal_group}
first_valid_uid = 0
mail_uid = {user}
mail_gid = {group}
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = {ssl}
{certificate}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
  service_count = 0
  process_min_avail = 1
}}
service imap {{
  client_limit = 1
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


class MailServerProcess:
    """The server; ``user`` has mailboxes as soon as somebody writes to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.tls_port = free_port(), free_port()
        self.host = "127.0.0.1"
        self.certificate = folder / "certificate.pem"
        self._program = program("dovecot", "dovecot-imapd")
        self._process: subprocess.Popen[bytes] | None = None
        _write_certificate(self.certificate, folder / "key.pem")
        self._owner = unprivileged()
        account = pwd.getpwuid(self._owner.get("user", os.geteuid()))
        # Root's dovecot gives its parts to Debian's users for them; anybody else's keeps its own.
        root = bool(self._owner)
        folder.chmod(0o755)
        (folder / "mail").mkdir()
        (folder / "home").mkdir()
        for each in ("mail", "home"):
            give_to(folder / each, self._owner)
        place = folder / "dovecot.conf"
        place.write_text(
            _CONFIG.format(
                folder=folder,
                user=account.pw_name,
                group=grp.getgrgid(account.pw_gid).gr_name,
                login="dovenull" if root else account.pw_name,
                internal="dovecot" if root else account.pw_name,
                internal_group="dovecot" if root else grp.getgrgid(account.pw_gid).gr_name,
                port=self.port,
                tls_port=self.tls_port,
                password=PASSWORD,
                ssl="yes",
                certificate=f"ssl_cert = <{self.certificate}\nssl_key = <{folder}/key.pem",
            )
        )
        self._config = place

    def start(self) -> None:
        assert self._process is None
        self._process = subprocess.Popen(
            [self._program, "-F", "-c", str(self._config)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: listening(self.port), 20, f"dovecot listens: {self.log()[-2000:]}")

    def stop(self) -> None:
        if self._process is not None:
            stop(self._process)
            self._process = None

    def kill(self) -> None:
        """kill -9 the master; its children end with it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            wait_until(lambda: not listening(self.port), 20, "dovecot is gone")
            (self.folder / "run" / "master.pid").unlink(missing_ok=True)

    def restart(self) -> None:
        self.stop()
        self.start()

    def log(self) -> str:
        place = self.folder / "log"
        return place.read_text(errors="replace") if place.exists() else ""

    @contextmanager
    def client(self, user: str = USER) -> Iterator[imaplib.IMAP4]:
        """A mail program of the person, who may do with the mailbox what he likes."""
        client = imaplib.IMAP4(self.host, self.port, timeout=30)
        try:
            client.login(user, PASSWORD)
            yield client
        finally:
            with suppress(Exception):
                client.logout()

    def deliver(
        self, *mails: bytes, user: str = USER, folder: str = "INBOX", at: datetime | None = None
    ) -> None:
        """Put mails into a folder, as the server would take them in at ``at``."""
        with self.client(user) as client:
            name = encode_folder(folder).decode()
            if folder != "INBOX":
                client.create(name)
            moment = imaplib.Time2Internaldate(at or datetime.now(UTC))
            for mail in mails:
                status, said = client.append(name, "", moment, mail)
                assert status == "OK", said

    def deliver_fast(
        self, mails: list[bytes], *, user: str = USER, first: bool = True, batch: int = 0
    ) -> None:
        """Many mails at once, by the mailbox's own files, thousands in a second, in the order given.
        The ``first`` time a mail of one line comes before them: it makes the mailbox."""
        if first:
            self.deliver(b"Subject: first\r\n\r\nx\r\n", user=user)
        box = self.folder / "mail" / user
        for number, mail in enumerate(mails):
            name = f"{1_700_000_000 + batch}.M{number:06d}P1.host"
            place = box / "tmp" / name
            place.write_bytes(mail)
            give_to(place, self._owner)
            place.rename(box / "new" / name)

    def change_uidvalidity(self, user: str = USER) -> None:
        """As after a restored backup: the same mails under other numbers. Stopped meanwhile."""
        self.stop()
        box = self.folder / "mail" / user
        for place in (*box.glob("dovecot-uidlist"), *box.glob("dovecot*index*")):
            place.unlink()
        time.sleep(1.1)  # the new number is the second it is made in
        self.start()

    def flags(self, user: str = USER, folder: str = "INBOX") -> list[bytes]:
        """FLAGS of every mail, as the server lists them."""
        with self.client(user) as client:
            client.select(folder, readonly=True)
            return [line for line in client.fetch("1:*", "(FLAGS)")[1] if isinstance(line, bytes)]


@contextmanager
def running_dovecot() -> Iterator[MailServerProcess]:
    """A fresh server, stopped and deleted on leaving."""
    folder = Path(tempfile.mkdtemp(prefix="yingsu-dovecot-"))
    server = MailServerProcess(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _write_certificate(certificate: Path, key_place: Path) -> None:
    """A certificate for 127.0.0.1 and localhost that is its own authority, as intranets have them."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    alternatives = [
        x509.DNSName("localhost"),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    ]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_place.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    key_place.chmod(0o600)
    ssl.create_default_context(cafile=str(certificate))
