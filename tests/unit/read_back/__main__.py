"""Write the golden texts anew."""

from pathlib import Path

from demerit import lab

for entry in lab.gallery("regime"):
    path = Path(__file__).with_name(f"{entry.name}.txt")
    path.write_text(f"{lab.read(entry.name)}\n", encoding="utf-8")
