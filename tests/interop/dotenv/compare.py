"""compare.py VALUES.json READ.json TOLD: the values that 'coffer export' told of (TOLD, its stderr) may differ, no others."""

import json
import re
import sys

values, read = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
told = set(re.findall(r"'staging/api/([A-Z0-9_]+)'", open(sys.argv[3], encoding="utf-8").read()))
alike = {name for name in values if name not in told}
wrong = sorted(name for name in alike if read.get(name) != values[name])
if wrong:
    sys.exit(f"{len(wrong)} of {len(alike)} are read otherwise: {wrong[:5]}")
if len(alike) < len(values) * 2 / 5:
    sys.exit(f"only {len(alike)} of {len(values)} have a common form")
print(len(alike))
