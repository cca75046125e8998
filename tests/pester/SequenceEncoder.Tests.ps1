Describe 'A Metric model with a sequence encoder' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'

        # Flows of four sizes, one after the other; in a strange conversation each is followed by one of its own size.
        function New-Conversation([int] $Count, [int] $From, [switch] $Repeated) {
            $random = [random]::new($From)
            foreach ($number in 1..$Count) {
                $first = $random.Next(4)
                $hour = [datetime]::SpecifyKind('2026-03-01', 'Utc').AddHours(($number - 1) % 24)
                foreach ($at in 0..11) {
                    $size = if ($Repeated) { $first } else { ($first + $at) % 4 }
                    [NetAnomaly.FlowRecord] @{
                        Start = $hour.AddSeconds($at * 60 + $random.Next(30)); Duration = [timespan]::FromSeconds(1 + $random.NextDouble()); Protocol = 'tcp'
                        SourceAddress = "10.0.$From.$($number % 250)"; SourcePort = 40000 + $number; DestinationAddress = "10.1.$From.$([int] ($number / 250))"; DestinationPort = 443
                        Packets = 10; SourcePackets = 5; Bytes = 200 * [long] [math]::Pow(10, $size); SourceBytes = 100 * [long] [math]::Pow(10, $size)
                    }
                }
            }
        }

        $usual = New-Conversation 240 1
        $model = $usual | Invoke-AnomalyTraining (New-AnomalyModel Metric -SequenceEncoder Lstm -Encoders 2) -Epoch 4 -LearningRate 0.01
        $plain = $usual | Invoke-AnomalyTraining (New-AnomalyModel Metric -Encoders 2) -Epoch 1
        $test = @(New-Conversation 40 2), @(New-Conversation 40 3 -Repeated)

        # The share of pairs of a usual and a strange conversation of which the strange one scores higher.
        function Get-Area($Model) {
            $normal = @($test[0] | Test-FlowAnomaly $Model).Score
            $strange = @($test[1] | Test-FlowAnomaly $Model).Score
            $right = 0
            foreach ($one in $strange) { $right += @($normal).Where({ $_ -lt $one }).Count }
            $right / ($normal.Count * $strange.Count)
        }
    }

    It 'tells a strange order of usual flows, which flow by flow cannot be told' {
        Get-Area $model | Should -BeGreaterThan 0.9
        Get-Area $plain | Should -BeLessThan 0.65
    }

    It 'scores the same from its file, and says in it what it is' {
        $file = Join-Path $TestDrive 'sequences.nam'
        $model | Save-AnomalyModel $file
        (Get-AnomalyModel $file).Spec.Options.SequenceEncoder | Should -Be 'Lstm'
        $loaded = Import-AnomalyModel $file
        @($test[1] | Test-FlowAnomaly $loaded).Score | Should -Be @($test[1] | Test-FlowAnomaly $model).Score
    }

    It 'is taught a class by conversations, and explains what it finds' {
        $taught = $test[1][0..35] | Add-AnomalyReference $model Repeats
        $results = @($test[1][36..479] | Test-FlowAnomaly $taught)
        $results.Predicted | Should -Contain 'Repeats'
        $results[0].Reason | Should -Not -BeNullOrEmpty
    }
}
