Describe 'The format views' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 3000)
        $model = $flows | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name views)
        $results = @($flows | Test-FlowAnomaly $model -MaxPValue 1)

        function Show([Parameter(ValueFromPipeline)] $InputObject) {
            begin { $all = @() }
            process { $all += $InputObject }
            end { ($all | Out-String -Width 110).Trim().Split("`n").TrimEnd() }
        }
    }

    AfterAll { $PSStyle.OutputRendering = $rendering }

    It 'shows flows on one line each' {
        $lines = $flows[0..4] | Show
        $lines | Should -HaveCount 7
        $lines[0] | Should -Match '^Start \(UTC\)\s+Proto\s+Source\s+Destination\s+Bytes\s+State\s+Label$'
        $lines[2] | Should -Match '^2026-03-02 \d\d:\d\d:\d\d '
        $lines[2] | Should -Match ' -> '
    }

    It 'shows conversations with their first words' {
        $lines = @($flows | ConvertTo-FlowToken)[0..4] | Show
        $lines | Should -HaveCount 7
        $lines[0] | Should -Match 'Window \(UTC\).*Flows Words$'
    }

    It 'shows features with what is most unusual' {
        $lines = @($flows | ConvertTo-FlowFeature)[0..4] | Show
        $lines | Should -HaveCount 7
        $lines[0] | Should -Match '^Start \(UTC\)\s+Proto\s+Source\s+Destination\s+Deviation Most unusual$'
        $lines[2] | Should -Match '^2026-03-02 \d\d:\d\d:\d\d '
    }

    It 'shows results with score, p-value and reason' {
        $lines = $results[0] | Show
        $lines[0] | Should -Match 'Score\s+P Reason$'
        ($lines -join ' ') | Should -Match 'nats'
    }

    It 'marks anomalies in colour where the host renders it' {
        $PSStyle.OutputRendering = 'Ansi'
        try { $text = $results[0] | Out-String } finally { $PSStyle.OutputRendering = 'PlainText' }
        $text | Should -Match ([regex]::Escape($PSStyle.Foreground.BrightRed))
    }

    It 'shows models as a table and as a list' {
        ($model | Show)[0] | Should -Match '^Name\s+Architecture\s+Schemes\s+Trained \(UTC\)\s+Conversations\s+Path$'
        ($model | Format-List | Out-String) | Should -Match 'TrainedOn\s+: [\d,.]+ conversations'
        (New-AnomalyModel | Out-String) | Should -Match 'not trained'
        (New-AnomalyModel | Format-List | Out-String) | Should -Not -Match 'TrainedOn'
        (New-AnomalyModel Metric -SequenceEncoder Lstm -ContextLength 5 | Format-List | Out-String) | Should -Match 'SequenceEncoder\s+: Lstm, 5 flows'
        (New-AnomalyModel Metric | Format-List | Out-String) | Should -Not -Match 'SequenceEncoder'
    }

    It 'shows epochs and contributions' {
        ([NetAnomaly.TrainingEpoch]::new(1, 2.5, 2.25, 0.5, [timespan]::FromSeconds(75)) | Out-String -Width 80) |
            Should -Match '(?s)Epoch\s+TrainingLoss\s+TrainingAccuracy\s+ValidationLoss\s+ValidationAccuracy\s+Duration.+NaN.+1:15'
        ($results[0].TopFlows | Out-String) | Should -Match 'Surprisal Factor\s+Word\s+Flow'
    }

    It 'shows neighbours of words' {
        ([NetAnomaly.FlowTokenNeighbor]::new('t9', 't10', 0.91234, 'ProtoByte') | Out-String -Width 80) | Should -Match '(?s)Token\s+Neighbor\s+Similarity Scheme.+t9\s+t10\s+0[.,]912 ProtoByte'
    }

    It 'writes bytes for people' -ForEach @(
        @{ Bytes = $null; Text = '' }
        @{ Bytes = 0; Text = '0 B' }
        @{ Bytes = 1023; Text = '1023 B' }
        @{ Bytes = 1024; Text = '1[.,]00 KB' }
        @{ Bytes = 1048576; Text = '1[.,]00 MB' }
        @{ Bytes = 52428800; Text = '50[.,]0 MB' }
        @{ Bytes = 1048051712; Text = '1[.,]00 GB|0[.,]98 GB' }
    ) {
        [NetAnomaly.Internal.DisplayText]::Bytes($Bytes) | Should -Match "^($Text)$"
    }

    It 'writes p-values in two figures' -ForEach @(
        @{ P = 1.0; Text = '1' }
        @{ P = 0.5; Text = '0[.,]5' }
        @{ P = 0.00031746; Text = '0[.,]00032' }
        @{ P = 0.0000012; Text = '1[.,]2e-06' }
    ) {
        [NetAnomaly.Internal.DisplayText]::PValue($P) | Should -Match "^$Text$"
    }

    It 'folds reasons between words' {
        [NetAnomaly.Internal.DisplayText]::Fold('one two three four five six', 20) | Should -Be "one two three four`nfive six"
        [NetAnomaly.Internal.DisplayText]::Fold('short', 40) | Should -Be 'short'
    }

    It 'has a view for every kind of object that cmdlets give' {
        foreach ($type in 'FlowRecord', 'Conversation', 'FlowFeature', 'AnomalyModel', 'AnomalyResult', 'AnomalyIncident', 'AnomalyScanSummary', 'PeriodAlerts', 'TrainingEpoch', 'FlowContribution', 'FlowTokenNeighbor', 'RejectedRow', 'AnomalyEngine', 'EngineDevice', 'DatasetFinding') {
            Get-FormatData "NetAnomaly.$type" | Should -Not -BeNullOrEmpty -Because $type
        }
    }
}
