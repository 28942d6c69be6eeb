; The installer of perfdesk for Windows: for one user without an administrator, or for all.
; Built by windows/installer.py, which defines VERSION, SOURCE (the folder to install), ICON and OUTPUT.
;
; Silent: perfdesk-X.Y.Z-windows-x64.exe /S [/CurrentUser | /AllUsers] [/D=C:\folder]
; Exit codes: 0 installed, 1 stopped by the user, 2 not installed (the old version, if any, is as it was).

Unicode true
ManifestDPIAware true
ManifestLongPathAware true
SetCompressor /SOLID lzma
SetDateSave off
BrandingText "绩效填报台 ${VERSION}"
Name "绩效填报台"
OutFile "${OUTPUT}"
ShowInstDetails hide
ShowUninstDetails hide

!define KEY "Software\perfdesk"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\perfdesk"
!define TYPE "perfdesk.library"
!define NEW "$INSTDIR\.new"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "perfdesk"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "Folder"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "Folder"

!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\perfdesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开绩效填报台"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "绩效填报台"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "绩效填报台 安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "CompanyName" "perfdesk"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "MIT"

; Says why nothing was installed, and ends.
!macro Refuse sentence
  MessageBox MB_OK|MB_ICONSTOP "${sentence}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; Whether the installed program runs, 1 or 0: Windows lets nobody write to the file of a running program.
!macro Running result
  StrCpy ${result} 0
  ${If} ${FileExists} "$INSTDIR\perfdesk.exe"
    ClearErrors
    FileOpen $R9 "$INSTDIR\perfdesk.exe" a
    ${If} ${Errors}
      StrCpy ${result} 1
    ${Else}
      FileClose $R9
    ${EndIf}
  ${EndIf}
!macroend

; Removes the program's own files from a folder; nothing else that lies there.
!macro RemoveProgram folder
  RMDir /r "${folder}\python"
  RMDir /r "${folder}\site"
  RMDir /r "${folder}\licences"
  Delete "${folder}\perfdesk.exe"
  Delete "${folder}\perfdesk.com"
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro Refuse "绩效填报台需要 64 位的 Windows 10 或更新版本。"
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse "绩效填报台需要 Windows 10 或更新版本。"
  ${EndIf}
  SetRegView 64
  !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section "install"
  ; The new version is unpacked beside the old one, and replaces it once it has passed its self-test.
  RMDir /r "${NEW}"
  SetOutPath "${NEW}"
  ClearErrors
  File /r "${SOURCE}/*"
  ${If} ${Errors}
    SetOutPath "$TEMP"
    RMDir /r "${NEW}"
    !insertmacro Refuse "程序文件写不进“$INSTDIR”。请检查磁盘空间和权限，或换一个文件夹。"
  ${EndIf}
  DetailPrint "正在自检……"
  nsExec::Exec '"${NEW}\perfdesk.com" --self-test "$TEMP\perfdesk-self-test.txt"'
  Pop $0
  SetOutPath "$TEMP"
  ${If} $0 != 0
    RMDir /r "${NEW}"
    !insertmacro Refuse "新版本在这台电脑上没有通过自检，没有安装；原来的版本（如果有）没有改动。$\n自检结果在 $TEMP\perfdesk-self-test.txt，请发给技术支持。"
  ${EndIf}
  try_replacing:
  !insertmacro Running $0
  ${If} $0 == 1
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "绩效填报台正在运行。请关闭它的窗口，然后按“重试”。" /SD IDCANCEL IDRETRY try_replacing
    RMDir /r "${NEW}"
    SetErrorLevel 2
    Quit
  ${EndIf}
  !insertmacro RemoveProgram "$INSTDIR"
  ClearErrors
  Rename "${NEW}\python" "$INSTDIR\python"
  Rename "${NEW}\site" "$INSTDIR\site"
  Rename "${NEW}\licences" "$INSTDIR\licences"
  Rename "${NEW}\perfdesk.exe" "$INSTDIR\perfdesk.exe"
  Rename "${NEW}\perfdesk.com" "$INSTDIR\perfdesk.com"
  RMDir "${NEW}"
  ${If} ${Errors}
    !insertmacro Refuse "程序文件没有全部写好。请关闭正在使用“$INSTDIR”的程序，再安装一次。"
  ${EndIf}

  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\绩效填报台.lnk" "$INSTDIR\perfdesk.exe"
  CreateShortCut "$DESKTOP\绩效填报台.lnk" "$INSTDIR\perfdesk.exe"
  WriteRegStr SHCTX "${KEY}" "Folder" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "Version" "${VERSION}"

  ; .perfdesk opens with it, and it is listed under 打开方式.
  WriteRegStr SHCTX "Software\Classes\.perfdesk" "" "${TYPE}"
  WriteRegStr SHCTX "Software\Classes\.perfdesk\OpenWithProgids" "${TYPE}" ""
  WriteRegStr SHCTX "Software\Classes\${TYPE}" "" "绩效填报库"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\perfdesk.exe,0"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\perfdesk.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\Applications\perfdesk.exe" "FriendlyAppName" "绩效填报台"
  WriteRegStr SHCTX "Software\Classes\Applications\perfdesk.exe\SupportedTypes" ".perfdesk" ""
  WriteRegStr SHCTX "Software\Classes\Applications\perfdesk.exe\shell\open\command" "" '"$INSTDIR\perfdesk.exe" "%1"'
  WriteRegStr SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\perfdesk.exe" "" "$INSTDIR\perfdesk.exe"
  ${RefreshShellIcons}

  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "绩效填报台"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\perfdesk.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "perfdesk"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${SIZE}
SectionEnd

; Libraries (.perfdesk), settings and logs stay.
Section "Uninstall"
  !insertmacro Running $0
  ${If} $0 == 1
    !insertmacro Refuse "绩效填报台正在运行，没有卸载。请关闭它的窗口，再卸载一次。"
  ${EndIf}
  !insertmacro RemoveProgram "$INSTDIR"
  RMDir /r "${NEW}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\绩效填报台.lnk"
  Delete "$DESKTOP\绩效填报台.lnk"
  DeleteRegKey SHCTX "Software\Classes\${TYPE}"
  DeleteRegKey SHCTX "Software\Classes\Applications\perfdesk.exe"
  DeleteRegValue SHCTX "Software\Classes\.perfdesk\OpenWithProgids" "${TYPE}"
  ReadRegStr $0 SHCTX "Software\Classes\.perfdesk" ""
  ${If} $0 == "${TYPE}"
    DeleteRegValue SHCTX "Software\Classes\.perfdesk" ""
  ${EndIf}
  DeleteRegKey /ifempty SHCTX "Software\Classes\.perfdesk\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.perfdesk"
  DeleteRegKey SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\perfdesk.exe"
  DeleteRegKey SHCTX "${UNINSTALL}"
  DeleteRegKey SHCTX "${KEY}"
  ${RefreshShellIcons}
SectionEnd
