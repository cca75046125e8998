Describe 'Set-AnomalyThreshold' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $flows = @(New-SampleFlow -Day 2 -HostCount 2)
        $model = $flows | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name office)
        $results = @($flows | Test-FlowAnomaly $model -MaxPValue 0)
        $few = $results[0..199] # what is written out takes its explanation along, which costs time
    }

    It 'decides as Test-FlowAnomaly does, and keeps the order' -ForEach @(
        @{ Options = @{ AlertBudget = '7/day' } }
        @{ Options = @{ AlertBudget = '2/hour' } }
        @{ Options = @{ FalseDiscoveryRate = 0.4 } }
        @{ Options = @{ MaxPValue = 0.05 } }
        @{ Options = @{ Threshold = 3.5 } }
        @{ Options = @{ AlertBudget = '9/day'; MaxPValue = 0.004 } }
    ) {
        $again = @($results | Set-AnomalyThreshold @Options)
        $direct = @($flows | Test-FlowAnomaly $model @Options)
        $again.IsAnomaly | Should -Be $direct.IsAnomaly
        $again.Score | Should -Be $results.Score
        ($results | Where-Object IsAnomaly) | Should -BeNullOrEmpty -Because 'results are immutable'
    }

    It 'keeps to the budget on every day' {
        $alerts = $results | Set-AnomalyThreshold 5/day -AnomalyOnly -InformationVariable said
        $days = @($alerts | Group-Object { $_.WindowStart.Date })
        foreach ($day in $days) { @($day.Group.Host | Sort-Object -Unique).Count | Should -Be 5 }
        $said.MessageData.Alerts | Should -Be $alerts.Count
        $said.MessageData.Periods.Alerts | Should -Be @($days | ForEach-Object Count)
        $said.MessageData.Conversations | Should -Be $results.Count
        $said.Tags | Should -Contain 'NetAnomaly.Scan'
    }

    It 'takes results in any order' {
        $sorted = @($results | Sort-Object Score -Descending | Set-AnomalyThreshold 5/day -AnomalyOnly)
        $ordered = @($results | Set-AnomalyThreshold 5/day -AnomalyOnly)
        $sorted.Count | Should -Be $ordered.Count
        ($sorted.Reason | Sort-Object) | Should -Be ($ordered.Reason | Sort-Object)
    }

    It 'decides over results read back from <From>' -ForEach @(
        @{ From = 'JSON lines'; Back = { $few | Select-Object WindowStart, SourceAddress, Score, PValue, IsAnomaly | ForEach-Object { $_ | ConvertTo-Json -Compress } | ConvertFrom-Json } }
        @{ From = 'CSV'; Back = { $few | Select-Object WindowStart, SourceAddress, Score, PValue, IsAnomaly | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ From = 'CLIXML'; Back = { $few | Export-Clixml (Join-Path $TestDrive 'r.xml') -Depth 1; Import-Clixml (Join-Path $TestDrive 'r.xml') } }
    ) {
        $read = @(& $Back)
        $again = @($read | Set-AnomalyThreshold 5/day)
        $again.Count | Should -Be $few.Count
        $again.IsAnomaly | Should -Be @($few | Set-AnomalyThreshold 5/day).IsAnomaly
        $again[0].IsAnomaly | Should -BeOfType bool
        $again[0].SourceAddress | Should -Be $results[0].SourceAddress
        @($read | Where-Object { "$($_.IsAnomaly)" -eq 'True' }).Count | Should -Be 0 -Because 'copies are changed, not the input'
    }

    It 'writes an error for what is no result, and goes on' {
        $again = @($results[0], 'nonsense', [pscustomobject]@{ Score = 1 }, $results[1] | Set-AnomalyThreshold -MaxPValue 1 -ErrorVariable errors -ErrorAction SilentlyContinue)
        $again.Count | Should -Be 2
        $errors.FullyQualifiedErrorId | Should -BeLike 'InputNotResults,*'
        $errors.Count | Should -Be 2
    }

    It 'refuses a budget and a rate together' {
        { $results | Set-AnomalyThreshold 5/day -FalseDiscoveryRate 0.1 } | Should -Throw -ErrorId 'VerdictOptionInvalid,*'
        { $results | Set-AnomalyThreshold -FalseDiscoveryRate 1.5 } | Should -Throw -ErrorId 'VerdictOptionInvalid,*'
    }

    It 'says what a budget looks like where <Text> is given' -ForEach @{ Text = '20' }, @{ Text = '20/year' }, @{ Text = '0/day' }, @{ Text = 'many/day' } {
        { $results | Set-AnomalyThreshold $Text } | Should -Throw '*20/day*'
    }
}
