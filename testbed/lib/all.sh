# shellcheck shell=bash
# Everything that bin/testbed is made of, a file a concern.

for file in settings say packages programs images registry node health up down status; do
    # shellcheck source=/dev/null
    . "$TESTBED/lib/$file.sh"
done
