/* Stands in for the program while it is open, where WebView2 is missing: a window with its title, which ends the program
   when it is asked to close. With the word "stays", it does not. */
#include <string.h>
#include <windows.h>

static BOOL stays;

static LRESULT CALLBACK answer(HWND window, UINT message, WPARAM one, LPARAM two) {
    if (message == WM_CLOSE && stays) return 0;
    if (message == WM_DESTROY) PostQuitMessage(0);
    return DefWindowProcW(window, message, one, two);
}

int WINAPI wWinMain(HINSTANCE own, HINSTANCE before, LPWSTR words, int show) {
    stays = wcsstr(words, L"stays") != NULL;
    WNDCLASSW class = {.lpfnWndProc = answer, .hInstance = own, .lpszClassName = L"open"};
    if (!RegisterClassW(&class)) return 1;
    HWND window = CreateWindowW(class.lpszClassName, L"S\x1ed5 \x0110\x1ec1 \x00e1n 06", WS_OVERLAPPEDWINDOW, 0, 0, 400,
                                300, NULL, NULL, own, NULL);
    if (!window) return 1;
    ShowWindow(window, show);
    MSG message;
    while (GetMessageW(&message, NULL, 0, 0) > 0) DispatchMessageW(&message);
    return 0;
}
