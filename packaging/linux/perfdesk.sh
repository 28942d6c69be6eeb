#!/bin/sh
# Starts perfdesk with the Python beside this file, wherever the folder lies, and through symbolic links.
self=$(readlink -f -- "$0")
exec "${self%/*}/python/bin/python3.11" -I -X "perfdesk_launcher=$self" -m perfdesk "$@"
