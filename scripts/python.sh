#!/bin/sh
# Print the path of the newest Python that will do; PYTHON=name or PYTHON=path asks for a certain one.
# A name on PATH is no proof (a version manager leaves shims of what is switched off), so each one is run.
for name in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3 python}; do
    "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15) or print(sys.executable))' 2>/dev/null && exit
done
echo "No Python 3.11, 3.12, 3.13 or 3.14 found${PYTHON:+ as $PYTHON}: install one, or name it with PYTHON=/path/to/python3" >&2
exit 4
