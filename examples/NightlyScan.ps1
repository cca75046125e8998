<#
.SYNOPSIS
    Scans the flow exports of a night and leaves the anomalies as CSV and as JSON lines.
.DESCRIPTION
    For a scheduled task or cron. Asks nothing, writes no colours, and says how it went by its exit code:
        0  everything was read, and nothing is anomalous
        2  everything was read, and there are anomalies
        1  something failed: the model or an export could not be read, or the results not written
    Rows that are no flows fail nothing; they are collected in rejected-<time>.csv.

    Windows:  schtasks /Create /TN NetAnomaly /SC DAILY /ST 05:00 /TR "pwsh -NoProfile -NonInteractive -File C:\Scripts\NightlyScan.ps1 -Path D:\flows\*.binetflow.gz -ModelPath D:\flows\office.nam -OutputPath D:\flows\alerts"
    Linux:    0 5 * * *  pwsh -NoProfile -NonInteractive -File /opt/scan/NightlyScan.ps1 -Path '/var/flows/*.binetflow.gz' -ModelPath /var/flows/office.nam -OutputPath /var/flows/alerts
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File ./NightlyScan.ps1 -Path './exports/*.binetflow' -ModelPath ./office.nam -OutputPath ./alerts
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
    $model = Import-AnomalyModel $ModelPath

    # What is wrong with one export must not keep the others from being scanned.
    $anomalies = Import-FlowData $Path -RejectPath "$folder/rejected-$stamp.csv" -Force -ErrorAction SilentlyContinue -ErrorVariable problems |
        Test-FlowAnomaly $model -MaxPValue $MaxPValue -AnomalyOnly |
        ForEach-Object {
            [ordered]@{
                Window      = $_.WindowStart.ToString('o')
                Source      = $_.SourceAddress
                Destination = $_.DestinationAddress
                Flows       = $_.FlowCount
                Score       = [math]::Round($_.Score, 4)
                PValue      = $_.PValue
                Reason      = $_.Reason
                Model       = $_.Model
            }
        }

    $anomalies = @($anomalies)
    Write-Whole "$folder/anomalies-$stamp.csv" @($anomalies | ForEach-Object { [pscustomobject] $_ } | ConvertTo-Csv)
    Write-Whole "$folder/anomalies-$stamp.jsonl" @($anomalies | ForEach-Object { $_ | ConvertTo-Json -Compress })

    $rejected, $failures = $problems.Where({ $_.FullyQualifiedErrorId -like 'FlowRowRejected,*' }, 'Split')
    foreach ($failure in $failures) { [Console]::Error.WriteLine("NightlyScan: $failure $($failure.ErrorDetails?.RecommendedAction)") }
    "$($anomalies.Count) anomalies, $($failures.Count) exports not read in full$(if ($rejected) { ', some rows rejected' }); results in $folder"

    if ($failures) { exit 1 }
    if ($anomalies) { exit 2 }
    exit 0
}
catch {
    [Console]::Error.WriteLine("NightlyScan: $_ $($_.ErrorDetails?.RecommendedAction)")
    exit 1
}
