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

# Rare sizes, rare uses of a service, and who is sought out by many; and a network, where an engine for it is there.
$plans = @(
    @{ Architecture = 'TokenFrequency'; Name = 'sizes'; Scheme = 'ProtoByte' }
    @{ Architecture = 'TokenFrequency'; Name = 'services'; Scheme = 'ProtoByte', 'ServicePort', 'State'; Aggregate = 'Max' }
    @{ Architecture = 'Clstm'; Name = 'order'; Scheme = 'ProtoByte'; EmbeddingSize = 24; HiddenSize = 32; ConvolutionLayers = 1 }
)
$rankings = @(foreach ($plan in $plans) {
    try {
        # A network learns enough from the last day before; counting is so quick that it gets them all.
        $lesson = if ($plan.Architecture -eq 'Clstm') { $past.Where{ $_.Start -ge $lastDay.AddDays(-1) } } else { $past }
        $model = $lesson | Invoke-AnomalyTraining -Model (New-AnomalyModel @plan -Seed $Seed) -Epoch 2 -BatchSize 128
    }
    catch {
        if ($_.FullyQualifiedErrorId -notlike 'EngineMissing,*') { throw }
        Write-Step "$($plan.Architecture) is left out: $_" | Out-Host
        continue
    }
    $results = @($new | Test-FlowAnomaly -Model $model -WarningAction SilentlyContinue | Sort-Object Score -Descending)
    Write-Step ("'{0}' ({1}: {2}) learned {3:N0} conversations and ranked {4:N0}" -f $model.Name, $model.Architecture, ($model.Schemes -join ' x '), $model.Conversations, $results.Count) | Out-Host
    , @($results | Select-Object -First (20 * $Top))
})

# One list of all: the models take turns. A source stands on it once, and so does a destination within an hour, lest one scan or one flood fill it.
$listed = [System.Collections.Generic.List[object]]::new()
$sources, $floods = [System.Collections.Generic.HashSet[string]]::new(), [System.Collections.Generic.HashSet[string]]::new()
for ($rank = 0; $listed.Count -lt $Top -and $rank -lt 20 * $Top; $rank++) {
    foreach ($ranking in $rankings) {
        $result = if ($rank -lt $ranking.Count) { $ranking[$rank] }
        if ($null -eq $result -or $listed.Count -ge $Top -or $sources.Contains($result.SourceAddress)) { continue }
        if (-not $floods.Add("$($result.WindowStart.Ticks) $($result.DestinationAddress)")) { continue }
        $null = $sources.Add($result.SourceAddress)
        $listed.Add($result)
    }
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
