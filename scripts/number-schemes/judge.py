"""Says which numbers python-stdnum accepts.

On stdin: {"se.personnummer": ["...", "..."]}. On stdout: the version, then a line for each module with its name and a 1
or a 0 for each of its numbers.
"""

import importlib
import json
import sys

import stdnum

print(stdnum.__version__)
for name, numbers in json.load(sys.stdin).items():
    module = importlib.import_module("stdnum." + name)
    print(name, "".join("1" if module.is_valid(number) else "0" for number in numbers))
