Describe 'The review of a training' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue' # small models cannot have small p-values, and say so
        # An office whose host calls home every minute for two days.
        $office = @(New-SampleFlow -Day 2 -HostCount 3)
        $start = $office[0].Start.Date
        $random = [System.Random]::new(5)
        $calls = foreach ($minute in 0..2879) {
            [NetAnomaly.FlowRecord] @{
                Start = $start.AddSeconds(60 * $minute + $random.NextDouble()); Protocol = 'tcp'; SourceAddress = '10.20.32.10'; SourcePort = 50000
                DestinationAddress = '203.0.113.66'; DestinationPort = 8443; Bytes = 500
            }
        }
        $flows = @($office) + $calls | Sort-Object Start
        $untrained = New-AnomalyModel TokenFrequency -Name office
        $output = @($flows | Invoke-AnomalyTraining $untrained -InformationVariable said)
    }

    It 'leaves the pipeline to the model, which has it' {
        $output.Count | Should -Be 1
        $output[0] | Should -BeOfType NetAnomaly.AnomalyModel
        $first = $output[0].TrainingReview.Pairs[0]
        $first.DestinationAddress | Should -Be '203.0.113.66'
        $first.Reason | Should -Be 'spoke in 48 of 48 windows, about every 60 s, on port 8443'
        $output[0].TrainingReview.Pairs.Count | Should -BeLessOrEqual 20
    }

    It 'is an object in the information stream, once' {
        $record = @($said.Where{ 'NetAnomaly.TrainingReview' -in $_.Tags })
        $record.Count | Should -Be 1
        $record[0].MessageData | Should -BeOfType NetAnomaly.TrainingReview
        "$($record[0])" | Should -Match 'Training review: of [\d,]+ pairs'
        $two = @($flows | Invoke-AnomalyTraining $untrained -SeedCount 2 -InformationVariable both)
        $two.Count | Should -Be 2
        @($both.Where{ 'NetAnomaly.TrainingReview' -in $_.Tags }).Count | Should -Be 1
    }

    It 'leaves out what it lists where that is asked for' {
        $clean = $flows | Invoke-AnomalyTraining $untrained -ExcludeReviewed
        $clean.Provenance.ExcludedByReview | Should -BeGreaterOrEqual 48
        $clean.Conversations | Should -Be ($output[0].Conversations - $clean.Provenance.ExcludedByReview)
        $clean.TrainingReview.Excluded | Should -Be $clean.Provenance.ExcludedByReview
        $call = $calls[0..59] | Test-FlowAnomaly $output[0]
        ($calls[0..59] | Test-FlowAnomaly $clean).PValue | Should -BeLessThan $call.PValue
    }

    It 'is not for labels, which say what was wrong' {
        { $flows | Invoke-AnomalyTraining (New-AnomalyModel NearestNeighbor -Learning Supervised) -ExcludeReviewed -ErrorAction Stop } |
            Should -Throw
    }

    It 'forgets nothing where -TrimPerDay is 0, and says what it forgot where it is not' {
        $ensemble = New-AnomalyModel
        $trimmed = $flows | Invoke-AnomalyTraining $ensemble
        $whole = $flows | Invoke-AnomalyTraining $ensemble -TrimPerDay 0
        $whole.Provenance.Options.TrimPerDay | Should -Be 0
        $whole.TrainingReview.Forgotten | Should -Be 0
        $trimmed.TrainingReview.Forgotten | Should -BeGreaterThan 0
        $trimmed.TrainingReview.Forgotten | Should -Be $trimmed.Provenance.Trimmed
        $trimmed.TrainingReview.ForgottenSubjects[0].Conversations | Should -BeGreaterThan 0
        { $flows | Invoke-AnomalyTraining $ensemble -TrimPerDay -1 } | Should -Throw
    }
}
