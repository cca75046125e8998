<#
.SYNOPSIS
    Repeats the published experiment on the XML files of ISCX IDS 2012, and prints the published figures beside those measured.
.DESCRIPTION
    For those who have the files (TestbedSatJun12Flows.xml and its sisters) from the data set's owners. Trains the published networks, in the
    published shapes:

        Unsupervised   predict the next word; trained on everything (Dirty), without conversations that hold attacks (Clean), and without those
                       of the DDoS day (NoDDoS). The files tag attacks without naming them, so that day is told by its file's name.
        Supervised     tell attack from normal in windows of ten flows (BiLstm: fourteen).

    with both token schemes. Flows that stand in the files twice count once. Without labels a conversation is called anomalous where a word in it
    has a probability below 0.001, as was published. Of the BiLstm, which groups flows by direction too, no figures were published.

    What is measured differs from what was published where that was flawed: conversations of training and of test
    share no hour, no window stands on both sides, and nothing is scored that was trained on. Every fifth hour is for the test (-TestHour); with
    -Latest the last fifth of the hours is, which is harder, as every kind of attack has its own day.

    The published epochs take hours: begin with -Epoch 1.
.OUTPUTS
    One object per model: what was published and what was measured, with the seed and the size of both sides. The table shows the figures, published
    / measured; Format-List and Export-Csv have the rest.
.EXAMPLE
    ./IscxExperiment.ps1 -Path ./iscx/*.xml -Epoch 1
.EXAMPLE
    ./IscxExperiment.ps1 -Path ./iscx/*.xml -Architecture Clstm -Learning Unsupervised | Export-Csv iscx.csv
#>
[CmdletBinding()]
param(
    # The XML files; wildcards are expanded.
    [Parameter(Mandatory)] [string[]] $Path,
    # The networks.
    [ValidateSet('Clstm', 'Transformer', 'BiLstm')] [string[]] $Architecture = @('Clstm', 'Transformer', 'BiLstm'),
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
    'Unsupervised/Clstm/Dirty'   = @{ RocAuc = '.75' }
    'Unsupervised/Clstm/Clean'   = @{ RocAuc = '.82' }
    'Unsupervised/Clstm/NoDDoS'  = @{ RocAuc = '.80' }
    'Supervised/Clstm/All'       = @{ Accuracy = '.951 to .959' }
    'Supervised/Transformer/All' = @{ Accuracy = '.958'; F1 = '.890' }
}
$publishedProtoByte = @{ 'Supervised/Clstm/All' = @{ F1 = '.873' } }

function Get-Published([string] $Key, [string] $Name, [string] $Figure) {
    foreach ($table in @($published) + @(if ($Name -eq 'ProtoByte') { $publishedProtoByte })) {
        if ($table.ContainsKey($Key) -and $table[$Key].ContainsKey($Figure)) { $table[$Key][$Figure] }
    }
}

# All flows once, by time. One bad row, or a file that breaks off, must not end the reading.
function Read-Flow {
    $ErrorActionPreference = 'Continue'
    $seen = [System.Collections.Generic.HashSet[string]]::new()
    $read = 0
    Import-FlowData $Path | Where-Object {
        $read++
        $seen.Add(($_.Start.Ticks, $_.Duration.Ticks, $_.Protocol, $_.SourceAddress, $_.SourcePort, $_.DestinationAddress, $_.DestinationPort,
                $_.SourceBytes, $_.Bytes, $_.Packets, $_.Label) -join '|')
    } | Sort-Object Start -Stable
    Write-Verbose "$($seen.Count) flows, $($read - $seen.Count) of them twice"
}

function Measure-One([string] $Regime, [string] $Network, [string] $Name, [string] $Set, [NetAnomaly.Conversation[]] $Training, [NetAnomaly.Conversation[]] $Test) {
    $options = @{}
    if ($hasEpoch) { $options.Epoch = $Epoch }
    if ($Set -eq 'Clean') { $options.ExcludeLabel = $attack }
    $untrained = New-AnomalyModel $Network -Preset Published -Learning $Regime -Scheme $Name -Seed $Seed -Name "$Network $Set"
    $model = $Training | Invoke-AnomalyTraining $untrained @options

    # Hours of test and of training alternate, of which the cmdlet would warn; the two share none.
    $verdict = @{ WarningAction = 'SilentlyContinue' }
    if ($Regime -eq 'Unsupervised') { $verdict.Threshold = -[math]::Log(0.001) }
    $metric = $Test | Measure-AnomalyModel $model -AnomalousLabel $attack @verdict
    $key = "$Regime/$Network/$Set"
    [pscustomobject]@{
        PSTypeName        = 'NetAnomaly.IscxExperiment'
        Learning          = $Regime
        Architecture      = $Network
        Scheme            = $Name
        Training          = $Set
        PublishedRocAuc   = Get-Published $key $Name RocAuc
        RocAuc            = [math]::Round($metric.RocAuc, 4)
        PublishedAccuracy = Get-Published $key $Name Accuracy
        Accuracy          = [math]::Round($metric.Accuracy, 4)
        PublishedF1       = Get-Published $key $Name F1
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

$flows = @(Read-Flow)
if ($flows.Count -eq 0) { throw "There is not one flow in '$($Path -join "', '")'. Name the XML files of ISCX IDS 2012, for instance ./iscx/*.xml." }
$attacks = $flows.Where{ $_.Label -eq $attack }.Count
if ($attacks -eq 0) { throw "None of the $($flows.Count) flows is tagged ${attack}: there is nothing to find. Name files of days with attacks too." }
if ($attacks -eq $flows.Count) { throw "Every one of the $($flows.Count) flows is tagged ${attack}: nothing says what is normal. Name whole files." }

# The hours are those of the files, whatever the words and the grouping are.
$hours = @($flows | ForEach-Object { $_.Start.Date.AddHours($_.Start.Hour) } | Sort-Object -Unique)
$held = [System.Collections.Generic.HashSet[datetime]]::new()
for ($i = 0; $i -lt $hours.Count; $i++) {
    if ($Latest ? $i -ge [math]::Floor($hours.Count * 0.8) : $i % $TestHour -eq $TestHour - 1) { [void] $held.Add($hours[$i]) }
}
if ($held.Count -eq 0 -or $held.Count -eq $hours.Count) { throw "The files span $($hours.Count) hours: too few to train on some and test on others." }

foreach ($name in $Scheme) {
    foreach ($grouping in $Architecture | ForEach-Object { $_ -eq 'BiLstm' ? 'DirectedDyad' : 'Dyad' } | Select-Object -Unique) {
        $conversations = @($flows | ConvertTo-FlowToken -Scheme $name -GroupBy $grouping)
        $test = $conversations.Where{ $held.Contains($_.WindowStart) }
        $past = $conversations.Where{ -not $held.Contains($_.WindowStart) }
        Write-Verbose "$name by ${grouping}: $($conversations.Count) conversations in $($hours.Count) hours, $($test.Count) of them for the test"
        if (-not $test.Where({ $_.Labels -contains $attack }, 'First')) { Write-Warning 'The hours of the test hold no attack, so that nothing can be measured on them: choose others with -TestHour.' }
        $hasBoth = $past.Where({ $_.Labels -contains $attack }, 'First') -and $past.Where({ $_.Labels -notcontains $attack }, 'First')
        $noDDoS = $past.Where{ $_.Labels -notcontains $attack -or (Split-Path -Leaf $_.Flows[0].File) -notlike $DDoSFile }
        foreach ($network in $Architecture.Where{ ($_ -eq 'BiLstm') -eq ($grouping -eq 'DirectedDyad') }) {
            if ('Unsupervised' -in $Learning) {
                Measure-One Unsupervised $network $name Dirty $past $test
                Measure-One Unsupervised $network $name Clean $past $test
                Measure-One Unsupervised $network $name NoDDoS $noDDoS $test
            }

            if ('Supervised' -notin $Learning) { continue }
            if ($hasBoth) { Measure-One Supervised $network $name All $past $test }
            else { Write-Warning "The hours of training do not hold both attacks and normal traffic: a supervised $network has nothing to tell apart." }
        }
    }
}
