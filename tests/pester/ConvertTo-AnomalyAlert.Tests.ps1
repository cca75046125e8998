Describe 'ConvertTo-AnomalyAlert' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $flows = @(New-SampleFlow -Day 2 -HostCount 4 -Attack PortScan)
        $cut = $flows[0].Start.Date.AddDays(1)
        $model = $flows.Where{ $_.Start -lt $cut } |
            Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name office) -InformationAction Ignore
        $incidents = @($flows.Where{ $_.Start -ge $cut } | Test-FlowAnomaly $model -MaxPValue 0.01 |
                ConvertTo-AnomalyIncident -All | Select-Object -First 3)
        $alert = [NetAnomaly.AnomalyAlert]@{
            Version = 2; Action = 'Update'; Time = '2026-03-05T10:00:00Z'; Incident = $incidents[0]
        }
    }

    It 'writes one line for each incident as <_>' -ForEach 'Json', 'Ecs', 'Ocsf', 'Cef', 'Syslog', 'Stix' {
        $lines = @($incidents | ConvertTo-AnomalyAlert -As $_)
        $lines | Should -HaveCount 3
        foreach ($line in $lines) { $line | Should -BeOfType string; $line | Should -Not -Match '[\r\n]' }
    }

    It 'takes an incident for a new alert of version 1' {
        $json = $incidents[0] | ConvertTo-AnomalyAlert | ConvertFrom-Json
        $json.id | Should -Be $incidents[0].Id
        $json.version | Should -Be 1
        $json.action | Should -Be 'Raise'
        $json.incident.host | Should -Be $incidents[0].Host
    }

    It 'takes alerts, live, from CLIXML and from JSON' {
        $live = $alert | ConvertTo-AnomalyAlert
        $live | Should -Match '"version":2,"action":"Update","time":"2026-03-05T10:00:00\.000Z"'
        $file = Join-Path $TestDrive 'alert.xml'
        $alert | Export-Clixml $file
        Import-Clixml $file | ConvertTo-AnomalyAlert | Should -Be $live
        ConvertTo-Json $alert -Depth 8 -WarningAction Ignore | ConvertFrom-Json | ConvertTo-AnomalyAlert |
            Should -Be $live
        ConvertTo-AnomalyAlert -InputObject @($alert, $alert) | Should -Be @($live, $live)
    }

    It 'refuses <What> with <Id>, and takes the others' -ForEach @(
        @{ What = 'a text'; Id = 'InputNotAlerts' }
        @{ What = 'an incident without its conversations'; Id = 'InputIncomplete' }
        @{ What = 'a bad time'; Id = 'InputValueInvalid' }
    ) {
        $bad = switch ($Id) {
            'InputNotAlerts' { 'nonsense' }
            'InputIncomplete' { $incidents[0] | ConvertTo-Csv | ConvertFrom-Csv }
            'InputValueInvalid' {
                [pscustomobject]@{ Id = 'a'; Host = 'b'; Start = '31/31/26'; End = ''; Conversations = 0 }
            }
        }
        @($bad, $alert | ConvertTo-AnomalyAlert -ErrorVariable errors -ErrorAction SilentlyContinue) |
            Should -HaveCount 1
        @($errors).Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
