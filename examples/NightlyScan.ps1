<#
.SYNOPSIS
    Scans the flow exports of a night and leaves the anomalies as CSV and as JSON lines.
.DESCRIPTION
    For a scheduled task or cron. Asks nothing, writes no colours, and says how it went by its exit code:
        1  something failed: the model or an export could not be read, a score is no finite number, or the results could not be written
        2  there are anomalies
        3  an export is missing or empty, more than 5 % of the conversations could not be judged (train on more days),
           or a host is as strange as what training forgot (the warning names it, and says how to train)
        0  everything was read, and nothing is anomalous
    The first of these that holds is the answer. Rows that are no flows fail nothing; they are collected in rejected-<time>.csv.

    The model, once and again every few weeks, of some days of traffic:
        Invoke-AnomalyTraining (New-AnomalyModel -Name office) -Path D:\flows\*.binetflow.gz | Save-AnomalyModel D:\flows\office.nam -Force

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
    # The memory of earlier scans, so that evidence adds up over the nights; made where it does not exist. Then every
    # night must scan later traffic than the one before. Without it each night is judged by itself.
    [string] $StatePath = '',
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
    $memory = $StatePath ? @{ StatePath = $StatePath } : @{}

    # What is wrong with one export must not keep the others from being scanned.
    $anomalies = Import-FlowData $Path -RejectPath "$folder/rejected-$stamp.csv" -Force -ErrorAction SilentlyContinue -ErrorVariable problems |
        Test-FlowAnomaly $model @memory -MaxPValue $MaxPValue -AnomalyOnly -InformationVariable said `
            -ErrorAction SilentlyContinue -ErrorVariable +problems |
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

    $rejected, $rest = $problems.Where({ $_.FullyQualifiedErrorId -like 'FlowRowRejected,*' }, 'Split')
    $missing, $failures = $rest.Where({ $_.FullyQualifiedErrorId -match '^(FileNotFound|FlowFileEmpty),' }, 'Split')
    $summary = $said.Where({ $_.MessageData -is [NetAnomaly.AnomalyScanSummary] }, 'First')[0].MessageData
    foreach ($failure in @($missing) + @($failures)) { [Console]::Error.WriteLine("NightlyScan: $failure $($failure.ErrorDetails?.RecommendedAction)") }
    "$($anomalies.Count) anomalies, $($summary.Undetermined) of $($summary.Conversations) conversations not judged, $($missing.Count) exports missing, $($failures.Count) failures$(if ($rejected) { ', some rows rejected' }); results in $folder"

    if ($failures) { exit 1 }
    if ($anomalies) { exit 2 }
    if ($missing -or $summary.IsInconclusive) { exit 3 }
    exit 0
}
catch {
    [Console]::Error.WriteLine("NightlyScan: $_ $($_.ErrorDetails?.RecommendedAction)")
    exit 1
}
