"""Random values as JSON for 'coffer import', the same for the same seed: what files of variables get wrong, and what is ordinary."""

import json
import random
import sys

ALPHABETS = [
    "abcXYZ019_./:@%+,=-",
    "ab'\"\\$`{}#! ",
    "a \t\n\r",
    "a\n'\"#${}:-|&*%@[]?~",
    "\u0001\u007f\u00a0\u2028\u00e4\u4e2d\U0001f511a\n",
]
PIECES = [
    "pa$word", "${HOME}", "$(id)", "`id`", "a#b", "a #b", "it's", '"quoted"', "\\n", "\\\\", "C:\\dir\\", "  ", " leading", "trailing ",
    "-----BEGIN KEY-----\nMIIE\n-----END KEY-----\n", "\r\n", "postgres://app:p%40ss@db:5432/app?x=1&y=2#z", "KEY=value", "export A=b", "\n\n",
]


def value(source):
    parts = []
    for _ in range(source.randint(1, 4)):
        if source.random() < 0.4:
            parts.append(source.choice(PIECES))
        else:
            alphabet = source.choice(ALPHABETS)
            parts.append("".join(source.choice(alphabet) for _ in range(source.randint(1, 12))))
    return "".join(parts)


if __name__ == "__main__":
    numbers = random.Random(4711)
    json.dump({f"VALUE_{i:03}": value(numbers) for i in range(int(sys.argv[1]))}, sys.stdout)
