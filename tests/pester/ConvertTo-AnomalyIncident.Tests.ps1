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
        $said = @($some | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })
        $said.Count | Should -Be 1
        "$said" | Should -Match "^$($all.Count) weaker"
        @($results | ConvertTo-AnomalyIncident -MaxPerDay ([double]::MaxValue)).Count | Should -Be $all.Count
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
