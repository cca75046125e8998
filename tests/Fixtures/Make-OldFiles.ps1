<#
.SYNOPSIS
    Made tests/Fixtures/v0.1.0: a model file of every kind that version 0.1.0 writes, and a checkpoint of every kind of
    training.
.DESCRIPTION
    Kept to show how the files came about, not to be run again: they must be of version 0.1.0, and no later version
    can make them. So it refuses any other version, and a folder that holds files already. For files of a later
    version, copy this script.

    All training traffic is one day of the sample office with two workstations, with attacks where a model learns from
    labels. Networks are as small as they can be: what is kept is how files are laid out and what the code computes of
    them, not models that find anything.
.EXAMPLE
    dotnet build.cs module; pwsh -NoProfile -File tests/Fixtures/Make-OldFiles.ps1
#>
[CmdletBinding()]
param(
    # The manifest of the assembled module.
    [string] $ModulePath = (Join-Path $PSScriptRoot '../../output/NetAnomaly/0.1.0/NetAnomaly.psd1'),

    # Where the files are written.
    [string] $OutputPath = (Join-Path $PSScriptRoot 'v0.1.0')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$module = Import-Module $ModulePath -PassThru
if ($module.Version -ne [version] '0.1.0') { throw "These files must be of version 0.1.0; this is $($module.Version)." }
New-Item -ItemType Directory -Force $OutputPath | Out-Null
if (Get-ChildItem $OutputPath -Include *.nam, *.checkpoint -Recurse) {
    throw "$OutputPath holds files of version 0.1.0 already: they are never made again."
}

$office = @{ Day = 1; HostCount = 2; Seed = 1 }
$quiet = @(New-SampleFlow @office)
$attacked = @(New-SampleFlow @office -Attack PortScan, SshBruteForce, Beacon, Exfiltration)

# The sizes of networks, by what uses them.
$words = @{ MaxWords = 24; EmbeddingSize = 8 }
$clstm = $words + @{ HiddenSize = 8 }
$transformer = $words + @{ AttentionLayers = 2; Heads = 2; FeedForwardSize = 12 }
$bilstm = $words + @{ HiddenSize = 6 }
$dense = @{ DenseSize = 6 }
$metric = @{ Encoders = 1; NormalReferences = 48 }
$supervised = @{ Learning = 'Supervised' }
$classes = $supervised + @{ MultiClass = $true }
$published = @{ Preset = 'Published' }
$factored = @{ Scheme = 'ProtoByte', 'ServicePort', 'State' }
$embedded = @{ Engine = 'Embedded' }

function Get-FilePath([string] $Name) { Join-Path $OutputPath $Name }

# Trains a model and writes it.
function Write-Model {
    param([string] $Name, [hashtable] $Shape, [object[]] $Flow = $quiet, [hashtable] $Training = @{ Epoch = 1 })
    $model = New-AnomalyModel -Name $Name @Shape
    $trained = $Flow | Invoke-AnomalyTraining $model @Training @embedded -WarningAction SilentlyContinue
    $trained | Save-AnomalyModel (Get-FilePath "$Name.nam")
    Write-Host "$Name.nam"
}

# The epoch in which a checkpoint was written, and the batch of it that is next.
function Get-Place([string] $Path) {
    $bytes = [System.IO.File]::ReadAllBytes($Path)
    $length = [System.BitConverter]::ToInt32($bytes, 8)
    $state = [System.Text.Encoding]::UTF8.GetString($bytes, 12, $length) | ConvertFrom-Json
    $state.Epoch, $state.Batch
}

# Trains for two epochs, breaks the training off again and again until its checkpoint is of the second, keeps that,
# and goes on to the end. The model says with which options: a test that gives the same ones goes on from there, too.
function Write-ModelAndCheckpoint([string] $Name, [hashtable] $Shape, [object[]] $Flow = $quiet) {
    $kept = Get-FilePath "$Name.checkpoint"
    $work = Join-Path ([System.IO.Path]::GetTempPath()) "$(New-Guid).checkpoint"
    $training = @{ Epoch = 2; CheckpointPath = $work; CheckpointInterval = [timespan]::Zero; Resume = $true }
    $model = New-AnomalyModel -Name $Name @Shape
    $milliseconds = 50
    do {
        $budget = @{ TimeBudget = [timespan]::FromMilliseconds($milliseconds); WarningAction = 'SilentlyContinue' }
        $trained = $Flow | Invoke-AnomalyTraining $model @training @embedded @budget
        $steps = Test-Path $work
        if (-not $steps -and $trained.History) { throw "The training of $Name ended too soon: lower its time budget." }
        if (-not $steps) { $milliseconds *= 2 }
        $epoch, $batch = if ($steps) { Get-Place $work } else { 0, 0 }
    } until ($epoch -eq 2 -and $batch -gt 0)
    Copy-Item $work $kept
    Write-Host "$Name.checkpoint: epoch $epoch, batch $batch"
    Write-Model $Name $Shape $Flow $training
    if (Test-Path $work) { throw "The training of $Name has not ended." }
}

# Counts.
Write-Model token-frequency @{}
Write-Model token-frequency-by-host ($factored + @{ CountBy = 'SourceHost'; Aggregate = 'TopK'; TopK = 3 })

# Language models.
Write-ModelAndCheckpoint clstm (@{ Architecture = 'Clstm' } + $clstm)
$vectors = @{ WordVectors = $true; RarityFloor = $true; CountBy = 'SourceHost' }
Write-Model clstm-word-vectors (@{ Architecture = 'Clstm' } + $vectors + $factored + $clstm)
Write-Model clstm-published (@{ Architecture = 'Clstm' } + $published + $clstm + $dense)
Write-Model transformer (@{ Architecture = 'Transformer' } + $transformer)
Write-Model transformer-published (@{ Architecture = 'Transformer' } + $published + $transformer)
Write-Model bilstm (@{ Architecture = 'BiLstm' } + $bilstm)
Write-Model bilstm-published (@{ Architecture = 'BiLstm' } + $published + $bilstm + $dense)
Write-Model clstm-semi-supervised (@{ Architecture = 'Clstm'; Learning = 'SemiSupervised' } + $clstm) $attacked

# Classifiers.
Write-ModelAndCheckpoint clstm-classifier (@{ Architecture = 'Clstm' } + $classes + $clstm) $attacked
Write-Model transformer-classifier (@{ Architecture = 'Transformer' } + $supervised + $transformer) $attacked
Write-Model bilstm-classifier (@{ Architecture = 'BiLstm' } + $supervised + $bilstm) $attacked
$published += $supervised
Write-Model clstm-classifier-published (@{ Architecture = 'Clstm' } + $published + $clstm + $dense) $attacked
$attention = @{ Architecture = 'Transformer' } + $transformer
Write-Model transformer-classifier-published ($attention + $published + $dense) $attacked
Write-Model bilstm-classifier-published (@{ Architecture = 'BiLstm' } + $published + $bilstm + $dense) $attacked

# Features of flows.
Write-Model metric (@{ Architecture = 'Metric'; Encoders = 2; NormalReferences = 48 })
Write-ModelAndCheckpoint metric-labels (@{ Architecture = 'Metric' } + $classes + $metric) $attacked
Write-Model metric-lstm (@{ Architecture = 'Metric'; SequenceEncoder = 'Lstm'; ContextLength = 4 } + $metric)
$sequences = @{ SequenceEncoder = 'Transformer'; ContextLength = 4; Distance = 'L2' }
Write-Model metric-transformer (@{ Architecture = 'Metric' } + $sequences + $metric)
Write-Model nearest-neighbor @{ Architecture = 'NearestNeighbor' } $quiet[0..1499]
$some = $quiet[0..999] + $attacked.Where({ $_.Label -ne 'Normal' })
Write-Model nearest-neighbor-labels (@{ Architecture = 'NearestNeighbor' } + $classes) $some
Write-Model isolation-forest @{ Architecture = 'IsolationForest'; Trees = 12; SampleSize = 64 }

# A metric model that was taught a class after its training.
$attacked.Where({ $_.Label -eq 'Beacon' }, 'First', 40) |
    Add-AnomalyReference (Get-FilePath metric-labels.nam) Implant -WarningAction SilentlyContinue |
    Save-AnomalyModel (Get-FilePath metric-taught.nam)
Write-Host metric-taught.nam

# Ensembles: of counts, and of all that can be a member.
Write-Model ensemble @{ Architecture = 'Ensemble' }
$members = @(
    New-AnomalyModel -Architecture Clstm -Name network @clstm
    New-AnomalyModel -Architecture TokenFrequency -Name counts -Scheme ServicePort -CountBy SourceWindow
)
Write-Model ensemble-networks @{ Architecture = 'Ensemble'; Member = $members }

# A description of a model that was not trained.
New-AnomalyModel -Architecture Clstm -Name untrained @clstm | Save-AnomalyModel (Get-FilePath untrained.nam)

$files = Get-ChildItem $OutputPath -File
Write-Host "$($files.Count) files, $([math]::Round(($files | Measure-Object Length -Sum).Sum / 1kb)) KiB"
