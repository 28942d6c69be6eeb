/* perfdesk.exe (and perfdesk.com, with a console): loads Python from the folder "python" beside itself and runs
   perfdesk in it, so that Windows shows the program under its own name and icon. Built by windows/installer.py. */
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

typedef int (*PyMain)(int, wchar_t **);

enum { LONGEST = 32768 };

static wchar_t self[LONGEST], library[LONGEST], option[LONGEST + 32];

static int complain(void)
{
    MessageBoxW(NULL,
                L"\u7ee9\u6548\u586b\u62a5\u53f0\u7684\u7a0b\u5e8f\u6587\u4ef6\u4e0d\u5b8c\u6574\uff0c"
                L"\u4e0d\u80fd\u542f\u52a8\u3002\u8bf7\u91cd\u65b0\u5b89\u88c5\uff1b"
                L"\u586b\u62a5\u5e93\u4e0d\u53d7\u5f71\u54cd\u3002",
                L"\u7ee9\u6548\u586b\u62a5\u53f0", MB_ICONERROR | MB_OK);
    return 3;
}

int wmain(int count, wchar_t **words)
{
    wchar_t *end, **given;
    HMODULE python;
    PyMain main_of_python;
    int at;

    if (!GetModuleFileNameW(NULL, self, LONGEST) || (end = wcsrchr(self, L'\\')) == NULL)
        return complain();
    wcscpy(library, self);
    wcscpy(library + (end - self), L"\\python\\python311.dll");
    python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    main_of_python = python ? (PyMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (main_of_python == NULL)
        return complain();
    /* Whatever starts the program anew starts the one without a console. */
    wcscpy(option, L"perfdesk_launcher=");
    wcsncat(option, self, end - self);
    wcscat(option, L"\\perfdesk.exe");
    given = calloc(count + 6, sizeof *given);
    if (given == NULL)
        return complain();
    given[0] = self;
    given[1] = L"-I";
    given[2] = L"-X";
    given[3] = option;
    given[4] = L"-m";
    given[5] = L"perfdesk";
    for (at = 1; at < count; at++)
        given[at + 5] = words[at];
    return main_of_python(count + 5, given);
}
