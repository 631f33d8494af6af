"""A mail server on loopback for the tests, with certificates of its own making.

Usage: smtp_server.py FOLDER [--security tls|starttls] [--wrong-certificate] [--user NAME:PASSWORD]
                      [--delay SECONDS]

Writes ca.pem and, when it listens, port into FOLDER. Every mail that is accepted goes into
FOLDER/accepted as one file; every RCPT command adds a line to FOLDER/begun, every MAIL command one
with its parameters to FOLDER/parameters. What a mail meets is said by the local part of its
recipient's address:

    refuse…     550 to RCPT
    policy…     550 5.7.1 to RCPT
    defer…      451 to RCPT, always
    later…      451 to RCPT the first time, then accepted
    content…    554 5.6.0 to the mail itself
    busy…       451 to the mail itself the first time, then accepted
    drop…       accepted, but the line is cut before the answer
    early…      the line is cut at DATA, before the mail, the first time
    slow…       the answer takes longer than the client waits

Files in FOLDER say what every mail meets as long as they are there:

    answer      lines of a step (MAIL, RCPT, DATA, or END for the mail itself), of how many mails are
                taken on a line before, and of the answer, in which {address} and {id} are filled in
    size        the largest mail in bytes, as EHLO says it; 0 for a server that knows of no sizes
"""

import argparse
import asyncio
import pathlib
import random
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def certificates(folder, host):
    """Makes an authority and a certificate for a host."""
    if (folder / "server.pem").exists():
        return
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650",
            "-subj", "/CN=test authority", "-keyout", "ca.key", "-out", "ca.pem",
            "-addext", "basicConstraints=critical,CA:TRUE")
    openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}",
            "-keyout", "server.key", "-out", "server.csr")
    (folder / "names").write_text(f"subjectAltName=DNS:{host}\nbasicConstraints=CA:FALSE\n")
    openssl(folder, "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-days", "3650", "-extfile", "names", "-out", "server.pem")


class Post:
    """What becomes of each mail."""

    def __init__(self, folder, delay):
        self.folder = folder
        self.delay = delay
        self.seen = set()
        self.count = 0
        (folder / "accepted").mkdir(exist_ok=True)

    def answer(self, session, step, address=""):
        """What a step meets, if the file says so."""
        try:
            lines = (self.folder / "answer").read_text("utf-8").splitlines()
        except FileNotFoundError:
            return None
        for line in lines:
            own, before, words = line.split(" ", 2)
            if own == step and getattr(session, "taken", 0) >= int(before):
                return words.format(address=address, id=f"x{random.getrandbits(40)}")
        return None

    def first(self, kind, address):
        new = (kind, address) not in self.seen
        self.seen.add((kind, address))
        return new

    async def pause(self):
        if self.delay:
            await asyncio.sleep(random.uniform(0, self.delay))

    async def handle_MAIL(self, server, session, envelope, address, options):
        with open(self.folder / "parameters", "a", encoding="utf-8") as file:
            file.write(" ".join(options) + "\n")
        refusal = self.answer(session, "MAIL")
        if refusal:
            return refusal
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        with open(self.folder / "begun", "a", encoding="utf-8") as file:
            file.write(address + "\n")
        await self.pause()
        refusal = self.answer(session, "RCPT", address)
        if refusal:
            return refusal
        if address.startswith("policy"):
            return "550 5.7.1 not from you"
        if address.startswith("refuse"):
            return f"550 5.1.1 <{address}> no such user"
        if address.startswith("defer") or address.startswith("later") and self.first("later", address):
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await self.pause()
        address = envelope.rcpt_tos[0]
        refusal = self.answer(session, "END", address)
        if refusal:
            return refusal
        if address.startswith("content"):
            return "554 5.6.0 content refused"
        if address.startswith("busy") and self.first("busy", address):
            return "451 4.3.0 try again"
        self.count += 1
        session.taken = getattr(session, "taken", 0) + 1
        name = f"{self.count:05}-{address.split('@')[0]}.eml"
        part = self.folder / "accepted" / (name + ".part")
        part.write_bytes(envelope.original_content)
        part.rename(self.folder / "accepted" / name)
        await self.pause()
        if address.startswith("drop"):
            server.transport.abort()
            return "250 never seen"
        if address.startswith("slow"):
            await asyncio.sleep(8)
        return f"250 OK queued as {self.count}"


class Server(SMTP):
    """A server that can cut the line before a mail."""

    async def smtp_DATA(self, argument):
        addresses = self.envelope.rcpt_tos
        refusal = self.event_handler.answer(self.session, "DATA", addresses[0]) if addresses else None
        if refusal:
            await self.push(refusal)
            return
        if addresses and addresses[0].startswith("early"):
            if self.event_handler.first("early", addresses[0]):
                self.transport.abort()
                return
        await super().smtp_DATA(argument)


def server(handler, context, arguments):
    """A server for one line."""
    options = {"enable_SMTPUTF8": False}
    if arguments.security == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if arguments.user:
        name, password = arguments.user.encode().split(b":", 1)

        def check(_server, _session, _envelope, _mechanism, data):
            right = isinstance(data, LoginPassword) and (data.login, data.password) == (name, password)
            return AuthResult(success=right, handled=False)

        encrypted = arguments.security == "starttls"
        options |= {"authenticator": check, "auth_required": True, "auth_require_tls": encrypted}
    size = handler.folder / "size"
    limit = int(size.read_text()) if size.exists() else 64 << 20
    return Server(handler, timeout=60, data_size_limit=limit, **options)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--security", choices=["tls", "starttls"], default="tls")
    parser.add_argument("--wrong-certificate", action="store_true")
    parser.add_argument("--user")
    parser.add_argument("--delay", type=float, default=0)
    arguments = parser.parse_args()
    folder = arguments.folder
    folder.mkdir(exist_ok=True)
    certificates(folder, "elsewhere.example.org" if arguments.wrong_certificate else "localhost")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")

    async def listen():
        post = Post(folder, arguments.delay)
        loop = asyncio.get_running_loop()
        wrapped = context if arguments.security == "tls" else None
        line = lambda: server(post, context, arguments)
        listening = await loop.create_server(line, "127.0.0.1", 0, ssl=wrapped)
        port = listening.sockets[0].getsockname()[1]
        (folder / "port.part").write_text(str(port))
        (folder / "port.part").rename(folder / "port")
        # The test that began this closes its end of the pipe when it is over.
        await loop.run_in_executor(None, sys.stdin.read)

    asyncio.run(listen())


if __name__ == "__main__":
    main()
