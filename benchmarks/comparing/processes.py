"""Programs that answer line by line, and commands whose time and memory are taken."""
import os
import pathlib
import subprocess


class Failed(Exception):
    """A program that ended, or said that it could not."""


class Driver:
    """A program that answers a line with a line, of cells with tabs between them."""

    def __init__(self, command, **options):
        self.command = [str(word) for word in command]
        try:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            encoding="utf-8", **options)
        except OSError as error:
            raise Failed(f"{self.command[0]}: {error.strerror}") from error

    def answer(self, *cells):
        try:
            self.process.stdin.write("\t".join(map(str, cells)) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # it has ended: the answer is empty
        answer = self.process.stdout.readline().rstrip("\n").split("\t")
        if answer[0] in ("", "error"):
            said = " ".join(answer[1:]) or "ended"
            raise Failed(f"{' '.join(self.command)}: {said}: asked {' '.join(map(str, cells))}")
        return answer

    def peak_bytes(self):
        """Most memory that it had resident at once, files that it mapped included."""
        return peak_of(self.process.pid)

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class Runner:
    """verbatim_bench_run: small itself, so that what it measures of others is theirs.

    What they say to standard error goes to a file, and its end into the message about a failure.
    """

    def __init__(self, program, log, **environment):
        self.program, self.log = program, log
        with open(log, "ab") as file:
            self.driver = Driver([program], stderr=file, env={**os.environ, **environment})

    def run(self, *command, good=(0,)):
        """Seconds, and the peak of memory. Fails unless the exit status is a good one."""
        microseconds, status, peak = self.driver.answer(*command)
        if int(status) not in good:
            said = self.log.read_text(encoding="utf-8", errors="replace").strip().split("\n")[-1]
            raise Failed(f"{' '.join(map(str, command))}: exit status {status}: {said}")
        return float(microseconds) / 1e6, int(peak)

    def close(self):
        self.driver.close()


def peak_of(process):
    for line in pathlib.Path(f"/proc/{process}/status").read_text(encoding="ascii").split("\n"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def run(command, good=(0,), **options):
    """What a command printed, and its peak of memory. Fails unless its exit status is a good one."""
    command = [str(word) for word in command]
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", **options)
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from error
    with process.stdout:
        text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        raise Failed(f"{' '.join(command)}: exit status {process.returncode}")
    return text, usage.ru_maxrss * 1024


def disk_bytes(folder):
    """Blocks that the files below a folder occupy."""
    return sum(file.lstat().st_blocks * 512 for file in pathlib.Path(folder).rglob("*") if file.is_file())
