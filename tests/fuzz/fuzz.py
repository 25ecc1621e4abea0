#!/usr/bin/env python3
"""fuzz.py BRIEF [--rounds N] [--from SEED] [--kind facts|layout|release] [--keep DIR]: no input ends the program but as it says.

Each round spoils a sound input by rules that a seed fixes, and gives it to the program: facts files to `brief check`, layouts and the
text of a Release to one render worker, which answers many. Whatever comes, there is an answer within LIMIT seconds, no signal, no
assertion, and no word of a sanitizer. Without options it replays the first rounds and the inputs kept in found/ (each once a
mistake): the test. Run it longer with --rounds 100000 on a build with sanitizers. Prints TAP.
"""
import argparse, os, random, re, select, shutil, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
HARBOUR = os.path.join(ROOT, "tests", "golden", "harbour", "data")
LIMIT = 40  # seconds for one answer; a sanitizer is slow
ENVIRONMENT = {"ASAN_OPTIONS": "detect_leaks=0", "UBSAN_OPTIONS": "print_stacktrace=1"}  # the sandbox keeps the search for leaks from /proc
BAD = re.compile(rb"Sanitizer|runtime error|ERROR:|CRITICAL|stack smashing|Assertion")
TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./+-]*")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
NUMBERS = ["0", "-1", "1", "2147483647", "-2147483648", "4294967296", "99999999999999999999", "1e308", "0.0000000001", "1048576"]
VALUES = ["", "~", "[]", "{}", "{a: b}", "[[[]]]", '""', "x" * 3000, "word " * 400, "\u202e\u05d0\u0661", "\U0001f469\u200d\U0001f52c" * 9,
          "e\u0301\u0302\u0303" * 50, "[F1][F2]", "{F1:value}", "@x", "- - - -", "&a [*a]", "*a", "!!str x", "2021-02-30", "0001..9999", "<=1", "5..4",
          "**", "[a](b)", "<b>", "#" * 9, "> " * 60, "- " * 60, "`", "{", "{{", "\u00ad\u200b\u2028", "\ufffd\ufdd0", "\u0644\u0627", "true", "1000%", "-9999pt", "9999999pt"]


def spoil(text, rng):
    """One to four changes; each keeps most of the text, so that it comes far."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        other = rng.randrange(len(lines))
        way = rng.randrange(10)
        if way == 0:
            del lines[at:at + rng.choice((1, 1, 5))]
        elif way == 1:
            lines[other:other] = lines[at:at + rng.choice((1, 3, 10))]
        elif way == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif way == 3:
            lines[at] = lines[at][:rng.randrange(len(lines[at]) + 1)]
        elif way == 4:
            lines[at] = rng.choice(("  ", " ", "- ", "\t")) + lines[at] if rng.random() < .6 else lines[at].lstrip()
        elif way in (5, 6) and ":" in lines[at]:
            lines[at] = lines[at].split(":")[0] + ": " + rng.choice(VALUES)
        elif way == 7:
            lines[at] = NUMBER.sub(lambda m: rng.choice(NUMBERS) if rng.random() < .5 else m[0], lines[at])
        elif way == 8:
            words = TOKEN.findall(text)
            found = list(TOKEN.finditer(lines[at]))
            if found and words:
                spot = rng.choice(found)
                lines[at] = lines[at][:spot.start()] + rng.choice(words) + lines[at][spot.end():]
        elif lines[at]:
            spot = rng.randrange(len(lines[at]))
            lines[at] = lines[at][:spot] + rng.choice("{}[]:,#&*!|>'\"%@`\\~-?\0\x7f\u0085\ufeff ") + lines[at][spot + rng.randrange(2):]
        text = "\n".join(lines)
    return text


class Worker:
    """`brief worker`: one process for many rounds."""

    def __init__(self, brief, folder):
        self.log, self.n_outputs = tempfile.TemporaryFile(), 0
        self.process = subprocess.Popen([brief, "worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, env=ENVIRONMENT)
        cache = os.path.join(folder, "cache")
        os.makedirs(cache, exist_ok=True)
        self.send([("fonts", os.path.join(ROOT, "fonts")), ("cache", cache), ("folder", folder), ("folder", os.path.join(ROOT, "layouts"))])

    def send(self, parts):
        frames = b"".join(f"{n} {len(v.encode())}\n".encode() + v.encode() + b"\n" for n, v in parts)
        self.process.stdin.write(frames + b"end 0\n\n")
        self.process.stdin.flush()

    def ask(self, parts):
        """What is wrong with the answer; None: nothing."""
        try:
            self.send(parts)
            if not select.select([self.process.stdout], [], [], LIMIT)[0]:
                self.process.kill()
                return f"no answer within {LIMIT} s"
            while (head := self.process.stdout.readline()) != b"end 0\n":
                if not head:
                    break
                self.n_outputs += head.startswith(b"output ")
                self.process.stdout.read(int(head.split()[1]) + 1)
            else:
                self.process.stdout.read(1)
        except BrokenPipeError:
            pass
        if self.process.poll() is not None or not head:
            self.process.wait()
            return f"the worker ended with {self.process.returncode}\n{self.said()}"
        said = self.said()
        return said if BAD.search(said.encode()) else None

    def said(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[:6000]

    def close(self):
        """What is wrong with its end (a leak); None: nothing."""
        self.process.stdin.close()
        return f"the worker ended with {self.process.returncode}\n{self.said()}" if self.process.wait() else None


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="") as f:
        f.write(text)


class Fuzz:
    def __init__(self, brief, folder):
        self.brief, self.folder, self.worker, self.n_outputs = brief, folder, None, 0
        self.layouts = {n: read(os.path.join(ROOT, "layouts", n)) for n in sorted(os.listdir(os.path.join(ROOT, "layouts"))) if n.endswith(".yaml")}
        expected = os.path.join(os.path.dirname(HARBOUR), "expected")
        self.releases = {n: read(os.path.join(expected, n)) for n in sorted(os.listdir(expected)) if n.endswith(".release")}
        shutil.copytree(HARBOUR, os.path.join(folder, "data"))
        case = os.path.join(folder, "data", "harbour")
        self.facts = {os.path.join(case, n): read(os.path.join(case, n)) for n in sorted(os.listdir(case)) if n.endswith(".yaml")}
        for file in ("audiences.yaml", os.path.join("schemes", sorted(os.listdir(os.path.join(HARBOUR, "schemes")))[0])):
            path = os.path.join(folder, "data", file)
            self.facts[path] = read(path)

    def make(self, kind, seed):
        """(what it is called, text) of a round."""
        rng = random.Random(f"{kind}-{seed}")
        name, text = rng.choice([*{"facts": self.facts, "layout": self.layouts, "release": self.releases}[kind].items()])
        return name, spoil(text, rng)

    def try_facts(self, path, text):
        sound = self.facts[path]
        write(path, text)
        try:
            done = subprocess.run([self.brief, "check", "harbour"], cwd=self.folder, capture_output=True, timeout=LIMIT,
                                  env=dict(os.environ, **ENVIRONMENT))
        except subprocess.TimeoutExpired:
            return f"no answer within {LIMIT} s"
        finally:
            write(path, sound)
        bad = done.returncode not in (0, 1, 3) or BAD.search(done.stderr)
        return f"exit {done.returncode}\n" + done.stderr.decode(errors="replace")[:6000] if bad else None

    def try_render(self, layout, release, task="render"):
        path = os.path.join(self.folder, "fuzzed.yaml")
        write(path, layout)
        self.worker = self.worker or Worker(self.brief, self.folder)
        wrong = self.worker.ask([("task", task), ("layout", path), ("release", release), ("format", "svg"), ("width", "493000"), ("height", "348000")])
        return self.stop() or wrong if wrong else None

    def stop(self):
        worker, self.worker = self.worker, None
        self.n_outputs += worker.n_outputs if worker else 0
        return worker.close() if worker and worker.process.poll() is None else None

    def attempt(self, kind, name, text):
        if kind == "facts":
            return self.try_facts(name, text)
        if kind == "layout":
            return self.try_render(text, self.releases["desk-sheet.release"])
        return self.try_render(self.layouts["analyst.yaml"], text) or self.try_render(self.layouts["analyst.yaml"], text, "chart")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("brief", type=os.path.abspath)
    options.add_argument("--rounds", type=int, default=60)
    options.add_argument("--from", type=int, default=0, dest="first")
    options.add_argument("--kind", choices=("facts", "layout", "release"))
    options.add_argument("--keep")
    o = options.parse_args()
    count = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        fuzz = Fuzz(o.brief, folder)
        for kind in [o.kind] if o.kind else ("facts", "layout", "release"):
            kept = os.path.join(HERE, "found", kind)
            names = sorted(os.listdir(kept)) if os.path.isdir(kept) else []
            case = os.path.join(folder, "data", "harbour")
            tries = [(n, os.path.join(case, sorted(os.listdir(case))[0]), read(os.path.join(kept, n))) for n in names]
            tries += [(seed, None, None) for seed in range(o.first, o.first + o.rounds)]
            wrongs = []
            for seed, name, text in tries:
                if text is None:
                    name, text = fuzz.make(kind, seed)
                wrong = fuzz.attempt(kind, name, text)
                if not wrong:
                    continue
                wrongs.append(f"{kind} {seed} ({os.path.basename(name)}): {wrong}")
                if o.keep:
                    os.makedirs(o.keep, exist_ok=True)
                    write(os.path.join(o.keep, f"{kind}-{seed}.yaml"), text)
                    write(os.path.join(o.keep, f"{kind}-{seed}.log"), wrong)
            if wrong := fuzz.stop():
                wrongs.append(f"{kind}: {wrong}")
            count += 1
            failed += bool(wrongs)
            print(("not ok" if wrongs else "ok") + f" {count} - {len(tries)} spoilt inputs of kind {kind}")
            for wrong in wrongs[:5]:
                print("\n".join("# " + line for line in wrong.splitlines()[:25]))
            if kind != "facts":
                print(f"# {fuzz.n_outputs} of them came as far as an output")
            fuzz.n_outputs = 0
    print(f"1..{count}")
    sys.exit(1 if failed else 0)


main()
