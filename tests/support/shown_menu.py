"""The menu that the program shows, in tuples: ("menu", name, title, items), ("entry", id, title, file),
("header", title) and ("separator",)."""

import json
import subprocess

import inherited


def ask(program, environment, timeout):
    """Raises what subprocess.run raises."""
    environment = dict(environment, **inherited.variables())
    done = subprocess.run([program, "--no-icons", "--format", "json", "-o", "-"], env=environment,
                          capture_output=True, timeout=timeout, check=True)
    return from_json(json.loads(done.stdout)["menu"])


def from_json(item):
    if item["type"] == "menu":
        return ("menu", item["id"], item["name"], [from_json(child) for child in item["items"]])
    if item["type"] == "entry":
        return ("entry", item["id"], item["name"], item["file"])
    return (item["type"],) + ((item["name"],) if item["type"] == "header" else ())


def label(item):
    return {"separator": "--", "header": "=", "menu": "+", "entry": ""}[item[0]] + ":".join(item[1:3])


def labels(items):
    return "[%s]" % ", ".join(map(label, items))
