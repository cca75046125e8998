<#
.SYNOPSIS
    A small office, five attacks, and what NetAnomaly makes of them; under a minute.
.DESCRIPTION
    Makes days of sample traffic with every attack on the last day, trains on the days before (labels are not looked at), scans the last day, and
    shows the strangest conversations with their reasons, beside them what was injected. Exit code 1 if not one attack stands among them.
.EXAMPLE
    pwsh -NoProfile ./examples/Demo.ps1
#>
[CmdletBinding()]
param(
    [string] $ModulePath = 'NetAnomaly',
    [ValidateRange(2, 30)] [int] $Day = 4,
    [ValidateRange(1, 100)] [int] $Top = 20,
    [int] $Seed = 42
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$clock = [System.Diagnostics.Stopwatch]::StartNew()

function Write-Step([string] $Text) {
    '{0,5:0.0} s  {1}' -f $clock.Elapsed.TotalSeconds, $Text
}

Import-Module $ModulePath
$attacks = [enum]::GetNames([NetAnomaly.SampleAttack])
$flows = @(New-SampleFlow -Day $Day -Seed $Seed -Attack $attacks)
$lastDay = $flows[0].Start.Date.AddDays($Day - 1)
$past, $new = $flows.Where({ $_.Start -lt $lastDay }, 'Split')
Write-Step ('{0:N0} flows of a small office over {1} days; the last day holds {2}' -f $flows.Count, $Day, ($attacks -join ', '))

$model = $past | Invoke-AnomalyTraining -Model (New-AnomalyModel -Seed $Seed)
$results = @($new | Test-FlowAnomaly -Model $model | Sort-Object Score -Descending)
Write-Step ("'{0}' learned {1:N0} conversations and ranked {2:N0}" -f $model.Name, $model.Conversations, $results.Count)

# A source stands on the list once, and so does a destination within an hour, lest one scan or one flood fill it.
$listed = [System.Collections.Generic.List[object]]::new()
$sources, $floods = [System.Collections.Generic.HashSet[string]]::new(), [System.Collections.Generic.HashSet[string]]::new()
foreach ($result in $results) {
    if ($listed.Count -ge $Top) { break }
    if ($sources.Contains($result.SourceAddress)) { continue }
    if (-not $floods.Add("$($result.WindowStart.Ticks) $($result.DestinationAddress)")) { continue }
    $null = $sources.Add($result.SourceAddress)
    $listed.Add($result)
}

''
"The $($listed.Count) strangest of $($lastDay.ToString('yyyy-MM-dd')), by source:"
''
for ($i = 0; $i -lt $listed.Count; $i++) {
    $result = $listed[$i]
    $injected = @($result.Labels -ne 'Normal') -join ', '
    $pair = '{0} -> {1}' -f $result.SourceAddress, $result.DestinationAddress
    $mark = if ($injected) { "$($PSStyle.Foreground.BrightRed)injected: $injected$($PSStyle.Reset)" }
    ('{0,3}. {1:HH:mm}  {2,-36} {3}' -f ($i + 1), $result.WindowStart, $pair, $mark).TrimEnd()
    "       $($PSStyle.Dim)$($result.Reason)$($PSStyle.Reset)"
}

$found = @($listed.Labels | Where-Object { $_ -in $attacks } | Select-Object -Unique)
$rest = @($attacks | Where-Object { $_ -notin $found })
''
'{0} of {1} injected attacks stand among the top {2}: {3}.{4}' -f $found.Count, $attacks.Count, $Top, ($found -join ', '), $(if ($rest) { " Not among them: $($rest -join ', ')." })
'Done in {0:0.0} s.' -f $clock.Elapsed.TotalSeconds
exit [int] ($found.Count -eq 0)
