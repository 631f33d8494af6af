"""Plays somebody who has just installed the program, in a terminal: begins a periodical in an empty folder,
writes an article, imports another, has both reviewed, builds the issue and puts copies into an outbox.

    python3 tests/newcomer.py

`neikan` is the one on the path. Every command that the program prints as a next step is run as it is
printed; the script knows only what a person has to know. At the end it says how long the commands take somebody
who types four characters a second, and fails above five minutes; what is written in an editor is counted apart.
"""

import codecs
import datetime
import fcntl
import os
import pty
import re
import select
import shutil
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

# How fast somebody types, characters a second, and pastes, seconds.
TYPING = 4
PASTING = 2
LIMIT = 300
# How long a command may take before the terminal is given up, seconds.
PATIENCE = 240
# A step that the program tells: a call after a colon or a comma, up to the end of sentence or line.
STEP = re.compile(r"[：，](neikan [a-z][^，。；：（）“”\n]*)(?:。|$)", re.MULTILINE)
CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")


class Terminal:
    """A shell in a terminal of 80 columns."""

    def __init__(self, folder):
        self.typed = self.pasted = self.written = 0
        self.busy = 0.0
        self.text = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        environment = {
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
            # Around what a command prints.
            "PS0": "<run>\n",
            "PS1": "<done $?>",
            "PS2": "",
        }
        process, self.stream = pty.fork()
        if process == 0:
            os.chdir(folder)
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], environment)
        fcntl.ioctl(self.stream, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
        self.wait(r"<done 0>$")

    def wait(self, pattern):
        """Reads until what was shown matches; returns the match and forgets what was shown."""
        end = time.monotonic() + PATIENCE
        while not (match := re.search(pattern, self.text)):
            ready, _, _ = select.select([self.stream], [], [], max(0, end - time.monotonic()))
            if not ready:
                sys.exit(f"newcomer: still waiting for {pattern} after:\n{self.text}")
            # What is read may end within a character or a control sequence.
            self.text += self.decoder.decode(os.read(self.stream, 65536))
            self.text = CONTROLS.sub("", self.text).replace("\r\n", "\n")
        self.text = self.text[match.end():]
        return match

    def enter(self, line):
        os.write(self.stream, (line + "\n").encode())

    def start(self, command, pasted=False):
        if pasted:
            self.pasted += 1
        else:
            self.typed += len(command) + 1
        print(f"$ {command}", flush=True)
        self.enter(command)
        self.wait(r"<run>\n")

    def finish(self, status=0):
        """Waits for the end of a command; returns what it printed."""
        begun = time.monotonic()
        match = self.wait(r"(?s)(.*)<done (\d+)>$")
        self.busy += time.monotonic() - begun
        output = match.group(1).split("\r")[-1] if "\r" in match.group(1) else match.group(1)
        print(output, flush=True)
        if int(match.group(2)) != status:
            sys.exit(f"newcomer: ended with {match.group(2)}, not {status}")
        return output

    def run(self, command, status=0, pasted=False, answer=None):
        self.start(command, pasted)
        if answer:
            self.wait("回车结束）：")
            self.typed += len(answer) + 1
            self.enter(answer)
        return self.finish(status)


def steps(output):
    return [call.strip() for call in STEP.findall(output)]


class Newcomer:
    """Somebody at a terminal, and the steps that the program has told them."""

    def __init__(self, folder):
        self.terminal = Terminal(folder)
        self.folder = folder
        self.told = []
        self.taken = set()

    def listen(self, output):
        """Notes the steps in what the program says."""
        for call in steps(output):
            if call not in self.told:
                self.told.append(call)
        return output

    def type(self, command, status=0):
        return self.listen(self.terminal.run(command, status))

    def take(self, call, status=0, answer=None):
        """Runs a step that was printed, as it was printed; `answer` is for what it asks."""
        assert call in self.told, f"the program does not say: {call}"
        self.taken.add(call)
        return self.listen(self.terminal.run(call, status, pasted=True, answer=answer))

    def read(self, call):
        """Opens a page that was named; what is told there is for later."""
        assert call in self.told, f"the program does not say: {call}"
        self.taken.add(call)
        self.terminal.run(call, pasted=True)

    def step(self, start):
        """The step printed last that begins so."""
        calls = [call for call in self.told if call.startswith(start)]
        assert calls, f"the program tells no step {start}: {self.told}"
        return calls[-1]

    def write(self, path, text):
        """Writes a file in an editor."""
        self.terminal.written += len(text)
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, path, changes):
        """Changes words in a file in an editor."""
        path = self.folder / path
        text = path.read_text(encoding="utf-8")
        for before, after in changes:
            assert text.count(before) == 1, f"{before} in {path}:\n{text}"
            text = text.replace(before, after)
            self.terminal.written += len(after)
        path.write_text(text, encoding="utf-8")

    def review(self, ledger):
        """Takes the steps that `review status` tells until it tells none."""
        done = set()
        while True:
            said = self.take(f"neikan review status --issue {ledger}")
            left = [step for step in steps(said) if step.startswith("neikan review ") and step not in done]
            if not left:
                return
            for step in left:
                asks = "--stage first" in step or "--stage second" in step
                self.take(step, answer="事实和单位名称已核" if asks else None)
                done.add(step)


# A Word file that somebody sent.
CONTRIBUTION = Path(__file__).parent / "fixtures/import/files/plain.docx"
# What init asks, by words in the question, and what is answered.
ANSWERS = {
    "刊名": "青山通讯",
    "封面上的刊名": "青山通訊",
    "编印单位": "青山县农业农村局",
    "准印证号": "青内资准字〔2026〕第007号",
    "核发准印证的省": "湖南省",
    "发送对象": "分管领导，成员单位",
    "开本": "",
    "刊期": "",
    "印刷单位": "青山印刷厂",
    "栏目": "",
    "初审": "甲一",
    "复审": "乙二",
    "终审": "丙三",
    "校对": "丁四、戊五",
}
ARTICLE = """---
title: 山里的粮仓
section: foreword
authors:
  - name: 石磊
    unit: 青山粮站
---
粮仓开了门，新谷晒了三天。

## 收粮

今年收粮比去年早了五天。
"""
COVER = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 216 291">
<rect width="216" height="291" fill="#cfe3d4"/>
<path d="M0 200 L108 80 L216 200 V291 H0 Z" fill="#2e6b4a"/>
<rect x="78" y="180" width="60" height="60" fill="#c9a24a"/>
</svg>
"""
RECIPIENTS = "name,title,unit,category,email\n林晚,主任,青山县粮站,成员单位,lin@example.org\n何岸,,青山县委,分管领导,he@example.org\n"


def begin(person):
    """Answers what init asks."""
    terminal = person.terminal
    terminal.start("neikan init")
    for _ in ANSWERS:
        question = terminal.wait(r"([^\n]*?)(\[[^\]]*\]|（以后再填就回车）)：").group(1)
        # What was typed before may still stand on the line.
        key = max((key for key in ANSWERS if key in question), key=len, default=None)
        assert key, f"init asks what the newcomer cannot answer: {question!r}, then {terminal.text!r}"
        terminal.typed += len(ANSWERS[key]) + 1
        terminal.enter(ANSWERS[key])
    person.listen(terminal.finish())


def play(folder):
    person = Newcomer(folder)
    begin(person)
    new = person.step("neikan new ")
    issue = new.split()[2]
    person.take(new)
    person.take("neikan check")
    person.take("neikan build --draft")
    person.read("neikan manual begin")
    write_first(person, issue)
    person.take(person.step(f"neikan build {issue} --draft"))
    contribute(person, issue)
    person.review(issue)
    person.take(f"neikan build {issue}")
    give(person)
    untaken = [call for call in person.told if call not in person.taken]
    assert not untaken, f"told, but not taken: {untaken}"
    report(person.terminal)


def write_first(person, issue):
    """Puts words of one's own where the new issue has a template's."""
    today = datetime.date.today()
    person.write(f"issues/{issue}/articles/first.md", ARTICLE)
    person.write(f"issues/{issue}/images/cover.svg", COVER)
    # The day that follows from the frequency is another than today.
    text = Path(person.folder, f"issues/{issue}/issue.yml").read_text(encoding="utf-8")
    planned = re.search(r"^date: \S+", text, re.MULTILINE).group()
    changes = [
        (planned, f"date: {today}"),
        ("theme: 本期主题", "theme: 新谷入仓"),
        ("几何色块拼成的田野与太阳。", "山坡上的一座粮仓。"),
        ("{title: 封面要目, deck: 一句话说明, article: first}", "{title: 山里的粮仓, article: first}"),
    ]
    person.edit(f"issues/{issue}/issue.yml", changes)
    # Mails have to come from somewhere; whatever is printed stands before the reviews.
    person.edit("issues/publication.yml", [("permit: ", "email: bianjibu@example.org\npermit: ")])
    # Saddle stitching wants pages by fours.
    person.edit(f"issues/{issue}/issue.yml", [("run: 100", "blanks: true\nrun: 100")])


def contribute(person, issue):
    """Takes in a Word file, has it reviewed, and moves it into the issue."""
    shutil.copy(CONTRIBUTION, person.folder / "早市.docx")
    person.type("neikan import 早市.docx")
    (piece,) = (person.folder / "issues/inbox").glob("*.md")
    text = piece.read_text(encoding="utf-8")
    guessed = re.search(r"guessed: .*\n", text).group(0)
    person.edit(piece, [(guessed, f"issue: {issue}\n")])
    person.take(person.step("neikan check inbox"))
    person.review("inbox")
    person.take(person.step("neikan gather "))
    assert (person.folder / f"issues/{issue}/articles" / piece.name).is_file()


def give(person):
    """Makes everybody's copy, and puts the mails into a folder."""
    person.write("名单.csv", RECIPIENTS)
    person.type("neikan deliver import 名单.csv")
    person.type("neikan deliver prepare")
    person.type("neikan deliver send --outbox 待寄")
    assert len(list((person.folder / "待寄").glob("*.eml"))) == 2
    person.take(person.step("neikan deliver confirm "))


def report(terminal):
    """Says how long it took, and fails above the limit."""
    typing = terminal.typed / TYPING + terminal.pasted * PASTING
    total = typing + terminal.busy
    print(
        f"newcomer: {terminal.typed} characters typed and {terminal.pasted} commands pasted, {typing:.0f} s; "
        f"the program worked for {terminal.busy:.0f} s; together {total / 60:.1f} minutes, "
        f"beside {terminal.written} characters in an editor"
    )
    if total > LIMIT:
        sys.exit(f"newcomer: more than {LIMIT // 60} minutes")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        play(Path(folder))
