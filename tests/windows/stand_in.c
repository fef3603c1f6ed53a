/* Stands in for Microsoft's installer of WebView2: writes down what it was told, and the version as that one does;
   the latter not where a file C:\refuse lies. */
#include <stdio.h>
#include <windows.h>

#define CLIENT L"Software\\Microsoft\\EdgeUpdate\\Clients\\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

int WINAPI wWinMain(HINSTANCE own, HINSTANCE before, LPWSTR words, int show) {
    FILE *told = _wfopen(L"C:\\told.txt", L"a");
    if (!told) return 1;
    fprintf(told, "%ls\n", words);
    fclose(told);
    if (GetFileAttributesW(L"C:\\refuse") != INVALID_FILE_ATTRIBUTES) return 1;
    const wchar_t version[] = L"131.0.2903.51";
    return RegSetKeyValueW(HKEY_CURRENT_USER, CLIENT, L"pv", REG_SZ, version, sizeof version);
}
