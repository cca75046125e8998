Describe 'Invoke-AnomalyTraining' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 -Attack PortScan)
        $file = Join-Path $TestDrive 'day.binetflow'
        Write-ArgusFile $file $flows
        $untrained = New-AnomalyModel TokenFrequency -Name test
        $conversations = @($flows | ConvertTo-FlowToken)
    }

    It 'trains on flows and leaves the model given as it was' {
        $model = $flows | Invoke-AnomalyTraining $untrained
        $model.IsTrained | Should -BeTrue
        $model.IsLoaded | Should -BeTrue
        $model.Name | Should -Be 'test'
        $model.Conversations | Should -Be $conversations.Count
        $model.Provenance.Flows | Should -Be $flows.Count
        $untrained.IsTrained | Should -BeFalse
    }

    It 'learns the same from flows, conversations and files' {
        $expected = ($flows | Invoke-AnomalyTraining $untrained).Provenance.DataHash
        ($conversations | Invoke-AnomalyTraining $untrained).Provenance.DataHash | Should -Be $expected
        (Invoke-AnomalyTraining $untrained -InputObject $conversations).Provenance.DataHash | Should -Be $expected
        (Invoke-AnomalyTraining $untrained -Path $file).Provenance.DataHash | Should -Be $expected
        (Invoke-AnomalyTraining $untrained -Path (Join-Path $TestDrive '*.binetflow')).Provenance.DataHash | Should -Be $expected
        (Invoke-AnomalyTraining $untrained -LiteralPath $file -Format Argus).Provenance.DataHash | Should -Be $expected
    }

    It 'leaves conversations out by label' {
        $attacked = @($conversations | Where-Object Labels -Contains 'PortScan').Count
        $attacked | Should -BeGreaterThan 0
        $model = $flows | Invoke-AnomalyTraining $untrained -ExcludeLabel 'port*'
        $model.Provenance.Excluded | Should -Be $attacked
        $model.Conversations | Should -Be ($conversations.Count - $attacked)
    }

    It 'warns where a label to leave out does not occur' {
        $null = $flows | Invoke-AnomalyTraining $untrained -ExcludeLabel 'Prot*', worm -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings -join ' ' | Should -BeLike "*'Prot*' or 'worm': -ExcludeLabel left nothing out*"
        $null = $flows | Invoke-AnomalyTraining $untrained -ExcludeLabel 'Port*', worm -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'says where training is too small for the default threshold, and how much would do' {
        $null = $flows[0..60] | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name few) -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 1
        # Without a tail one in a thousand needs 999: 27 times the 37 of this hour.
        "$warnings" | Should -BeExactly "'few' was calibrated on 37 conversations: the default threshold of p 0.001 is out of reach; about 2 days are needed, and training covers 1 hour."
        $null = $flows | Invoke-AnomalyTraining $untrained -WarningVariable warnings
        $warnings.Count | Should -Be 0
    }

    It 'learns from labels, and which of them mean an attack can be said' {
        $spec = @{ Architecture = 'Clstm'; Learning = 'Supervised'; EmbeddingSize = 8; HiddenSize = 8 }
        $model = $flows | Invoke-AnomalyTraining (New-AnomalyModel @spec) -AnomalousLabel 'port*' -Epoch 2 -WarningAction SilentlyContinue
        $model.Learning | Should -Be 'Supervised'
        $model.Provenance.Options.AnomalousLabels | Should -Be 'port*'
        ($flows | Test-FlowAnomaly $model).Predicted | Select-Object -Unique | Should -BeIn 'normal', 'anomalous'
        { $flows | Invoke-AnomalyTraining (New-AnomalyModel @spec) -AnomalousLabel worm } | Should -Throw -ErrorId 'TrainingFailed,*'
    }

    It 'starts from another model''s words and weights' {
        $shape = @{ Architecture = 'Clstm'; EmbeddingSize = 8; HiddenSize = 12; Scheme = 'ServicePort' }
        $language = $flows | Invoke-AnomalyTraining (New-AnomalyModel @shape -Name language) -Epoch 1
        $tuned = $flows | Invoke-AnomalyTraining (New-AnomalyModel Clstm -Learning Supervised -Name tuned) -From $language -Epoch 1 -WarningAction SilentlyContinue
        $tuned.Provenance.StartedFrom | Should -Be 'language'
        $tuned.Spec.Options.HiddenSize | Should -Be 12
        $tuned.Schemes | Should -Be 'ServicePort'
        $language.IsLoaded | Should -BeTrue
        { $flows | Invoke-AnomalyTraining (New-AnomalyModel BiLstm) -From $language } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
        { $flows | Invoke-AnomalyTraining (New-AnomalyModel Clstm) -From $untrained } | Should -Throw -ErrorId 'ModelNotTrained,*'
    }

    It 'refuses to train on nothing' {
        { @() | Invoke-AnomalyTraining $untrained } | Should -Throw -ErrorId 'NothingToTrainOn,*'
        { $flows | Invoke-AnomalyTraining $untrained -ExcludeLabel '*' } | Should -Throw -ErrorId 'NothingToTrainOn,*'
    }

    It 'refuses options out of range before it reads' {
        { Invoke-AnomalyTraining $untrained -Path (Join-Path $TestDrive 'missing') -ValidationShare 1 } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
        { Invoke-AnomalyTraining $untrained -Path $file -Epoch -1 } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
    }

    It 'refuses conversations of other schemes' {
        { $flows | ConvertTo-FlowToken -Scheme State | Invoke-AnomalyTraining $untrained } | Should -Throw -ErrorId 'SequenceDoesNotFit,*'
    }

    It 'reports input that is no flow and goes on' {
        $model = $flows + 'text' | Invoke-AnomalyTraining $untrained -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InputNotFlows,*'
        $model.Provenance.Flows | Should -Be $flows.Count
    }

    It 'reports a missing file' {
        { Invoke-AnomalyTraining $untrained -Path (Join-Path $TestDrive 'missing') -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
    }

    It 'trains again what a model file describes' {
        $saved = Join-Path $TestDrive 'described.nam'
        Save-AnomalyModel $saved -Model (New-AnomalyModel TokenFrequency -Scheme State -Name described)
        $model = $flows | Invoke-AnomalyTraining $saved
        $model.Schemes | Should -Be 'State'
        $model.IsTrained | Should -BeTrue
    }

    It 'trains a network, the same one twice' {
        $network = New-AnomalyModel Clstm -EmbeddingSize 8 -HiddenSize 8 -ConvolutionLayers 1
        try {
            $first = $conversations | Select-Object -First 60 | Invoke-AnomalyTraining $network -Epoch 2 -BatchSize 16
        }
        catch {
            if ($_.FullyQualifiedErrorId -notlike 'EngineMissing,*') { throw }
            Set-ItResult -Skipped -Because 'no engine that is built in makes Clstm models'
            return
        }
        $first.History.Count | Should -Be 2
        $again = $conversations | Select-Object -First 60 | Invoke-AnomalyTraining $network -Epoch 2 -BatchSize 16
        $again.History.TrainingLoss | Should -Be $first.History.TrainingLoss
    }

    It 'trains a small <Architecture>, which scores' -ForEach @(
        @{ Architecture = 'Transformer'; Shape = @{ EmbeddingSize = 8; Heads = 2; AttentionLayers = 1; FeedForwardSize = 16 } }
        @{ Architecture = 'BiLstm'; Shape = @{ EmbeddingSize = 8; HiddenSize = 8 } }
        @{ Architecture = 'Transformer'; Shape = @{ EmbeddingSize = 8; Heads = 2; AttentionLayers = 1; FeedForwardSize = 16; Preset = 'Published' } }
    ) {
        $few = $conversations | Select-Object -First 60
        $model = $few | Invoke-AnomalyTraining (New-AnomalyModel $Architecture @Shape) -Epoch 2 -BatchSize 16
        $model.History.Count | Should -Be 2
        foreach ($epoch in $model.History) {
            $epoch.TrainingLoss | Should -BeGreaterThan 0
            $epoch.TrainingAccuracy | Should -BeGreaterOrEqual 0
            $epoch.TrainingAccuracy | Should -BeLessOrEqual 1
        }
        $results = @($few | Test-FlowAnomaly $model -WarningAction SilentlyContinue)
        $results.Count | Should -Be 60
        $results.Where{ -not [double]::IsFinite($_.Score) -or $_.PValue -le 0 -or $_.PValue -gt 1 } | Should -BeNullOrEmpty
    }

    It 'trains as the preset says, save for what is given' {
        $small = @{ EmbeddingSize = 4; HiddenSize = 4; DenseSize = 4; MaxWords = 8; RecurrentLayers = 1; Scheme = 'ProtoByte'; GroupBy = 'Dyad' }
        $few = $conversations | Select-Object -First 20
        $options = ($few | Invoke-AnomalyTraining (New-AnomalyModel BiLstm -Preset Published @small) -Epoch 1 -LearningRate 0.01).Provenance.Options
        "$($options.Optimizer) $($options.Schedule)" | Should -Be 'NAdam Constant'
        $options.BatchSize, $options.Patience, $options.Epochs, $options.LearningRate | Should -Be 512, 0, 1, 0.01
        $given = @{ Optimizer = 'Adam'; Schedule = 'Linear'; Patience = 2; CheckpointInterval = '0:00:07'; WeightDecay = 0.5; GradientClip = 2 }
        $options = ($few | Invoke-AnomalyTraining $untrained @given).Provenance.Options
        foreach ($name in $given.Keys) { "$($options.$name)" | Should -Be "$(if ($name -eq 'CheckpointInterval') { '00:00:07' } else { $given[$name] })" -Because $name }
        $options.Epochs, $options.BatchSize, $options.LearningRate | Should -Be 5, 64, 0.003
    }

    It 'goes on from a checkpoint and ends as if it had never stopped' {
        $few = $conversations | Select-Object -First 60
        $network = New-AnomalyModel Clstm -EmbeddingSize 8 -HiddenSize 8 -ConvolutionLayers 1
        $options = @{ Model = $network; Epoch = 150; BatchSize = 4; Patience = 0 }
        $whole = $few | Invoke-AnomalyTraining @options
        Push-Location $TestDrive
        try {
            # The least time, of those that double, in which this machine takes a step: far too little for two thousand of them.
            for ($budget = 10; $budget -lt 100000 -and -not (Test-Path ./run.checkpoint); $budget *= 2) {
                $broken = $few | Invoke-AnomalyTraining @options -CheckpointPath ./run.checkpoint -TimeBudget ([timespan]::FromMilliseconds($budget)) -WarningAction SilentlyContinue
            }
            './run.checkpoint' | Should -Exist -Because 'the training was broken off'
            $broken.History.Count | Should -BeLessThan 150
            $resumed = $few | Invoke-AnomalyTraining @options -CheckpointPath ./run.checkpoint -Resume
            './run.checkpoint' | Should -Not -Exist -Because 'the training has ended'
        }
        finally {
            Pop-Location
        }
        $resumed.History.TrainingLoss | Should -Be $whole.History.TrainingLoss
        $resumed.History.ValidationLoss | Should -Be $whole.History.ValidationLoss
    }

    It 'says what is wrong with a checkpoint and what to do about it' {
        { Invoke-AnomalyTraining $untrained -Path $file -Resume } | Should -Throw '*name the checkpoint*' -ErrorId 'ModelOptionInvalid,*'
        { Invoke-AnomalyTraining $untrained -Path $file -CheckpointPath (Join-Path $TestDrive 'missing/run.checkpoint') } |
            Should -Throw '*its folder does not exist*' -ErrorId 'TrainingFailed,*'
        { Invoke-AnomalyTraining $untrained -Path $file -CheckpointPath 'env:run' } | Should -Throw -ErrorId 'NotAFileSystemPath,*'
        $damaged = Join-Path $TestDrive 'damaged.checkpoint'
        Set-Content $damaged 'no checkpoint'
        $network = New-AnomalyModel BiLstm -EmbeddingSize 4 -HiddenSize 4
        $problem = { $conversations | Select-Object -First 20 | Invoke-AnomalyTraining $network -CheckpointPath $damaged -Resume } |
            Should -Throw -ErrorId 'TrainingFailed,*' -PassThru
        $problem.ErrorDetails.RecommendedAction | Should -BeLike 'Delete it*'
    }

    It 'warns where time was too short for a single step' {
        $network = New-AnomalyModel Clstm -EmbeddingSize 4 -HiddenSize 4
        $model = $conversations | Select-Object -First 20 | Invoke-AnomalyTraining $network -TimeBudget ([timespan]::FromTicks(1)) -WarningVariable warnings -WarningAction SilentlyContinue
        $model.History.Count | Should -Be 0
        "$warnings" | Should -BeLike '*has learned nothing*'
    }

    It 'completes optimizers and schedules' {
        Get-Completion 'Invoke-AnomalyTraining -Optimizer N' | Should -Be 'NAdam'
        Get-Completion 'Invoke-AnomalyTraining -Schedule W' | Should -Be 'WarmupCosine'
    }

    It 'shows the loss and the time left, and stops in the midst of training' {
        $shell = [powershell]::Create()
        try {
            $shell.AddScript("
                Import-Module '$(Get-ModulePath)'
                New-SampleFlow -Day 1 -HostCount 5 | Invoke-AnomalyTraining (New-AnomalyModel Clstm) -Epoch 10000 -Patience 0") | Out-Null
            $running = $shell.BeginInvoke()
            $deadline = [datetime]::UtcNow.AddSeconds(60)
            # Read by ReadAll: enumerating the stream of a running pipeline waits for more.
            $epoch = $null
            while (-not $running.IsCompleted -and [datetime]::UtcNow -lt $deadline -and -not $epoch) {
                Start-Sleep -Milliseconds 100
                $epoch = $shell.Streams.Progress.ReadAll() | Where-Object { $_.StatusDescription -like 'Epoch*' -and $_.SecondsRemaining -gt 0 } | Select-Object -Last 1
            }
            if ($shell.Streams.Error.ReadAll().Where{ $_.FullyQualifiedErrorId -like 'EngineMissing,*' }) {
                Set-ItResult -Skipped -Because 'no engine that is built in makes Clstm models'
                return
            }
            $epoch.StatusDescription | Should -Match '^Epoch \d+ of 10000, loss \d+\.\d+ nats$'
            $epoch.SecondsRemaining | Should -BeGreaterThan 0
            $shell.Stop()
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'stops when the user stops it' {
        $shell = [powershell]::Create()
        try {
            $shell.AddScript("Import-Module '$(Get-ModulePath)'; New-SampleFlow -Day 366 -HostCount 1000 | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency)") | Out-Null
            $running = $shell.BeginInvoke()
            Start-Sleep -Milliseconds 700
            $shell.Stop()
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $running.IsCompleted | Should -BeTrue
        }
        finally {
            $shell.Dispose()
        }
    }
}
