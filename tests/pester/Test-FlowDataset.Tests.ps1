Describe 'Test-FlowDataset' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $flows = @(New-SampleFlow -Day 3 -HostCount 4 -Attack Exfiltration, PortScan)
        $cut = $flows[0].Start.Date.AddDays(2)
        $past = $flows.Where{ $_.Start -lt $cut }
        $night = $flows.Where{ $_.Start -ge $cut }
        $files = Join-Path $TestDrive 'flows'
        New-Item -ItemType Directory $files | Out-Null
        Write-ArgusFile (Join-Path $files 'past.binetflow') $past
        Write-ArgusFile (Join-Path $files 'night.binetflow') $night
    }

    It 'gives findings, the worst first' {
        $found = @($flows | Test-FlowDataset -Before $cut)
        $found | Should -BeOfType NetAnomaly.DatasetFinding
        $found[0].Remedy | Should -Not -BeNullOrEmpty
        $ranks = $found.ForEach{ [int] $_.Severity }
        $ranks | Should -Be ($ranks | Sort-Object -Descending)
        $found.Where{ $_.Check -eq 'BaseRate' -and $_.Subject -eq 'test' }[0].Figures.Share | Should -BeGreaterThan 0
        $found.Check | Should -Not -Contain 'StraddlingWindows'
        $found.Check | Should -Not -Contain 'TimeOverlap'
    }

    It 'takes training from flows and from files alike' {
        $split = @($flows | Test-FlowDataset -Before $cut).ForEach{ "$_" }
        @($night | Test-FlowDataset -Training $past).ForEach{ "$_" } | Should -Be $split
        $byPath = @(Test-FlowDataset "$files/night.*" -TrainingPath "$files/past.*").ForEach{ $_.Check }
        @(Test-FlowDataset -LiteralPath "$files/night.binetflow" -TrainingPath "$files/past.binetflow").ForEach{ $_.Check } | Should -Be $byPath
    }

    It 'finds what training and test share' {
        $found = @($night | Test-FlowDataset -Training $night[0..99])
        $found.Where{ $_.Check -eq 'Duplicates' -and $_.Subject -eq 'training and test' }[0].Figures.Flows | Should -BeGreaterOrEqual 100
        $found.Check | Should -Contain 'StraddlingWindows'
        $found[0].Severity | Should -Be 'Severe'
    }

    It 'looks at one part where there is no other' {
        $found = @($night | Test-FlowDataset -AnomalousLabel Port*)
        $found.Subject | Should -Not -Contain 'training'
        $found.Where{ $_.Check -eq 'BaseRate' }[0].Finding | Should -BeLike "$('{0:N0}' -f $night.Where{ $_.Label -eq 'PortScan' }.Count)*"
    }

    It 'warns of nothing' {
        @() | Test-FlowDataset -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings -join ' ' | Should -BeLike '*no flow*'
    }

    It 'says where a file is missing and goes on' {
        $found = Test-FlowDataset "$files/none.binetflow", "$files/night.binetflow" -ErrorAction SilentlyContinue -ErrorVariable errors
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound*'
        $found | Should -Not -BeNullOrEmpty
    }

    It 'reads well at the prompt' {
        $text = $night | Test-FlowDataset -Training $night[0..99] | Out-String -Width 120
        $text | Should -BeLike '*Severity*Check*Finding*'
        $night | Test-FlowDataset | Format-List | Out-String | Should -BeLike '*Remedy*'
    }
}
