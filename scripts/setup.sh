#!/bin/sh
# Finds a Python of at least 3.11 and lets it run scripts/setup.py. Usage: scripts/setup.sh base|dev
cd "$(dirname "$0")/.." || exit 1

runs() { # $1 can be run, is new enough and, with "whole", can make virtual environments with pip
    "$1" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null || return 1
    [ "$2" != whole ] || "$1" -c "import ensurepip, venv" 2>/dev/null
}

# An environment made in this very folder answers fastest; one that was moved or copied is remade.
if [ "$(cat .venv/made-in 2>/dev/null)" = "$PWD" ] && runs .venv/bin/python any; then
    exec .venv/bin/python scripts/setup.py "$@"
fi
for quality in whole any; do
    for python in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3}; do
        if runs "$python" $quality; then
            exec "$python" scripts/setup.py "$@"
        fi
    done
done
echo "Samordna needs Python 3.11 or later, and found none. Install it (on Debian:" \
    "apt-get install -y python3 python3-venv), or name one: make setup PYTHON=/path/to/python3" >&2
exit 1
