Describe 'ConvertTo-AnomalyIncident' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $flows = @(New-SampleFlow -Day 2 -HostCount 5 -Attack PortScan)
        $cut = $flows[0].Start.Date.AddDays(1)
        $model = $flows.Where{ $_.Start -lt $cut } | Invoke-AnomalyTraining (New-AnomalyModel Ensemble -Name office)
        $results = @($flows.Where{ $_.Start -ge $cut } | Test-FlowAnomaly $model -MaxPValue 0.01)
    }

    It 'gathers conversations by host, strongest first' {
        $incidents = @($results | ConvertTo-AnomalyIncident -All)
        $incidents.Count | Should -BeGreaterThan 0
        $incidents.Count | Should -BeLessThan @($results | Where-Object IsAnomaly).Count
        ($incidents | Measure-Object Conversations -Sum).Sum | Should -Be @($results | Where-Object IsAnomaly).Count
        $incidents.Severity | Should -Be ($incidents.Severity | Sort-Object -Descending)
        $incidents.Id | Select-Object -Unique | Should -HaveCount $incidents.Count
        $incidents.ExpectedPerDay | Should -Not -Contain $null
    }

    It 'gives the same ids again' {
        @($results | ConvertTo-AnomalyIncident -All).Id | Should -Be @($flows.Where{ $_.Start -ge $cut } | Test-FlowAnomaly $model -MaxPValue 0.01 | ConvertTo-AnomalyIncident -All).Id
    }

    It 'leaves out what normal traffic brings as often, and says so' {
        $all = @($results | ConvertTo-AnomalyIncident -All)
        $some = @($results | ConvertTo-AnomalyIncident -MaxPerDay 0 -Verbose 4>&1)
        $said, $listed = $some.Where({ $_ -is [System.Management.Automation.VerboseRecord] }, 'Split')
        $said.Count | Should -Be 1
        "$said" | Should -Match "^$($all.Count - $listed.Count) weaker"
        # Stronger than all of training: how often they come was not counted, so that they are listed without a number.
        $listed.Count | Should -BeLessThan $all.Count
        foreach ($incident in $listed) { $incident.ExpectedPerDay | Should -BeNullOrEmpty }
        @($results | ConvertTo-AnomalyIncident -MaxPerDay ([double]::MaxValue)).Count | Should -Be $all.Count
    }

    It 'is an incident or a warning, however little was learned: <Clients> clients, <Days> days' -ForEach @(
        foreach ($clients in 1, 2, 3) { foreach ($days in 1, 2) { @{ Clients = $clients; Days = $days } } }
    ) {
        $from = [datetime]::new(2026, 1, 1, 0, 0, 0, [DateTimeKind]::Utc)
        function Get-Row([datetime] $Start, [string] $Client, [int] $Port, [string] $Server, [int] $Service, [long] $Bytes) {
            '{0:o},tcp,{1},{2},{3},{4},{5},9' -f $Start, $Client, $Port, $Server, $Service, $Bytes
        }
        $random = [Random]::new(1)
        function Get-Calm([int] $First, [int] $Hours) {
            foreach ($hour in $First..($First + $Hours - 1)) { foreach ($client in 1..$Clients) { foreach ($k in 0..9) {
                Get-Row $from.AddHours($hour).AddMinutes(6 * $k + $client) "10.0.0.$client" (40000 + $k) 10.0.1.1 443 ([math]::Pow(2, 7 + 12 * $random.NextDouble()))
            } } }
        }
        $head = 'Start,Protocol,SourceAddress,SourcePort,DestinationAddress,DestinationPort,Bytes,Packets'
        $learned, $attacked = (Join-Path $TestDrive 'calm.csv'), (Join-Path $TestDrive 'attacked.csv')
        Set-Content $learned (@($head) + (Get-Calm 0 (24 * $Days)))
        $flood = foreach ($hour in 0..2) { foreach ($k in 1..300) {
            Get-Row $from.AddHours(24 * $Days + $hour).AddSeconds(10 * $k) 10.0.0.1 (50000 + $k) "203.0.113.$($k % 250 + 1)" 4444 50000
        } }
        Set-Content $attacked (@($head) + (Get-Calm (24 * $Days) 3) + $flood)
        $small = Import-FlowData $learned | Sort-Object Start | Invoke-AnomalyTraining (New-AnomalyModel)
        $found = @(Import-FlowData $attacked | Sort-Object Start | Test-FlowAnomaly $small -WarningVariable warnings | ConvertTo-AnomalyIncident)
        $found.Count + $warnings.Count | Should -BeGreaterThan 0
        if ($found) { $found[0].Host | Should -Be '10.0.0.1' }
        else { "$warnings" | Should -Match "^750 of $(750 + 3 * $Clients) conversations could not be judged" }
    }

    It 'shows incidents on one line each' {
        $text = $results | ConvertTo-AnomalyIncident -All | Out-String -Width 120
        $text | Should -Match 'When \(UTC\)\s+Host\s+Conversations\s+Peers\s+Per day Reason'
    }

    It 'takes nothing but results' {
        { 'x' | ConvertTo-AnomalyIncident -ErrorAction Stop } | Should -Throw
        @() | ConvertTo-AnomalyIncident | Should -BeNullOrEmpty
    }
}
