<#
.SYNOPSIS
    Repeats the published experiment on the XML files of ISCX IDS 2012, and prints the published figures beside those measured.
.DESCRIPTION
    For those who have the files (TestbedSatJun12Flows.xml and its sisters) from the data set's owners. Trains the published networks, in the
    published shapes:

        Unsupervised   predict the next word; trained on everything (Dirty), without conversations that hold attacks (Clean), and without those
                       of the DDoS day (NoDDoS). The files tag attacks without naming them, so that day is told by its file's name.
        Supervised     tell attack from normal in windows of ten flows.

    with both token schemes. What is measured differs from what was published where that was flawed: conversations of training and of test
    share no hour, no window stands on both sides, and nothing is scored that was trained on. Every fifth hour is for the test (-TestHour); with
    -Latest the last fifth of the hours is, which is harder, as every kind of attack has its own day.

    The published epochs take hours: begin with -Epoch 1.
.OUTPUTS
    One object per model: what was published and what was measured, with the seed and the size of both sides.
.EXAMPLE
    ./IscxExperiment.ps1 -Path ./iscx/*.xml -Epoch 1 | Format-Table
.EXAMPLE
    ./IscxExperiment.ps1 -Path ./iscx/*.xml -Architecture Clstm -Learning Unsupervised | Export-Csv iscx.csv
#>
[CmdletBinding()]
param(
    # The XML files; wildcards are expanded.
    [Parameter(Mandatory)] [string[]] $Path,
    # The networks.
    [ValidateSet('Clstm', 'Transformer')] [string[]] $Architecture = @('Clstm', 'Transformer'),
    # The regimes.
    [ValidateSet('Unsupervised', 'Supervised')] [string[]] $Learning = @('Unsupervised', 'Supervised'),
    # How a flow becomes a word, one experiment each.
    [ValidateSet('ProtoByte', 'ServicePort')] [string[]] $Scheme = @('ProtoByte', 'ServicePort'),
    # Passes over the training conversations; as published where it is not given.
    [int] $Epoch,
    # Which of every so many hours is for the test.
    [ValidateRange(2, 24)] [int] $TestHour = 5,
    # The last fifth of the hours is for the test instead.
    [switch] $Latest,
    # The file of the DDoS day.
    [string] $DDoSFile = '*Jun15*',
    [int] $Seed = 42,
    # The module, where it is not installed.
    [string] $ModulePath = 'NetAnomaly'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module $ModulePath
$attack = 'Attack'
$hasEpoch = $PSBoundParameters.ContainsKey('Epoch')

# ROC-AUC of the unsupervised CLSTM; accuracy and F1 of the supervised networks. Nothing else was published.
$published = @{
    'Unsupervised/Clstm/Dirty'     = @{ RocAuc = '.75' }
    'Unsupervised/Clstm/Clean'     = @{ RocAuc = '.82' }
    'Unsupervised/Clstm/NoDDoS'    = @{ RocAuc = '.80' }
    'Supervised/Clstm/All'         = @{ Accuracy = '.951 to .959'; F1 = '.873 (ProtoByte)' }
    'Supervised/Transformer/All'   = @{ Accuracy = '.958'; F1 = '.890' }
}

function Get-Published([string] $Key, [string] $Figure) {
    if ($published.ContainsKey($Key) -and $published[$Key].ContainsKey($Figure)) { $published[$Key][$Figure] }
}

# One bad row shall not end the reading of a file.
function Read-Conversation([string] $Name) {
    $ErrorActionPreference = 'Continue'
    Import-FlowData $Path | ConvertTo-FlowToken -Scheme $Name
}

function Measure-One([string] $Regime, [string] $Network, [string] $Name, [string] $Set, [NetAnomaly.FlowSequence[]] $Training, [NetAnomaly.FlowSequence[]] $Test) {
    $options = @{}
    if ($hasEpoch) { $options.Epoch = $Epoch }
    if ($Set -eq 'Clean') { $options.ExcludeLabel = $attack }
    $untrained = New-AnomalyModel $Network -Preset Published -Learning $Regime -Scheme $Name -Seed $Seed -Name "$Network $Set"
    $model = $Training | Invoke-AnomalyTraining $untrained @options
    $metric = $Test | Measure-AnomalyModel $model -AnomalousLabel $attack
    $key = "$Regime/$Network/$Set"
    [pscustomobject]@{
        PSTypeName        = 'NetAnomaly.IscxExperiment'
        Learning          = $Regime
        Architecture      = $Network
        Scheme            = $Name
        Training          = $Set
        PublishedRocAuc   = Get-Published $key RocAuc
        RocAuc            = [math]::Round($metric.RocAuc, 4)
        PublishedAccuracy = Get-Published $key Accuracy
        Accuracy          = [math]::Round($metric.Accuracy, 4)
        PublishedF1       = Get-Published $key F1
        F1                = [math]::Round($metric.F1, 4)
        AveragePrecision  = [math]::Round($metric.AveragePrecision, 4)
        BaseRate          = [math]::Round($metric.BaseRate, 4)
        Epochs            = $model.History.Count
        TrainedOn         = $model.Conversations
        TestedOn          = $metric.Conversations
        Seed              = $Seed
    }
    $model.Dispose()
}

foreach ($name in $Scheme) {
    $conversations = @(Read-Conversation $name)
    $hours = @($conversations.WindowStart | Sort-Object -Unique)
    $held = [System.Collections.Generic.HashSet[datetime]]::new()
    for ($i = 0; $i -lt $hours.Count; $i++) {
        if ($Latest ? $i -ge [math]::Floor($hours.Count * 0.8) : $i % $TestHour -eq $TestHour - 1) { [void] $held.Add($hours[$i]) }
    }

    $test = $conversations.Where{ $held.Contains($_.WindowStart) }
    $past = $conversations.Where{ -not $held.Contains($_.WindowStart) }
    if ($test.Count -eq 0 -or $past.Count -eq 0) { throw "The files span $($hours.Count) hours: too few to train on some and test on others." }
    Write-Verbose "$name`: $($conversations.Count) conversations in $($hours.Count) hours, $($test.Count) of them for the test"
    $noDDoS = $past.Where{ $_.Labels -notcontains $attack -or (Split-Path -Leaf $_.Flows[0].File) -notlike $DDoSFile }
    foreach ($network in $Architecture) {
        if ('Unsupervised' -in $Learning) {
            Measure-One Unsupervised $network $name Dirty $past $test
            Measure-One Unsupervised $network $name Clean $past $test
            Measure-One Unsupervised $network $name NoDDoS $noDDoS $test
        }

        if ('Supervised' -in $Learning) { Measure-One Supervised $network $name All $past $test }
    }
}
