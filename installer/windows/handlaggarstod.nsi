; The Windows installer of Handläggarstöd, for NSIS 3. Called by build.ps1 after PyInstaller has made dist\handlaggarstod.
;
; HONEST NOTE: this script has never been run. It was written on Linux, where makensis compiles it; neither the installation, the uninstallation,
; the shortcuts nor the silent mode has been tried on any Windows. The program itself has not been built or started on
; Windows either. Before anybody relies on it: build on Windows 10 and 11, install as a user without rights, run
; handlaggarstod.exe --self-test and caseworker.exe demo, uninstall, look for what was left.
;
; Choices: per user (no administrator needed, nothing in Program Files), one folder instead of one self-extracting
; file (virus scanners), the register is never touched, neither by installing nor by uninstalling. Sign every .exe and
; .dll and the installer itself with the municipality's certificate; unsigned files are stopped by Smart App Control.

Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!ifndef VERSION
  !error "makensis /DVERSION=0.1.0 /DSOURCE=dist\handlaggarstod handlaggarstod.nsi"
!endif
!ifndef SOURCE
  !error "SOURCE is the folder that PyInstaller made"
!endif
!ifndef OUTPUT
  !define OUTPUT "handlaggarstod-${VERSION}-setup.exe"
!endif

!include "MUI2.nsh"
!include "LogicLib.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Handlaggarstod"

Name "Handläggarstöd ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Handlaggarstod"
BrandingText " "
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Handläggarstöd"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Handläggarstöd"
VIAddVersionKey "LegalCopyright" "EUPL-1.2"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Swedish"
!insertmacro MUI_LANGUAGE "English"

; A running program holds its files open: half an installation would be worse than none.
!macro RefuseWhileRunning Un
  Function ${Un}RefuseWhileRunning
    IfFileExists "$INSTDIR\handlaggarstod.exe" 0 free
    ClearErrors
    FileOpen $0 "$INSTDIR\handlaggarstod.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "Handläggarstöd är öppet. Inget har ändrats. Stäng programmet och försök igen." /SD IDOK
      SetErrorLevel 3
      Abort
    ${EndIf}
    FileClose $0
    free:
  FunctionEnd
!macroend
!insertmacro RefuseWhileRunning ""
!insertmacro RefuseWhileRunning "un."

Section
  Call RefuseWhileRunning
  ; files of an earlier version that no longer exist must not stay
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}\*.*"
  CreateShortcut "$SMPROGRAMS\Handläggarstöd.lnk" "$INSTDIR\handlaggarstod.exe"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Handläggarstöd"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\handlaggarstod.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

; Only what was installed. The register lies in %LOCALAPPDATA%\Handlaggarstod and stays.
Section "Uninstall"
  Call un.RefuseWhileRunning
  Delete "$SMPROGRAMS\Handläggarstöd.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\handlaggarstod.exe"
  Delete "$INSTDIR\caseworker.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
