Describe 'New-AnomalyModel' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
    }

    It 'describes the baseline where nothing is asked for' {
        $model = New-AnomalyModel
        $model | Should -BeOfType NetAnomaly.AnomalyModel
        $model.Architecture | Should -Be 'TokenFrequency'
        $model.Name | Should -Be 'TokenFrequency'
        $model.Schemes | Should -Be 'ProtoByte'
        $model.IsTrained | Should -BeFalse
    }

    It 'keeps every option' {
        $options = @{
            Architecture = 'Clstm'; Learning = 'Unsupervised'; Name = 'net'; Scheme = 'ServicePort', 'State'; GroupBy = 'Source'; WindowHours = 6; Aggregate = 'Max'
            Seed = 7; EmbeddingSize = 16; HiddenSize = 24; ConvolutionLayers = 1; KernelSize = 5; RecurrentLayers = 2; Dropout = 0.25
            Preset = 'Published'; ContextLength = 6; DenseSize = 12; MaxWords = 99; RarityFloor = $true; CountBy = 'SourceHost'
        }
        $spec = (New-AnomalyModel @options).Spec
        foreach ($name in $options.Keys) {
            $property = if ($name -eq 'Scheme') { 'Schemes' } else { $name }
            $spec.$property | Should -Be $options[$name] -Because $name
        }
        (New-AnomalyModel -CountBy SourceHost).Spec.CountBy | Should -Be 'SourceHost'
    }

    It 'warns of an option that has no effect' {
        New-AnomalyModel TokenFrequency -HiddenSize 8 -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike '-HiddenSize has no effect*'
    }

    It 'warns of what a <Preset> <Architecture> does not heed' -ForEach @(
        @{ Architecture = 'TokenFrequency'; Preset = 'Default'; Heeds = @('CountBy') }
        @{ Architecture = 'Clstm'; Preset = 'Default'; Heeds = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'HiddenSize', 'KernelSize' }
        @{ Architecture = 'Clstm'; Preset = 'Published'; Heeds = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'HiddenSize', 'KernelSize', 'ContextLength', 'DenseSize' }
        @{ Architecture = 'Transformer'; Preset = 'Default'; Heeds = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'Heads', 'AttentionLayers', 'FeedForwardSize' }
        @{ Architecture = 'Transformer'; Preset = 'Published'; Heeds = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'Heads', 'AttentionLayers', 'FeedForwardSize', 'ContextLength' }
        @{ Architecture = 'BiLstm'; Preset = 'Default'; Heeds = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'HiddenSize' }
        @{ Architecture = 'BiLstm'; Preset = 'Published'; Heeds = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'HiddenSize', 'ContextLength', 'DenseSize' }
    ) {
        $given = @{
            CountBy = 'Flow'; MaxWords = 32; RarityFloor = $true; Dropout = 0.1; HiddenSize = 8; KernelSize = 3; Heads = 2; AttentionLayers = 1; FeedForwardSize = 8
            ContextLength = 8; DenseSize = 8
        }
        New-AnomalyModel $Architecture -Preset $Preset @given -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        $idle = @($warnings | ForEach-Object { "$_" -replace '^-(\w+) has no effect.*', '$1' }) | Sort-Object
        $idle | Should -Be @($given.Keys.Where{ $_ -notin $Heeds } | Sort-Object)
    }

    It 'takes what the published Transformer classifier has beside its attention' {
        $classifier = New-AnomalyModel Transformer -Preset Published -Learning Supervised -ConvolutionLayers 2 -KernelSize 5 -DenseSize 30 -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $classifier.Spec.ConvolutionLayers, $classifier.Spec.KernelSize, $classifier.Spec.DenseSize | Should -Be 2, 5, 30
    }

    It 'keeps what a Metric model is made of' {
        $options = @{ Loss = 'Triplet'; Miner = 'SemiHard'; Distance = 'L2'; Encoders = 2; NormalReferences = 64; Attraction = 0.5; Rarity = 0.25 }
        $metric = (New-AnomalyModel Metric @options).Spec.Metric
        foreach ($name in $options.Keys) { $metric.$name | Should -Be $options[$name] -Because $name }
        { New-AnomalyModel Metric -Rarity -1 } | Should -Throw -ExpectedMessage '*rare values*'
    }

    It 'keeps the sequence encoder of a Metric model, and refuses it where conversations have one flow' {
        $metric = (New-AnomalyModel Metric -SequenceEncoder Lstm -ContextLength 5).Spec.Metric
        "$($metric.SequenceEncoder) $($metric.ContextLength)" | Should -Be 'Lstm 5'
        (New-AnomalyModel Metric).Spec.Metric.SequenceEncoder | Should -Be 'None'
        { New-AnomalyModel Metric -SequenceEncoder Lstm -GroupBy Flow } | Should -Throw '*conversations of several flows*' -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel Metric -SequenceEncoder Lstm -ContextLength 1 } | Should -Throw '*2 to 64 flows*' -ErrorId 'ModelOptionInvalid,*'
        New-AnomalyModel Clstm -SequenceEncoder Lstm -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike '-SequenceEncoder has no effect on a Clstm model.'
        New-AnomalyModel Metric -ContextLength 5 -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike '-ContextLength has no effect on a Metric model without a sequence encoder.'
    }

    It 'makes an ensemble of models and files, with all their words' {
        $counts = New-AnomalyModel TokenFrequency -Scheme ServicePort -WindowHours 2
        $network = New-AnomalyModel Clstm -Scheme ProtoByte, ServicePort -WindowHours 2
        $path = Join-Path $TestDrive net.nam
        $network | Save-AnomalyModel $path
        $ensemble = New-AnomalyModel Ensemble -Member $counts, $path
        $ensemble.Spec.Members.Architecture | Should -Be 'TokenFrequency', 'Clstm'
        $ensemble.Schemes | Should -Be 'ServicePort', 'ProtoByte'
        $ensemble.Spec.WindowHours | Should -Be 2
    }

    It 'refuses members that do not fit together' {
        { New-AnomalyModel Ensemble -Member (New-AnomalyModel -WindowHours 2), (New-AnomalyModel) } | Should -Throw -ExpectedMessage '*groups flows as its ensemble does*'
        { New-AnomalyModel Ensemble -Member (New-AnomalyModel Clstm -Learning Supervised) } | Should -Throw -ExpectedMessage '*without labels*'
    }

    It 'trains an ensemble that names its members' {
        $flows = New-SampleFlow -Day 2 -Seed 5 -HostCount 6
        $members = (New-AnomalyModel -Scheme ProtoByte), (New-AnomalyModel Clstm -EmbeddingSize 8 -HiddenSize 8 -Scheme ProtoByte)
        $trained = $flows | Invoke-AnomalyTraining (New-AnomalyModel Ensemble -Member $members) -Epoch 1
        $trained.History.Count | Should -Be 1
        $result = $flows | Test-FlowAnomaly $trained | Select-Object -First 1
        $result.Evidence.Name | Should -Contain 'Clstm ProtoByte'
    }

    It 'keeps the shape of a Transformer' {
        $options = @{ AttentionLayers = 2; Heads = 3; FeedForwardSize = 40; EmbeddingSize = 12; MaxWords = 50 }
        $spec = (New-AnomalyModel Transformer @options).Spec
        foreach ($name in $options.Keys) { $spec.$name | Should -Be $options[$name] -Because $name }
    }

    It 'starts from the preset and changes only what is given' {
        $spec = (New-AnomalyModel Transformer).Spec
        $spec.EmbeddingSize, $spec.AttentionLayers, $spec.Heads, $spec.FeedForwardSize, $spec.MaxWords | Should -Be 128, 4, 4, 256, 64
        $published = (New-AnomalyModel BiLstm -Preset Published -HiddenSize 20).Spec
        $published.Preset | Should -Be 'Published'
        $published.Schemes | Should -Be 'ServicePort'
        "$($published.GroupBy) $($published.Aggregate)" | Should -Be 'DirectedDyad Max'
        $published.ContextLength, $published.DenseSize, $published.RecurrentLayers, $published.Dropout | Should -Be 14, 50, 2, 0.35
        $published.HiddenSize | Should -Be 20
    }

    It 'says what an option may be' {
        { New-AnomalyModel Clstm -Dropout 1 } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel -Scheme State, State } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel Transformer -EmbeddingSize 10 -Heads 4 } | Should -Throw '*multiple of the 4 heads*' -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel TokenFrequency -Preset Published } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel -WindowHours 5 } | Should -Throw
    }

    It 'completes the names of architectures and schemes' {
        Get-Completion 'New-AnomalyModel -Architecture C' | Should -Be 'Clstm'
        Get-Completion 'New-AnomalyModel -Architecture ' | Should -Be 'BiLstm', 'Clstm', 'Ensemble', 'IsolationForest', 'Metric', 'NearestNeighbor', 'TokenFrequency', 'Transformer'
        Get-Completion 'New-AnomalyModel -Preset P' | Should -Be 'Published'
        Get-Completion 'New-AnomalyModel -Aggregate M' | Should -Contain 'Max'
        Get-Completion 'New-AnomalyModel -Scheme Pack' | Should -Be 'Packets'
    }
}
