<#
.SYNOPSIS
    Scans the flow exports of a night and leaves what is to be told as CSV and as JSON lines.
.DESCRIPTION
    For a scheduler, where the alerts of Invoke-AnomalyScan are wanted as files; Register-AnomalyScan needs no script.
    Asks nothing, writes no colours, and says how it went by its exit code:
        1  something failed: the model or an export could not be read, a score is no finite number, or the results
           could not be written
        2  an incident is new or has grown
        3  an export is missing or empty, nothing new was there, or more than 5 % could not be judged
        0  everything was read, and nothing is to be told
    The first of these that holds is the answer. Exports that were scanned before are passed over, and nothing is told
    twice: the state of the scan stands in scan.db beside the results, or where -StatePath says.

    The model, once and again every few weeks, of some days of traffic:
        Invoke-AnomalyTraining (New-AnomalyModel -Name office) -Path D:\flows\*.gz | Save-AnomalyModel D:\office.nam
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File ./NightlyScan.ps1 './exports/*.binetflow' ./office.nam ./alerts
#>
[CmdletBinding()]
param(
    # The exports to scan; wildcards are expanded.
    [Parameter(Mandatory)] [string[]] $Path,
    # The model, as Save-AnomalyModel wrote it.
    [Parameter(Mandatory)] [string] $ModelPath,
    # The folder for the results; it is made if need be.
    [Parameter(Mandatory)] [string] $OutputPath,
    # How rare among normal conversations an anomaly is.
    [ValidateRange(0.0, 1.0)] [double] $MaxPValue = 0.001,
    # What was scanned and told; made where it does not exist.
    [string] $StatePath = '',
    # Exports that must be there, with the date in braces: /flows/fw1-{yyyy-MM-dd}.csv.gz
    [string[]] $ExpectedPath = @(),
    # The module, where it is not installed.
    [string] $ModulePath = 'NetAnomaly'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# Nobody should find half a file: written under another name, then renamed.
function Write-Whole([string] $File, [string[]] $Lines) {
    [System.IO.File]::WriteAllLines("$File.tmp", $Lines)
    [System.IO.File]::Move("$File.tmp", $File, $true)
}

try {
    Import-Module $ModulePath
    $folder = New-Item -ItemType Directory -Force $OutputPath
    $stamp = [datetime]::UtcNow.ToString('yyyyMMdd-HHmmss')
    $expected = $ExpectedPath ? @{ ExpectedPath = $ExpectedPath } : @{}

    # What is wrong with one export does not keep the others from being scanned.
    $run = Invoke-AnomalyScan $Path $ModelPath ($StatePath ? $StatePath : "$folder/scan.db") @expected `
        -MaxPValue $MaxPValue -ErrorAction SilentlyContinue -ErrorVariable problems `
        -WarningAction SilentlyContinue -WarningVariable warnings

    $alerts = @($run.Alerts | ForEach-Object {
            [ordered]@{
                Action   = "$($_.Action)"
                Id       = $_.Id
                Version  = $_.Version
                Host     = $_.Incident.Host
                Start    = $_.Incident.Start.ToString('o')
                End      = $_.Incident.End.ToString('o')
                Severity = [math]::Round($_.Incident.Severity, 4)
                Flows    = $_.Incident.Flows
                Peers    = $_.Incident.Peers
                Reason   = $_.Incident.Reasons -join ' '
                Model    = $run.Model
            }
        })
    Write-Whole "$folder/alerts-$stamp.csv" @($alerts | ForEach-Object { [pscustomobject] $_ } | ConvertTo-Csv)
    Write-Whole "$folder/alerts-$stamp.jsonl" @($alerts | ForEach-Object { $_ | ConvertTo-Json -Compress })

    foreach ($problem in $problems) {
        [Console]::Error.WriteLine("NightlyScan: $problem $($problem.ErrorDetails?.RecommendedAction)")
    }
    foreach ($warning in $warnings) { [Console]::Error.WriteLine("NightlyScan: $warning") }
    if ($run.Rejected) { [Console]::Error.WriteLine("NightlyScan: $($run.Rejected) rows are no flows.") }
    $counts = "$($run.Alerts.Count) alerts, $($run.Missing.Count) exports missing, $($run.Failures.Count) failures"
    "$counts; results in $folder"
    exit $run.ExitCode
}
catch {
    [Console]::Error.WriteLine("NightlyScan: $_ $($_.ErrorDetails?.RecommendedAction)")
    exit 1
}
