"""Runs this machine's pip as if it were that of an image's interpreter.

pip can choose wheels for another interpreter and platform, but judges environment markers ("; python_version < '3.11'") and
writes the first line of scripts by the interpreter that runs it. Both are set here to the image's.

Usage: pip_for_image.py FULL_VERSION MACHINE PROGRAM PIP_ARGUMENT...
"""

import sys

from pip._vendor.packaging import markers


def main():
    full_version, machine, program, *arguments = sys.argv[1:]
    image = {
        "implementation_name": "cpython",
        "implementation_version": full_version,
        "os_name": "posix",
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": full_version,
        "python_version": ".".join(full_version.split(".")[:2]),
        "sys_platform": "linux",
    }
    this_machine = markers.default_environment
    markers.default_environment = lambda: {**this_machine(), **image}
    sys.executable = program

    from pip._internal.cli.main import main as pip

    return pip(arguments)


if __name__ == "__main__":
    sys.exit(main())
