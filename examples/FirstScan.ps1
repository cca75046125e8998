# A first scan: learn from one file (or from sample traffic), scan another, show the ten strongest incidents.
#   pwsh ./examples/FirstScan.ps1
#   pwsh ./examples/FirstScan.ps1 -TrainOn ./monday.binetflow -Scan ./tuesday.binetflow
#   pwsh ./examples/FirstScan.ps1 -Architecture Clstm -Engine Torch
param([string] $TrainOn, [string] $Scan, [string] $Architecture = 'Ensemble', [string] $Engine = 'Auto', [string] $ModulePath = 'NetAnomaly')
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

Import-Module $ModulePath
$past = if ($TrainOn) { Import-FlowData $TrainOn } else { New-SampleFlow -Day 3 }
$new = if ($Scan) { Import-FlowData $Scan } else { New-SampleFlow -Day 1 -Start 2026-03-05 -Attack PortScan, Beacon }
$model = $past | Invoke-AnomalyTraining -Model (New-AnomalyModel $Architecture -Name 'first') -Engine $Engine
$new | ConvertTo-FlowToken -Model $model | Test-FlowAnomaly -Model $model -Engine $Engine |
    ConvertTo-AnomalyIncident | Select-Object -First 10
