<#
.SYNOPSIS
    Runs a nightly scan whose parameters stand in a file, and ends with its exit code.
.DESCRIPTION
    What Register-AnomalyScan registers: pwsh -NoProfile -NonInteractive -File Invoke-NightlyScan.ps1 -SettingsPath FILE
    The file is JSON: the names and values of parameters of Invoke-AnomalyScan. Alerts and the summary go to standard
    output, what failed, is missing or must be known to standard error. Ends with 1 where the scan could not be run.
    It needs no profile, no console and no home folder, and writes nothing to the module's folder.
#>
[CmdletBinding()]
param(
    # The file with the parameters.
    [Parameter(Mandatory)] [string] $SettingsPath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$InformationPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'

try {
    Import-Module "$PSScriptRoot/../NetAnomaly.psd1"
    $scan = Get-Content -LiteralPath $SettingsPath -Raw | ConvertFrom-Json -AsHashtable -DateKind String
    if ($scan -isnot [System.Collections.IDictionary]) {
        throw "$SettingsPath has no parameters of Invoke-AnomalyScan."
    }
    $quiet = @{
        Confirm       = $false
        ErrorAction   = 'SilentlyContinue'; ErrorVariable = 'problems'
        WarningAction = 'SilentlyContinue'; WarningVariable = 'warnings'
    }
    $run = Invoke-AnomalyScan @scan @quiet
    foreach ($problem in $problems) {
        [Console]::Error.WriteLine("NetAnomaly: error: $problem $($problem.ErrorDetails?.RecommendedAction)")
    }
    foreach ($warning in $warnings) { [Console]::Error.WriteLine("NetAnomaly: warning: $warning") }
    if ($null -eq $run) { throw 'The scan gave no result.' }
    foreach ($alert in $run.Alerts) { "$alert" }
    "$run"
    exit $run.ExitCode
}
catch {
    [Console]::Error.WriteLine("NetAnomaly: error: $_ $($_.ErrorDetails?.RecommendedAction)")
    exit 1
}
