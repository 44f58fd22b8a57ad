"""A real sshd on this machine's loopback, with a port and keys of its own in a scratch folder."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path


class Server:
    """An sshd of our own."""

    def __init__(self, folder: Path) -> None:
        for name in ("host", "user"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
        shutil.copy(folder / "user.pub", folder / "authorized")
        self.port = free_port()
        lines = [
            f"Port {self.port}", "ListenAddress 127.0.0.1", f"HostKey {folder}/host",
            f"AuthorizedKeysFile {folder}/authorized", f"PidFile {folder}/pid", "StrictModes no",
            "UsePAM no", "PermitRootLogin yes", "PasswordAuthentication no", "PrintMotd no"]
        (folder / "config").write_text("".join(f"{line}\n" for line in lines))
        program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
        if program is None:
            sys.exit("sshd is missing; Debian has it in openssh-server")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [program, "-D", "-f", str(folder / "config"), "-E", str(folder / "log")])
        for _ in range(100):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        sys.exit("sshd does not listen")


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
