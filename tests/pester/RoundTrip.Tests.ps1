# What PowerShell's own forms make of our objects, and what the cmdlets make of these, in three cultures.
BeforeDiscovery {
    $forms = @{ Form = 'Csv' }, @{ Form = 'Json' }, @{ Form = 'Hashtable' },
        @{ Form = 'Clixml' }, @{ Form = 'Remote' }, @{ Form = 'Job' }
    $cultures = foreach ($name in 'en-US', 'de-DE', 'tr-TR') { @{ Culture = $name; Forms = $forms } }
}

Describe 'Objects that come back in <Culture>' -ForEach $cultures {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module $PSScriptRoot/Forms.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $before = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = $Culture
        $sample = @(New-SampleFlow -Day 1 -HostCount 2 -Attack PortScan | Select-Object -First 150)
        $sample += Get-HardFlow
        $sequences = @($sample | ConvertTo-FlowToken -Scheme ProtoByte, ServicePort)
        $flows = @($sequences.Flows)
        $model = $sequences |
            Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Scheme ProtoByte, ServicePort -Name office)
        $results = @($sequences | Test-FlowAnomaly $model -MaxPValue 0.2)
        $incidents = @($results | ConvertTo-AnomalyIncident -All)
        $metrics = @($sequences | Measure-AnomalyModel $model -AnomalousLabel 'Port*')
        $findings = @($flows | Test-FlowDataset)
        # One job brings all: starting one takes seconds.
        $flowFile, $modelFile = (Join-Path $TestDrive 'flows.xml'), (Join-Path $TestDrive 'office.nam')
        $sample | Export-Clixml $flowFile
        $model | Save-AnomalyModel $modelFile
        $ofJob = Receive-FormJob $flowFile $modelFile $Culture
    }
    AfterAll { [cultureinfo]::CurrentCulture = $before }

    Context 'as <Form>' -ForEach $Forms {
        BeforeAll {
            function Get-Back([object[]] $Object, [string] $Kind) {
                $Form -eq 'Job' ? @($ofJob[$Kind]) : @(ConvertTo-Form $Object $Form $TestDrive)
            }
            $flowsBack = Get-Back $flows Flow
            $resultsBack = Get-Back $results Result
        }

        It 'flows are the flows that they were' {
            # Export-Csv writes whole seconds.
            $seconds = $Form -eq 'Csv'
            $again = @($flowsBack | ConvertTo-FlowFeature -Reference $flows | ForEach-Object Flow)
            $again.Count | Should -Be $flows.Count
            $names = $flows[0].psobject.Properties.Name -ne 'Start'
            $different = for ($i = 0; $i -lt $flows.Count; $i++) {
                $start = $flows[$i].Start
                if ($seconds) { $start = $start.AddTicks(-($start.Ticks % 10000000)) }
                if ($again[$i].Start -ne $start -or $again[$i].Start.Kind -ne 'Utc') { "Start of $($flows[$i])" }
                foreach ($name in $names) { if ($again[$i].$name -cne $flows[$i].$name) { "$name of $($flows[$i])" } }
            }
            $different | Should -BeNullOrEmpty
        }

        It 'conversations have their flows, or say that these were lost' {
            $back = Get-Back $sequences[0..9] Conversation
            $again = @($back |
                Test-FlowAnomaly $model -MaxPValue 0.2 -ErrorVariable errors -ErrorAction SilentlyContinue)
            if ($Form -eq 'Csv') {
                $errors.Count | Should -Be 10
                $errors.FullyQualifiedErrorId | Should -BeLike 'InputIncomplete,*'
                return
            }
            $errors | Should -BeNullOrEmpty
            ($again | Sort-Object Id).Score |
                Should -Be ($sequences[0..9] | Test-FlowAnomaly $model -MaxPValue 0.2 | Sort-Object Id).Score
            ($again | Sort-Object Id).Sequence.Tokens |
                Should -Be ($results.Where{ $_.Id -in $again.Id } | Sort-Object Id).Sequence.Tokens
        }

        It 'results are judged and gathered as they were' {
            $judged = @($resultsBack | Set-AnomalyThreshold 3/day)
            $judged.IsAnomaly | Should -Be ($results | Set-AnomalyThreshold 3/day).IsAnomaly
            $again = @($resultsBack | ConvertTo-AnomalyIncident -All)
            $again.Count | Should -Be $incidents.Count
            foreach ($name in 'Id', 'Host', 'Start', 'End', 'Conversations', 'Flows', 'Peers', 'Score', 'PValue',
                'Severity', 'Reasons', 'Labels', 'Model') {
                $again.$name | Should -BeExactly $incidents.$name -Because $name
            }
            $again.Top.Id | Should -Be $incidents.Top.Id
            @($resultsBack | Set-AnomalyThreshold 3/day | ConvertTo-AnomalyIncident -All).Id |
                Should -Be @($results | Set-AnomalyThreshold 3/day | ConvertTo-AnomalyIncident -All).Id
        }

        It 'values of <Kind> survive' -ForEach @(
            @{ Kind = 'Result' }, @{ Kind = 'Incident' }, @{ Kind = 'Metric' }, @{ Kind = 'Finding' },
            @{ Kind = 'Conversation' }
        ) {
            $live = @(
                switch ($Kind) {
                    Result { $results } Incident { $incidents } Metric { $metrics }
                    Finding { $findings } Conversation { $sequences[0..9] }
                }
            )
            $live.Count | Should -BeGreaterThan 0
            $back = @(Get-Back $live $Kind)
            $back.Count | Should -Be $live.Count
            $(for ($i = 0; $i -lt $live.Count; $i++) { Find-Difference $live[$i] $back[$i] }) | Should -BeNullOrEmpty
        }
    }

    It 'rows are read as what they say, whatever the culture' {
        $read = @(Import-Csv $PSScriptRoot/Fixtures/rows-as-flows.csv |
            ConvertTo-FlowToken | ForEach-Object Flows | Sort-Object Start)
        $read.Duration.TotalSeconds | Should -Be 30, 1.5, 0
        $read.Start[0] | Should -Be ([datetime]::new(2026, 3, 2, 0, 1, 27, [DateTimeKind]::Utc))
        $read.Bytes | Should -Be 900, 900, $null
        $read[2].State | Should -BeNullOrEmpty
    }

    It '<Value> as <Name> is <Right>' -ForEach @(
        @{ Name = 'Duration'; Value = '1,234'; Right = @{ 'en-US' = $null; 'de-DE' = 1.234; 'tr-TR' = 1.234 } }
        @{ Name = 'Duration'; Value = '1.5'; Right = @{ 'en-US' = 1.5; 'de-DE' = 1.5; 'tr-TR' = 1.5 } }
        @{ Name = 'Duration'; Value = '00:00:30'; Right = @{ 'en-US' = 30; 'de-DE' = 30; 'tr-TR' = 30 } }
        @{ Name = 'Duration'; Value = 30; Right = @{ 'en-US' = 30; 'de-DE' = 30; 'tr-TR' = 30 } }
        @{ Name = 'Duration'; Value = 'long'; Right = @{ 'en-US' = $null; 'de-DE' = $null; 'tr-TR' = $null } }
        @{ Name = 'Bytes'; Value = '1,234'; Right = @{ 'en-US' = $null; 'de-DE' = $null; 'tr-TR' = $null } }
        @{ Name = 'Bytes'; Value = '1.234'; Right = @{ 'en-US' = $null; 'de-DE' = $null; 'tr-TR' = $null } }
        @{ Name = 'Bytes'; Value = '-5'; Right = @{ 'en-US' = $null; 'de-DE' = $null; 'tr-TR' = $null } }
        @{ Name = 'Bytes'; Value = '48.0'; Right = @{ 'en-US' = 48; 'de-DE' = 48; 'tr-TR' = 48 } }
        @{ Name = 'SourcePort'; Value = 'https'; Right = @{ 'en-US' = 443; 'de-DE' = 443; 'tr-TR' = 443 } }
        @{ Name = 'SourcePort'; Value = '70000'; Right = @{ 'en-US' = $null; 'de-DE' = $null; 'tr-TR' = $null } }
        @{ Name = 'Start'; Value = '02.03.2026 04:05:06'
            Right = @{ 'en-US' = $null; 'de-DE' = '2026-03-02T04:05:06Z'; 'tr-TR' = '2026-03-02T04:05:06Z' } }
        @{ Name = 'Start'; Value = '2.03.2026 04:05:06'
            Right = @{ 'en-US' = $null; 'de-DE' = '2026-03-02T04:05:06Z'; 'tr-TR' = '2026-03-02T04:05:06Z' } }
        @{ Name = 'Start'; Value = '3/2/2026 04:05'; Right = @{ 'en-US' = $null; 'de-DE' = $null; 'tr-TR' = $null } }
        @{ Name = 'Start'; Value = '2026-03-02 05:05:06+01:00'
            Right = @{ 'en-US' = '2026-03-02T04:05:06Z'; 'de-DE' = '2026-03-02T04:05:06Z'
                'tr-TR' = '2026-03-02T04:05:06Z' } }
        @{ Name = 'Start'; Value = '1772424306'
            Right = @{ 'en-US' = '2026-03-02T04:05:06Z'; 'de-DE' = '2026-03-02T04:05:06Z'
                'tr-TR' = '2026-03-02T04:05:06Z' } }
        @{ Name = 'Start'; Value = ''; Right = @{ 'en-US' = $null; 'de-DE' = $null; 'tr-TR' = $null } }
        @{ Name = 'SourceAddress'; Value = ''; Right = @{ 'en-US' = $null; 'de-DE' = $null; 'tr-TR' = $null } }
        @{ Name = 'SourceAddress'; Value = '2001:DB8:0::1'
            Right = @{ 'en-US' = '2001:db8::1'; 'de-DE' = '2001:db8::1'; 'tr-TR' = '2001:db8::1' } }
    ) {
        $row = @{ Start = '2026-03-02T00:00:00Z'; Protocol = 'tcp'; SourceAddress = '192.0.2.1'
            DestinationAddress = '192.0.2.2' }
        $row[$Name] = $Value
        $read = [pscustomobject] $row |
            ConvertTo-FlowToken -ErrorVariable errors -ErrorAction SilentlyContinue | ForEach-Object Flows
        if ($null -eq $Right[$Culture]) {
            $read | Should -BeNullOrEmpty
            $errors.FullyQualifiedErrorId | Should -BeLike 'InputValueInvalid,*'
            "$errors" | Should -BeLike "*$Name*'$Value'*"
            $errors[0].ErrorDetails.RecommendedAction | Should -Match 'ISO 8601'
            return
        }
        $errors | Should -BeNullOrEmpty
        $got = $read.$Name
        if ($got -is [timespan]) { $got = $got.TotalSeconds }
        elseif ($got -is [datetime]) { $got = $got.ToString('yyyy-MM-ddTHH:mm:ssK', [cultureinfo]::InvariantCulture) }
        $got | Should -Be $Right[$Culture]
    }
}
