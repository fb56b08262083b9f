# Read by ./first-run and ./check: makes the environment they need in .venv, and nothing outside it
# except Debian packages that only apt can give.
#
# Why it is not one line: a clean Debian has python3 and pip, but no uv, often no ensurepip (so that
# `python3 -m venv` fails), and a Python that refuses `pip install` outside an environment.

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "error: $1"
    say "next: $2"
    exit 1
}

# The first Python on the path that is new enough.
find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# Install Debian packages, as root or through sudo if it asks nothing; false where neither is possible.
apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true >/dev/null 2>&1; then
        as_root="sudo -n"
    else
        return 1
    fi
    say "installing with apt: $*"
    # The list of packages may be older than the mirror, so a failure is tried once more after an update.
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@" >/dev/null 2>&1 ||
        { $as_root apt-get update -q >/dev/null 2>&1 &&
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$@" >/dev/null; }
}

# An environment with pip inside, or with uv put in from outside by the pip that is there.
make_venv() {
    python=$1
    "$python" -m venv .venv >/dev/null 2>&1 && return 0
    rm -rf .venv
    "$python" -m venv --without-pip .venv >/dev/null 2>&1 &&
        "$python" -m pip --python .venv/bin/python install -q 'uv>=0.9' >/dev/null 2>&1 && return 0
    rm -rf .venv
    apt_install python3-venv && "$python" -m venv .venv && return 0
    rm -rf .venv
    return 1
}

# prepare: .venv holds what uv.lock says. Arguments go to `uv sync`.
prepare() {
    if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        rm -rf .venv
        python=$(find_python) ||
            fail "no Python 3.11 or newer was found" "install one (Debian: apt-get install python3) and try again"
        say "making .venv with $("$python" --version 2>&1)"
        make_venv "$python" ||
            fail "$python can make no virtual environment" "apt-get install python3-venv as root, then try again"
    fi
    if [ ! -x .venv/bin/uv ]; then
        say "putting uv into .venv"
        .venv/bin/python -m pip install -q 'uv>=0.9' ||
            fail "pip could not install uv" "look at pip's message above; a network or a package mirror is needed once"
    fi
    say "installing what uv.lock says"
    UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON=.venv/bin/python .venv/bin/uv sync --frozen -q "$@" ||
        fail "uv could not install the locked packages" "look at uv's message above; a network is needed once"
}
