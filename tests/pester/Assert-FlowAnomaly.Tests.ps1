Describe 'Assert-FlowAnomaly' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath) -Force
        $WarningPreference = 'SilentlyContinue'
        $flows = @(New-SampleFlow -Day 2 -HostCount 2)
        $model = $flows | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name office)
        $clean = @($flows | Test-FlowAnomaly $model -Threshold 1e6)[0..49]
        $found = @($flows | Test-FlowAnomaly $model -AlertBudget 3/day)
    }

    It 'passes on what is clean' {
        $passed = @($clean | Assert-FlowAnomaly)
        $passed.Count | Should -Be $clean.Count
        [object]::ReferenceEquals($passed[0], $clean[0]) | Should -BeTrue
    }

    It 'ends in AnomalyFound after its reports are written' {
        $nunit, $sarif = 'n.xml', 's.sarif' | ForEach-Object { Join-Path $TestDrive $_ }
        { $found | Assert-FlowAnomaly -NUnitPath $nunit -SarifPath $sarif } |
            Should -Throw -ErrorId 'AnomalyFound,*' -ExpectedMessage '*are anomalous:*'
        $count = @($found | Where-Object IsAnomaly).Count
        ([xml](Get-Content $nunit -Raw)).'test-run'.failed | Should -Be $count
        (Get-Content $sarif -Raw | ConvertFrom-Json).runs[0].results.Count | Should -Be $count
    }

    It 'takes incidents for findings, also such that were read back' {
        $incidents = @($found | ConvertTo-AnomalyIncident -All)
        { $incidents | Assert-FlowAnomaly } | Should -Throw -ErrorId 'AnomalyFound,*'
        { $incidents | ConvertTo-Json -Depth 2 -WarningAction Ignore | ConvertFrom-Json | Assert-FlowAnomaly } |
            Should -Throw -ErrorId 'AnomalyFound,*'
    }

    It 'ends in ScanUndetermined where nothing can be told, unless that is allowed' {
        { @() | Assert-FlowAnomaly } | Should -Throw -ErrorId 'ScanUndetermined,*'
        { @() | Assert-FlowAnomaly -AllowUndetermined } | Should -Not -Throw
        $unjudged = $clean | Select-Object WindowStart, Window, Score, PValue
        { $unjudged | Assert-FlowAnomaly } | Should -Throw -ErrorId 'ScanUndetermined,*'
        { $unjudged | Assert-FlowAnomaly -AllowUndetermined } | Should -Not -Throw
    }

    It 'counts what is no result as not judged' {
        { 'x', $clean[0] | Assert-FlowAnomaly -ErrorAction SilentlyContinue } |
            Should -Throw -ErrorId 'ScanUndetermined,*'
    }

    It 'replaces reports with -Force only, and gives its answer all the same' {
        $path = Join-Path $TestDrive 'there.xml'
        Set-Content $path there
        $clean | Assert-FlowAnomaly -NUnitPath $path -ErrorVariable errors -ErrorAction SilentlyContinue | Out-Null
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'ReportNotWritten,*'
        { $found | Assert-FlowAnomaly -NUnitPath $path -ErrorAction SilentlyContinue } |
            Should -Throw -ErrorId 'AnomalyFound,*'
        $clean | Assert-FlowAnomaly -NUnitPath $path -Force | Out-Null
        Get-Content $path -Raw | Should -Match 'test-run'
    }

    It 'writes no report with -WhatIf' {
        $path = Join-Path $TestDrive 'whatif.xml'
        $clean | Assert-FlowAnomaly -NUnitPath $path -WhatIf | Out-Null
        Test-Path $path | Should -BeFalse
    }

    It 'is Should -HaveNoAnomaly in Pester' {
        $clean | Should -HaveNoAnomaly
        $found | Should -Not -HaveNoAnomaly
        @() | Should -HaveNoAnomaly -AllowUndetermined
        { $found | Should -HaveNoAnomaly -Because 'it is a test' } |
            Should -Throw '*Expected no anomaly, because it is a test, but: *anomalous*'
        { @() | Should -HaveNoAnomaly } | Should -Throw '*Nothing came in*'
        { $clean | Should -Not -HaveNoAnomaly } | Should -Throw '*Expected an anomaly*'
    }
}
