# Compiles SQLite and CPython inside the chroot: run by linux/cpython.py as "sh compile.sh <python> <sqlite>",
# the names of the source folders in /build. SOURCE_DATE_EPOCH is set.
set -e
export LC_ALL=C LD_LIBRARY_PATH=/opt/sqlite/lib

cd "/build/$2"
./configure --prefix=/opt/sqlite --disable-tcl --disable-static --disable-readline --disable-load-extension \
    CFLAGS="-O2 -include /build/glibc.h"
make -j2 libsqlite3.la sqlite3.h
make install

cd "/build/$1"
# Of the XML library the one of the system, which has its security patches. It is linked in: Debian's patch of
# pyexpat.c uses headers that only parts of the interpreter itself may.
printf '*static*\npyexpat pyexpat.c -lexpat\n' >Modules/Setup.local
# The functions that glibc 2.30 added, CPython does without.
./configure --prefix=/opt/python --without-ensurepip --disable-test-modules --with-system-expat --with-system-ffi \
    --without-readline ac_cv_func_sem_clockwait=no ac_cv_func_pthread_cond_clockwait=no \
    CFLAGS="-include /build/glibc.h" CPPFLAGS="-I/opt/sqlite/include" LDFLAGS="-L/opt/sqlite/lib"
make -j2
make install
