Describe 'The memory of scans' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $flows = @(New-SampleFlow -Day 4 -HostCount 5 -Attack Beacon)
        $cut = $flows[0].Start.Date.AddDays(3)
        $model = $flows.Where{ $_.Start -lt $cut } | Invoke-AnomalyTraining (New-AnomalyModel) -InformationAction Ignore
        $day = $flows.Where{ $_.Start -ge $cut }
        $noon = $cut.AddHours(12)
        $morning, $evening = $day.Where({ $_.Start -lt $noon }, 'Split')
        $state = Join-Path $TestDrive 'office.state'
        function Select-Facts($Results) { @($Results | ForEach-Object { "$($_.Id) $($_.Score) $($_.ExpectedPerDay)" }) }
    }

    BeforeEach { Remove-Item $state -ErrorAction Ignore }

    It 'goes on where the last scan ended, as if both were one' {
        $whole = @($day | Test-FlowAnomaly $model).Where{ $_.WindowStart -ge $noon }
        $null = $morning | Test-FlowAnomaly $model -StatePath $state
        $second = @($evening | Test-FlowAnomaly $model -StatePath $state)
        Select-Facts $second | Should -Be (Select-Facts $whole)
        Select-Facts ($evening | Test-FlowAnomaly $model) | Should -Not -Be (Select-Facts $second)
    }

    It 'refuses windows that were judged before, and leaves the file as it is' {
        $null = $morning | Test-FlowAnomaly $model -StatePath $state
        $before = (Get-FileHash $state).Hash
        { $morning | Test-FlowAnomaly $model -StatePath $state } | Should -Throw -ErrorId 'ScanStateUnusable,*'
        (Get-FileHash $state).Hash | Should -Be $before
    }

    It 'refuses a file that is damaged, empty or of another training' -ForEach 'damaged', 'empty', 'other' {
        switch ($_) {
            'damaged' { 'no memory at all' | Set-Content $state }
            'empty' { $null = New-Item $state }
            'other' {
                $other = $morning | Invoke-AnomalyTraining (New-AnomalyModel) -InformationAction Ignore
                $null = $morning | Test-FlowAnomaly $other -StatePath $state
            }
        }
        { $evening | Test-FlowAnomaly $model -StatePath $state } | Should -Throw -ErrorId 'ScanStateUnusable,*'
    }

    It 'says so where it cannot be written' {
        $nowhere = Join-Path $TestDrive 'none/office.state'
        $null = $morning |
            Test-FlowAnomaly $model -StatePath $nowhere -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | Should -BeLike 'ScanStateUnusable,*'
    }

    It 'is not kept of a scan that ends with its first anomaly, nor by models that keep nothing' {
        { $morning | Test-FlowAnomaly $model -StatePath $state -Quiet } |
            Should -Throw -ErrorId 'VerdictOptionInvalid,*'
        $counts = $flows.Where{ $_.Start -lt $cut } |
            Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency) -InformationAction Ignore
        $null = $morning | Test-FlowAnomaly $counts -StatePath $state -WarningVariable warned 3>$null
        "$warned" | Should -BeLike '*keeps no memory*'
        Test-Path $state | Should -BeFalse
    }
}
