; The installer. `cargo xtask windows` builds it and defines
;   VERSION   "0.1.0"
;   SOURCE    the folder of the files to install
;   KILOBYTES their size
;   OUT       the file to write
;   SIGN      the command that signs the uninstaller (the file's name is added); absent without a certificate
;   WEBVIEW2  Microsoft's offline installer, where one was laid beside
;   QUICK     packed in the least time, for an installer that is only tried
;
; Everything is for the person logged on: no administrator is needed, and nobody else's programs are touched.
;
;   /S           no window, no questions
;   /D=C:\…      another folder; last on the line, without quotes
;   /CLOSE       closes the program if it runs (it stores its last words first); otherwise it is asked for, or with /S
;                the exit status is 5
;   /NODESKTOP   no shortcut on the desktop
;   /LANG=en     English
;   uninstaller: /S, /CLOSE, /DELETEDATA (the data as well; kept otherwise)
;
; Exit status: 0 done, 1 given up by the person, 2 failed, 4 a newer version is installed, 5 the program runs,
; 6 done, but WebView2 could not be installed.

Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 32
!endif
SetDateSave off
RequestExecutionLevel user
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10

!define NAME "Sổ Đề án 06"
!define FILE "so-de-an-06.exe"
!define TERMINAL "dean06.exe"
!define IDENTIFIER "vn.dean06.so"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\so-de-an-06"
!define OPEN_WITH "Software\Classes\Applications\${FILE}"
; Where Microsoft's installer says which version of WebView2 there is.
!define RUNTIME "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include MUI2.nsh

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\so-de-an-06"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "FileDescription" "Cài đặt ${NAME}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT"

!define MUI_ICON "${__FILEDIR__}\..\icons\icon.ico"
!define MUI_UNICON "${__FILEDIR__}\..\icons\icon.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${FILE}"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; NSIS's own words (zlib licence), changed in nothing but that letters and marks are put together: theirs come apart, and
; some fonts draw them beside each other.
!insertmacro MUI_LANGUAGEEX "${__FILEDIR__}\language" "Vietnamese"
!insertmacro MUI_LANGUAGE "English"

LangString RUNS ${LANG_VIETNAMESE} "${NAME} đang mở. Hãy đóng chương trình rồi bấm Thử lại."
LangString RUNS ${LANG_ENGLISH} "${NAME} is open. Close it and press Retry."
LangString NEWER ${LANG_VIETNAMESE} "Máy này đã có ${NAME} bản mới hơn ($R1). Bản cũ không mở được dữ liệu của bản mới nên không cài đè."
LangString NEWER ${LANG_ENGLISH} "A newer ${NAME} ($R1) is installed. An older one could not open its data, so nothing was changed."
LangString WINDOWS ${LANG_VIETNAMESE} "${NAME} cần Windows 10 (64 bit) trở lên."
LangString WINDOWS ${LANG_ENGLISH} "${NAME} needs 64-bit Windows 10 or later."
LangString NO_RUNTIME ${LANG_VIETNAMESE} "Đã cài ${NAME}, nhưng máy này chưa có Microsoft Edge WebView2 nên chương trình chưa mở được cửa sổ.$\r$\n$\r$\nHãy nhờ người phụ trách máy tính cài “Microsoft Edge WebView2 Runtime” (tệp MicrosoftEdgeWebView2RuntimeInstallerX64.exe, tải từ trang của Microsoft)."
LangString NO_RUNTIME ${LANG_ENGLISH} "${NAME} is installed, but this PC lacks Microsoft Edge WebView2, so its window cannot open yet.$\r$\n$\r$\nInstall the Microsoft Edge WebView2 Runtime (MicrosoftEdgeWebView2RuntimeInstallerX64.exe, from Microsoft's site)."
LangString RUNTIME_COMES ${LANG_VIETNAMESE} "Đang cài Microsoft Edge WebView2…"
LangString RUNTIME_COMES ${LANG_ENGLISH} "Installing Microsoft Edge WebView2…"
LangString DELETE_DATA ${LANG_VIETNAMESE} "Xóa luôn dữ liệu đã nhập, báo cáo và bản sao lưu trong$\r$\n$LOCALAPPDATA\so-de-an-06?$\r$\n$\r$\nXóa rồi không lấy lại được. Bấm Không để giữ lại."
LangString DELETE_DATA ${LANG_ENGLISH} "Delete what was entered, the reports and the backups in$\r$\n$LOCALAPPDATA\so-de-an-06 as well?$\r$\n$\r$\nThis cannot be undone. Press No to keep them."
LangString OPEN_IN ${LANG_VIETNAMESE} "Mở bằng ${NAME}"
LangString OPEN_IN ${LANG_ENGLISH} "Open in ${NAME}"

; Offices have Windows in English too; the program is in Vietnamese, so its installer is unless asked otherwise.
!macro ChooseLanguage
  StrCpy $LANGUAGE ${LANG_VIETNAMESE}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/LANG=" $R1
  ${IfNot} ${Errors}
  ${AndIf} $R1 == "en"
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${EndIf}
!macroend

; A program that runs cannot be opened for writing, which would leave half of the files of another version.
!macro FailIfHeld FOUND NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}"
    ClearErrors
    FileOpen $R2 "$INSTDIR\${NAME}" a
    ${If} ${Errors}
      StrCpy ${FOUND} 1
    ${Else}
      FileClose $R2
    ${EndIf}
  ${EndIf}
!macroend

; Goes on once the program is closed.
!macro WaitUntilClosed UN
Function ${UN}WaitUntilClosed
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/CLOSE" $R1
  ${If} ${Errors}
    StrCpy $R3 0
  ${Else}
    StrCpy $R3 60 ; quarters of a second that it is given to store what was typed
  ${EndIf}
  again:
  StrCpy $R4 0
  !insertmacro FailIfHeld $R4 "${FILE}"
  !insertmacro FailIfHeld $R4 "${TERMINAL}"
  ${If} $R4 = 0
    Return
  ${EndIf}
  ${If} $R3 > 0
    IntOp $R3 $R3 - 1
    FindWindow $R5 "" "${NAME}"
    ${If} $R5 <> 0
      SendMessage $R5 16 0 0 /TIMEOUT=5000 ; WM_CLOSE
    ${EndIf}
    Sleep 250
    Goto again
  ${EndIf}
  ${IfNot} ${Silent}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNS)" IDRETRY again
  ${EndIf}
  SetErrorLevel 5
  Quit
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Function .onInit
  !insertmacro ChooseLanguage
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(WINDOWS)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  ReadRegStr $R1 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $R1 != ""
    ${VersionCompare} "$R1" "${VERSION}" $R2
    ${If} $R2 = 1
      MessageBox MB_OK|MB_ICONSTOP "$(NEWER)" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; $R6: the version of WebView2, or nothing.
Function FindRuntime
  ReadRegStr $R6 HKLM "SOFTWARE\WOW6432Node\${RUNTIME}" "pv"
  ${If} $R6 == ""
  ${OrIf} $R6 == "0.0.0.0"
    ReadRegStr $R6 HKCU "Software\${RUNTIME}" "pv"
  ${EndIf}
  ${If} $R6 == "0.0.0.0"
    StrCpy $R6 ""
  ${EndIf}
FunctionEnd

Section
  Call WaitUntilClosed
  SetOutPath "$INSTDIR"
  File "${SOURCE}\${FILE}"
  File "${SOURCE}\${TERMINAL}"
  File "${SOURCE}\WebView2Loader.dll"
  File "${SOURCE}\LICENSE.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${FILE}"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/NODESKTOP" $R1
  ${If} ${Errors}
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${FILE}"
  ${EndIf}

  ; "Open with" and a line in the menu of Excel files; what opens them by itself stays what it was.
  WriteRegStr HKCU "${OPEN_WITH}" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${OPEN_WITH}\shell\open\command" "" '"$INSTDIR\${FILE}" "%1"'
  !macro OpenWith ENDING
    WriteRegStr HKCU "${OPEN_WITH}\SupportedTypes" "${ENDING}" ""
    WriteRegStr HKCU "Software\Classes\SystemFileAssociations\${ENDING}\shell\so-de-an-06" "" "$(OPEN_IN)"
    WriteRegStr HKCU "Software\Classes\SystemFileAssociations\${ENDING}\shell\so-de-an-06" "Icon" "$INSTDIR\${FILE}"
    WriteRegStr HKCU "Software\Classes\SystemFileAssociations\${ENDING}\shell\so-de-an-06\command" "" '"$INSTDIR\${FILE}" "%1"'
  !macroend
  !insertmacro OpenWith ".xlsx"
  !insertmacro OpenWith ".xls"
  !insertmacro OpenWith ".xlsb"
  !insertmacro OpenWith ".xlsm"
  !insertmacro OpenWith ".ods"

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${FILE}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1

  Call FindRuntime
  !ifdef WEBVIEW2
    ${If} $R6 == ""
      DetailPrint "$(RUNTIME_COMES)"
      InitPluginsDir
      SetOutPath "$PLUGINSDIR"
      File "/oname=MicrosoftEdgeWebView2RuntimeInstallerX64.exe" "${WEBVIEW2}"
      ExecWait '"$PLUGINSDIR\MicrosoftEdgeWebView2RuntimeInstallerX64.exe" /silent /install'
      SetOutPath "$INSTDIR"
      Call FindRuntime
      ${If} $R6 == ""
        SetErrorLevel 6
      ${EndIf}
    ${EndIf}
  !endif
  ${If} $R6 == ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NO_RUNTIME)" /SD IDOK
  ${EndIf}
SectionEnd

Function un.onInit
  !insertmacro ChooseLanguage
FunctionEnd

Section Uninstall
  Call un.WaitUntilClosed
  Delete "$INSTDIR\${FILE}"
  Delete "$INSTDIR\${TERMINAL}"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
  ; Only where it is empty: somebody may have put files of their own there.
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  ; Where the window stood, and what WebView2 kept to draw it faster.
  RMDir /r "$LOCALAPPDATA\${IDENTIFIER}"
  RMDir /r "$APPDATA\${IDENTIFIER}"

  DeleteRegKey HKCU "${OPEN_WITH}"
  !macro un.OpenWith ENDING
    DeleteRegKey HKCU "Software\Classes\SystemFileAssociations\${ENDING}\shell\so-de-an-06"
  !macroend
  !insertmacro un.OpenWith ".xlsx"
  !insertmacro un.OpenWith ".xls"
  !insertmacro un.OpenWith ".xlsb"
  !insertmacro un.OpenWith ".xlsm"
  !insertmacro un.OpenWith ".ods"
  DeleteRegKey HKCU "Software\Classes\AppUserModelId\${IDENTIFIER}"
  DeleteRegKey HKCU "${UNINSTALL}"

  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/DELETEDATA" $R1
  ${If} ${Errors}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(DELETE_DATA)" /SD IDNO IDNO keep
  ${EndIf}
  RMDir /r "$LOCALAPPDATA\so-de-an-06"
  keep:
SectionEnd

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif
