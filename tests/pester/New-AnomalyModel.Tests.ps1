Describe 'New-AnomalyModel' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
    }

    It 'describes the recommended detector where nothing is asked for' {
        $model = New-AnomalyModel
        $model | Should -BeOfType NetAnomaly.AnomalyModel
        $model.Architecture | Should -Be 'Ensemble'
        $model.Name | Should -Be 'Ensemble'
        $model.Spec.Options.Members.Count | Should -Be (New-AnomalyModel Ensemble).Spec.Options.Members.Count
        $model.IsTrained | Should -BeFalse
    }

    It 'keeps every option' {
        $options = @{
            Architecture = 'Clstm'; Learning = 'Unsupervised'; Name = 'net'; Scheme = 'ServicePort', 'State'; GroupBy = 'Source'; Window = [timespan] '06:00:00'; Aggregate = 'Max'
            Seed = 7; EmbeddingSize = 16; HiddenSize = 24; ConvolutionLayers = 1; KernelSize = 5; RecurrentLayers = 2; Dropout = 0.25
            Preset = 'Published'; ContextLength = 6; DenseSize = 12; MaxWords = 99; RarityFloor = $true; CountBy = 'SourceHost'
        }
        $spec = (New-AnomalyModel @options).Spec
        foreach ($name in $options.Keys) {
            $property = if ($name -eq 'Scheme') { 'Schemes' } else { $name }
            $holder = if ($spec.PSObject.Properties[$property]) { $spec } else { $spec.Options }
            $holder.$property | Should -Be $options[$name] -Because $name
        }
        (New-AnomalyModel TokenFrequency -CountBy SourceHost).Spec.Options.CountBy | Should -Be 'SourceHost'
    }

    It 'refuses a parameter of another architecture and names its own' {
        { New-AnomalyModel TokenFrequency -Heads 8 } | Should -Throw -ErrorId 'ParameterDoesNotBelong,*' `
            -ExpectedMessage '-Heads does not belong to TokenFrequency; it takes -CountBy.'
        { New-AnomalyModel IsolationForest -MultiClass } | Should -Throw -ErrorId 'ParameterDoesNotBelong,*' `
            -ExpectedMessage '-MultiClass does not belong to IsolationForest; it takes -SampleSize and -Trees.'
        { New-AnomalyModel NearestNeighbor -Member missing.nam } | Should -Throw -ErrorId 'ParameterDoesNotBelong,*'
        { New-AnomalyModel Ensemble -CountBy Flow } | Should -Throw -ExpectedMessage '*it takes -Member.'
    }

    It 'refuses a parameter that another preset or learning mode has, and says which' {
        { New-AnomalyModel Clstm -DenseSize 8 } | Should -Throw -ErrorId 'ParameterDoesNotBelong,*' `
            -ExpectedMessage '-DenseSize does not belong to Clstm without -Preset Published; it takes*'
        { New-AnomalyModel Clstm -MultiClass } | Should -Throw -ErrorId 'ParameterDoesNotBelong,*' `
            -ExpectedMessage '-MultiClass does not belong to Clstm without -Learning Supervised; it takes*'
        { New-AnomalyModel BiLstm -Learning Supervised -RarityFloor } | Should -Throw `
            -ExpectedMessage '-RarityFloor does not belong to BiLstm with -Learning Supervised; it takes*-MultiClass*'
        { New-AnomalyModel Transformer -Preset Published -KernelSize 3 } | Should -Throw -ExpectedMessage (
            '-KernelSize does not belong to Transformer without -Preset Published and -Learning Supervised; it takes*')
    }

    It 'takes of a <Preset> <Architecture> model what it has and refuses the rest' -ForEach @(
        @{ Architecture = 'TokenFrequency'; Preset = 'Default'; Own = @('CountBy') }
        @{ Architecture = 'Clstm'; Preset = 'Default'; Own = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'HiddenSize', 'KernelSize' }
        @{ Architecture = 'Clstm'; Preset = 'Published'; Own = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'HiddenSize', 'KernelSize', 'ContextLength', 'DenseSize' }
        @{ Architecture = 'Transformer'; Preset = 'Default'; Own = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'Heads', 'AttentionLayers', 'FeedForwardSize' }
        @{ Architecture = 'Transformer'; Preset = 'Published'; Own = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'Heads', 'AttentionLayers', 'FeedForwardSize', 'ContextLength' }
        @{ Architecture = 'BiLstm'; Preset = 'Default'; Own = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'HiddenSize' }
        @{ Architecture = 'BiLstm'; Preset = 'Published'; Own = 'CountBy', 'MaxWords', 'RarityFloor', 'Dropout', 'HiddenSize', 'ContextLength', 'DenseSize' }
        @{ Architecture = 'Metric'; Preset = 'Default'; Own = @('Dropout') }
        @{ Architecture = 'NearestNeighbor'; Preset = 'Default'; Own = @() }
    ) {
        $given = @{
            CountBy = 'Flow'; MaxWords = 32; RarityFloor = $true; Dropout = 0.1; HiddenSize = 8; KernelSize = 3; Heads = 2; AttentionLayers = 1; FeedForwardSize = 8
            ContextLength = 8; DenseSize = 8
        }
        $taken = foreach ($name in $given.Keys) {
            $one = @{ $name = $given[$name] }
            try {
                (New-AnomalyModel $Architecture -Preset $Preset @one).Spec.Options.$name | Should -Be $given[$name] -Because $name
                $name
            }
            catch {
                $_.FullyQualifiedErrorId | Should -BeLike 'ParameterDoesNotBelong,*'
                $_.TargetObject | Should -Be $name
                $_.ErrorDetails.RecommendedAction | Should -BeLike '*Leave that parameter out*'
            }
        }
        @($taken | Sort-Object) | Should -Be @($Own | Sort-Object)
    }

    It 'takes what the published Transformer classifier has beside its attention' {
        $classifier = New-AnomalyModel Transformer -Preset Published -Learning Supervised -ConvolutionLayers 2 -KernelSize 5 -DenseSize 30 -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $own = $classifier.Spec.Options
        $own.ConvolutionLayers, $own.KernelSize, $own.DenseSize | Should -Be 2, 5, 30
    }

    It 'keeps what a Metric model is made of' {
        $options = @{ Loss = 'Triplet'; Miner = 'SemiHard'; Distance = 'L2'; Encoders = 2; NormalReferences = 64; Attraction = 0.5; Rarity = 0.25; EmbeddingSize = 16; Neighbors = 2; Dropout = 0.2 }
        $metric = (New-AnomalyModel Metric @options).Spec.Options
        foreach ($name in $options.Keys) { $metric.$name | Should -Be $options[$name] -Because $name }
        $metric.DrawnEncoders | Should -Be 1 -Because 'half of the encoders stay as they were drawn'
        (New-AnomalyModel Metric -Learning Supervised -MultiClass).Spec.Options.MergeAttackClasses | Should -BeFalse
        { New-AnomalyModel Metric -Rarity -1 } | Should -Throw -ExpectedMessage '*rare values*'
    }

    It 'keeps the sequence encoder of a Metric model, and refuses it where conversations have one flow' {
        $metric = (New-AnomalyModel Metric -SequenceEncoder Lstm -ContextLength 5).Spec.Options
        "$($metric.SequenceEncoder) $($metric.ContextLength)" | Should -Be 'Lstm 5'
        (New-AnomalyModel Metric).Spec.Options.SequenceEncoder | Should -Be 'None'
        { New-AnomalyModel Metric -SequenceEncoder Lstm -GroupBy Flow } | Should -Throw '*conversations of several flows*' -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel Metric -SequenceEncoder Lstm -ContextLength 1 } | Should -Throw '*2 to 64 flows*' -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel Clstm -SequenceEncoder Lstm } | Should -Throw '-SequenceEncoder does not belong to Clstm; *'
        { New-AnomalyModel Metric -ContextLength 5 } | Should -Throw -ErrorId 'ParameterDoesNotBelong,*' `
            -ExpectedMessage '-ContextLength does not belong to Metric without -SequenceEncoder; it takes *'
    }

    It 'makes an ensemble of models and files, with all their words' {
        $counts = New-AnomalyModel TokenFrequency -Scheme ServicePort -WindowHours 2
        $network = New-AnomalyModel Clstm -Scheme ProtoByte, ServicePort -WindowHours 2
        $path = Join-Path $TestDrive net.nam
        $network | Save-AnomalyModel $path
        $ensemble = New-AnomalyModel Ensemble -Member $counts, $path
        $ensemble.Spec.Options.Members.Architecture | Should -Be 'TokenFrequency', 'Clstm'
        $ensemble.Schemes | Should -Be 'ServicePort', 'ProtoByte'
        $ensemble.Spec.Window.TotalHours | Should -Be 2
    }

    It 'refuses members that do not fit together' {
        { New-AnomalyModel Ensemble -Member (New-AnomalyModel TokenFrequency -WindowHours 2), (New-AnomalyModel TokenFrequency) } | Should -Throw -ExpectedMessage '*groups flows as its ensemble does*'
        { New-AnomalyModel Ensemble -Member (New-AnomalyModel Clstm -Learning Supervised) } | Should -Throw -ExpectedMessage '*without labels*'
    }

    It 'trains an ensemble that names its members' {
        $flows = New-SampleFlow -Day 2 -Seed 5 -HostCount 6
        $members = (New-AnomalyModel TokenFrequency -Scheme ProtoByte), (New-AnomalyModel Clstm -EmbeddingSize 8 -HiddenSize 8 -Scheme ProtoByte)
        $trained = $flows | Invoke-AnomalyTraining (New-AnomalyModel Ensemble -Member $members) -Epoch 1
        $trained.History.Count | Should -Be 1
        $result = $flows | Test-FlowAnomaly $trained | Select-Object -First 1
        $result.Evidence.Name | Should -Contain 'Clstm ProtoByte'
    }

    It 'keeps the shape of a Transformer' {
        $options = @{ AttentionLayers = 2; Heads = 3; FeedForwardSize = 40; EmbeddingSize = 12; MaxWords = 50 }
        $spec = (New-AnomalyModel Transformer @options).Spec.Options
        foreach ($name in $options.Keys) { $spec.$name | Should -Be $options[$name] -Because $name }
    }

    It 'starts from the preset and changes only what is given' {
        $spec = (New-AnomalyModel Transformer).Spec.Options
        $spec.EmbeddingSize, $spec.AttentionLayers, $spec.Heads, $spec.FeedForwardSize, $spec.MaxWords | Should -Be 128, 4, 4, 256, 64
        $published = (New-AnomalyModel BiLstm -Preset Published -HiddenSize 20).Spec
        $published.Preset | Should -Be 'Published'
        $published.Schemes | Should -Be 'ServicePort'
        "$($published.GroupBy) $($published.Aggregate)" | Should -Be 'DirectedDyad Max'
        $own = $published.Options
        $own.ContextLength, $own.DenseSize, $own.RecurrentLayers, $own.Dropout | Should -Be 14, 50, 2, 0.35
        $own.HiddenSize | Should -Be 20
    }

    It 'says what an option may be' {
        { New-AnomalyModel Clstm -Dropout 1 } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel TokenFrequency -Scheme State, State } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel Transformer -EmbeddingSize 10 -Heads 4 } | Should -Throw '*multiple of the 4 heads*' -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel TokenFrequency -Preset Published } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel TokenFrequency -WindowHours 5 } | Should -Throw
        { New-AnomalyModel TokenFrequency -Window 00:07:00 } | Should -Throw '*divides a day*'
        { New-AnomalyModel TokenFrequency -Window 01:00:00 -WindowHours 1 } | Should -Throw '*not both*'
        (New-AnomalyModel TokenFrequency -Window 00:05:00).Spec.Window | Should -Be ([timespan] '00:05:00')
    }

    It 'completes the names of architectures and schemes' {
        Get-Completion 'New-AnomalyModel -Architecture C' | Should -Be 'Clstm'
        Get-Completion 'New-AnomalyModel -Architecture ' | Should -Be 'BiLstm', 'Clstm', 'Ensemble', 'IsolationForest', 'Metric', 'NearestNeighbor', 'TokenFrequency', 'Transformer'
        Get-Completion 'New-AnomalyModel -Preset P' | Should -Be 'Published'
        Get-Completion 'New-AnomalyModel -Aggregate M' | Should -Contain 'Max'
        Get-Completion 'New-AnomalyModel TokenFrequency -Scheme Pack' | Should -Be 'Packets'
    }
}
