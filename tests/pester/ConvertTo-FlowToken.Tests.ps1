Describe 'ConvertTo-FlowToken' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $flows = @(New-SampleFlow -Day 1 -HostCount 2)

        function New-Flow([string] $Start, [string] $Source, [string] $Destination) {
            [NetAnomaly.FlowRecord]@{ Start = [datetime]::SpecifyKind($Start, 'Utc'); Protocol = 'tcp'; SourceAddress = $Source; DestinationAddress = $Destination; Bytes = 1000 }
        }
    }

    It 'gathers all flows into conversations of one pair and one hour' {
        $conversations = @($flows | ConvertTo-FlowToken)
        $conversations[0] | Should -BeOfType NetAnomaly.Conversation
        ($conversations | Measure-Object FlowCount -Sum).Sum | Should -Be $flows.Count
        foreach ($conversation in $conversations | Select-Object -First 50) {
            @($conversation.Flows | ForEach-Object { ($_.SourceAddress, $_.DestinationAddress | Sort-Object) -join ' ' } | Select-Object -Unique).Count | Should -Be 1
            $conversation.Flows[-1].Start | Should -BeLessThan $conversation.WindowStart.AddHours(1)
        }
    }

    It 'makes words of the schemes asked for' {
        $conversation = New-Flow '2026-03-02 10:00' a b | ConvertTo-FlowToken -Scheme ProtoByte, State
        $conversation.Tokens | Should -Be 't9|none'
        $conversation.Schemes | Should -Be 'ProtoByte', 'State'
    }

    It 'joins both directions of a dyad and parts those of a directed one' {
        $both = @((New-Flow '2026-03-02 10:00' a b), (New-Flow '2026-03-02 10:01' b a))
        @($both | ConvertTo-FlowToken).Count | Should -Be 1
        @($both | ConvertTo-FlowToken -GroupBy DirectedDyad).Count | Should -Be 2
    }

    It 'groups by source and by destination' {
        $three = @((New-Flow '2026-03-02 10:00' a b), (New-Flow '2026-03-02 10:01' a c), (New-Flow '2026-03-02 10:02' d c))
        @($three | ConvertTo-FlowToken -GroupBy Source).SourceAddress | Should -Be 'a', 'd'
        @($three | ConvertTo-FlowToken -GroupBy Destination).DestinationAddress | Should -Be 'b', 'c'
    }

    It 'makes windows as long as asked for' {
        @($flows | ConvertTo-FlowToken -WindowHours 24).WindowStart | Sort-Object -Unique | Should -HaveCount 1
        { $flows[0] | ConvertTo-FlowToken -WindowHours 5 } | Should -Throw
    }

    It 'keeps a flow that comes late within the tolerance and warns of one beyond it' {
        $late = @((New-Flow '2026-03-02 10:59' a b), (New-Flow '2026-03-02 11:02' c d), (New-Flow '2026-03-02 10:58' a b))
        @($late | ConvertTo-FlowToken -WarningVariable warnings).Count | Should -Be 2
        $warnings.Count | Should -Be 0
        @($late | ConvertTo-FlowToken -Tolerance 0:01 -WarningVariable warnings -WarningAction SilentlyContinue).Count | Should -Be 3
        "$warnings" | Should -BeLike '1 flow came after its conversation*'
    }

    It 'takes its options from a model and from a model file' {
        $model = New-AnomalyModel TokenFrequency -Scheme State, Packets -GroupBy Source -WindowHours 2
        $file = Join-Path $TestDrive 'options.nam'
        Save-AnomalyModel $file -Model $model
        foreach ($given in $model, $file, (Get-Item $file)) {
            $conversation = $flows | ConvertTo-FlowToken -Model $given | Select-Object -First 1
            $conversation.Schemes | Should -Be 'State', 'Packets'
            $conversation.GroupBy | Should -Be 'Source'
            $conversation.Window | Should -Be ([timespan]::FromHours(2))
        }
    }

    It 'refuses a model file that is missing, and options beside a model' {
        { $flows[0] | ConvertTo-FlowToken -Model (Join-Path $TestDrive 'missing.nam') } | Should -Throw -ErrorId 'FileNotFound,*'
        { $flows[0] | ConvertTo-FlowToken -Model (New-AnomalyModel TokenFrequency) -Scheme State } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'refuses a scheme that is given twice' {
        { $flows[0] | ConvertTo-FlowToken -Scheme State, State } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
    }

    It 'refuses what is no flow' {
        { 'text' | ConvertTo-FlowToken -ErrorAction Stop } | Should -Throw
    }

    It 'completes the names of schemes' {
        Get-Completion 'ConvertTo-FlowToken -Scheme Serv' | Should -Be 'ServicePort'
    }
}
