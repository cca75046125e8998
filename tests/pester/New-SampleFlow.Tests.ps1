Describe 'New-SampleFlow' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
    }

    It 'makes the same flows for the same seed and others for another' {
        $first = New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 300
        $again = New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 300
        $other = New-SampleFlow -Day 1 -HostCount 2 -Seed 7 | Select-Object -First 300
        "$again" | Should -Be "$first"
        "$other" | Should -Not -Be "$first"
    }

    It 'makes other flows for another start, not the same ones later' {
        $first = @(New-SampleFlow -Day 1 -HostCount 2)
        $other = @(New-SampleFlow -Day 1 -HostCount 2 -Start 2026-03-09)
        $shifted = $first.ForEach{ '{0:o} {1} {2} {3}' -f $_.Start.AddDays(7), $_.SourceAddress, $_.DestinationAddress, $_.Bytes }
        $theirs = $other.ForEach{ '{0:o} {1} {2} {3}' -f $_.Start, $_.SourceAddress, $_.DestinationAddress, $_.Bytes }
        $same = [System.Collections.Generic.HashSet[string]]::new([string[]] $shifted)
        $theirs.Where{ $same.Contains($_) }.Count | Should -BeLessThan (0.05 * $theirs.Count)
    }

    It 'orders flows by time and begins at midnight UTC of the day asked for' {
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 -Start '2026-05-04 13:30')
        $flows[0].Start.Kind | Should -Be 'Utc'
        $flows[0].Start.Date | Should -Be ([datetime]::new(2026, 5, 4))
        $ticks = [long[]] $flows.Start.Ticks
        $ordered = [long[]] $ticks.Clone()
        [array]::Sort($ordered)
        [System.Linq.Enumerable]::SequenceEqual($ticks, $ordered) | Should -BeTrue
        @($flows.Start.Date | Select-Object -Unique).Count | Should -Be 1
    }

    It 'labels what belongs to an attack' {
        $labels = New-SampleFlow -Day 1 -HostCount 2 -Attack PortScan, Beacon | Group-Object Label -NoElement
        $labels.Name | Sort-Object | Should -Be 'Beacon', 'Normal', 'PortScan'
    }

    It 'says what a parameter may be' {
        { New-SampleFlow -Day 0 } | Should -Throw -ErrorId 'SampleOptionInvalid,*'
        { New-SampleFlow -HostCount 1 } | Should -Throw -ErrorId 'SampleOptionInvalid,*'
    }

    It 'completes the names of attacks' {
        Get-Completion 'New-SampleFlow -Attack Ssh' | Should -Be 'SshBruteForce'
    }

    It 'stops when the user stops it' {
        $shell = [powershell]::Create()
        try {
            $shell.AddScript("Import-Module '$(Get-ModulePath)'; New-SampleFlow -Day 366 -HostCount 1000 | Measure-Object") | Out-Null
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
