"""Writes kinds.txt: the names of all kinds of scenes, then the kind of each scene from seed 0 on.

    python make_fixtures.py GANBRUSH

The rule is that of Assets/Training, by which the classifier learned.
"""

import pathlib
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).parent
sys.path.append(str(FOLDER.parents[2] / "Assets/Training"))

from kinds import NAMES, kinds  # noqa: E402
from world import Collection  # noqa: E402

COUNT = 330


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.argv[1], "scenes", "--format", "npy", "--size", "64", "--count", str(COUNT), "--out", folder],
            check=True)
        collection = Collection(folder)
        found = [NAMES[number] for number in kinds(collection.categories, collection.labels)]
    (FOLDER / "kinds.txt").write_text("\n".join([" ".join(NAMES), *found]) + "\n")


main()
