/* Included before every source of CPython and SQLite: binds the functions that glibc 2.29 gave new versions of
   (they no longer set errno through the SVID handlers; CPython checks the values itself) to the old ones, so that
   the program runs from glibc 2.28 on. x86_64 only. */
#ifndef PERFDESK_GLIBC_H
#define PERFDESK_GLIBC_H
__asm__(".symver exp, exp@GLIBC_2.2.5");
__asm__(".symver exp2, exp2@GLIBC_2.2.5");
__asm__(".symver log, log@GLIBC_2.2.5");
__asm__(".symver log2, log2@GLIBC_2.2.5");
__asm__(".symver pow, pow@GLIBC_2.2.5");
#endif
