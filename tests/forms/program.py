"""The terminal program as a person at another desk would use it: arguments in, one JSON document out."""

import json
import os
import subprocess


class Refused(Exception):
    """The program said no; the text is what it said."""


class Desk:
    """One office's data folder, on one day."""

    def __init__(self, program, data, unit, today="2024-06-10"):
        self.program, self.data, self.today = program, str(data), today
        self.run("init", "--unit", unit)

    def run(self, *words, allow=(0,)):
        environment = dict(os.environ, DEAN06_TODAY=self.today)
        command = [self.program, "--data", self.data, "--json", *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode not in allow:
            raise Refused(f"{' '.join(command)}\nexit {done.returncode}\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    def collect(self, *paths, period="2024-06"):
        """The verdicts by file name; exit 1 only says that some file was refused."""
        answer = self.run("collect", *paths, "--period", period, allow=(0, 1))
        return {os.path.basename(file["path"]): file for file in answer["files"]}

    def totals(self, period="2024-06"):
        answer = self.run("indicators", "--period", period)
        return {row["key"]: row for row in answer["indicators"]}
