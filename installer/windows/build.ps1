# Builds the Windows program and its installer: powershell -ExecutionPolicy Bypass -File installer\windows\build.ps1
#
# HONEST NOTE: this script has never been run. It was written on Linux, and PyInstaller cannot build a Windows program
# from there. Nothing of the window, of printing, of the access lists, of the process replacement at lock or of the
# installer has been seen on Windows; docs/limits.md lists what to try.
#
# Needs: Windows 10 or 11 (64 bit), Python 3.11 or later from python.org, NSIS 3 on the PATH, and a network to the
# package registry. Set $env:SIGN to a command that signs one file (it gets the path as its last argument).

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
Set-Location (Join-Path $PSScriptRoot '..\..')

function Invoke-Checked([string]$Program, [string[]]$Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with $LASTEXITCODE" }
}

function Invoke-Signing([string]$File) {
    if ($env:SIGN) {
        & cmd.exe /c "$env:SIGN `"$File`""
        if ($LASTEXITCODE -ne 0) { throw "not signed: $File" }
    }
}

$python = '.venv\Scripts\python.exe'
if (-not (Test-Path $python)) { Invoke-Checked 'py' @('-3', '-m', 'venv', '.venv') }
Invoke-Checked $python @('-m', 'pip', 'install', '--quiet', '--require-hashes', '--no-deps', '-r', 'requirements.lock')
Invoke-Checked $python @('-m', 'pip', 'install', '--quiet', '--no-deps', '--no-build-isolation', '-e', '.')
Invoke-Checked $python @('-m', 'caseworker.i18n')
Invoke-Checked $python @('-m', 'PyInstaller', '--noconfirm', '--workpath', 'build\pyinstaller', '--distpath', 'dist',
    'installer\pyinstaller.spec')

$folder = 'dist\handlaggarstod'
Invoke-Checked $python @('installer\licences.py', "$folder\licences.txt")
Get-ChildItem $folder -Recurse -Include *.exe, *.dll, *.pyd | ForEach-Object { Invoke-Signing $_.FullName }

# what was built must open its window and run the whole errand before it is packed
Invoke-Checked "$folder\caseworker.exe" @('--self-test')
$demo = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
try {
    Invoke-Checked "$folder\caseworker.exe" @('demo', '--dir', $demo, '--persons', '10', '--json')
}
finally {
    if (Test-Path $demo) { Remove-Item -Recurse -Force $demo }
}

$version = & $python -c "import tomllib; print(tomllib.load(open('pyproject.toml', 'rb'))['project']['version'])"
$setup = "dist\handlaggarstod-$version-setup.exe"
Invoke-Checked 'makensis' @('/INPUTCHARSET', 'UTF8', "/DVERSION=$version", "/DSOURCE=$((Resolve-Path $folder).Path)",
    "/DOUTPUT=$(Join-Path (Get-Location) $setup)", 'installer\windows\handlaggarstod.nsi')
Invoke-Signing $setup
Write-Output $setup
