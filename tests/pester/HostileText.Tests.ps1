Describe 'Names from files' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
        $unseen = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u202a-\u202e\u2066-\u2069]"
        $path = Join-Path $PSScriptRoot '../NetAnomaly.Core.Tests/Fixtures/hostile-text.csv'
        $flows = @(Import-FlowData $path)
    }

    AfterAll { $PSStyle.OutputRendering = $rendering }

    It 'are kept as they were read' {
        $flows | Should -HaveCount 7
        $flows[3].State | Should -Match $unseen
    }

    It 'reach no <View>' -ForEach @(
        @{ View = 'table'; Show = { $flows } }
        @{ View = 'list'; Show = { $flows | Format-List } }
        @{ View = 'string'; Show = { "$flows" } }
        @{ View = 'table of conversations'; Show = { $flows | ConvertTo-FlowToken } }
        @{ View = 'list of conversations'; Show = { $flows | ConvertTo-FlowToken | Format-List } }
        @{ View = 'table of models'; Show = { New-AnomalyModel -Name "a`e[31mb" } }
        @{ View = 'list of models'; Show = { New-AnomalyModel -Name "a`e[31mb" | Format-List } }
    ) {
        (& $Show | Out-String -Width 200) | Should -Not -Match $unseen
    }

    It 'reach no error and no category' {
        Import-FlowData -LiteralPath "$TestDrive/a`e[31m`u{202e}.csv" -ErrorAction SilentlyContinue `
            -ErrorVariable errors
        $errors | Should -HaveCount 1
        ($errors[0] | Out-String) | Should -Not -Match $unseen
        $errors[0].Exception.Message | Should -Not -Match $unseen
        $errors[0].CategoryInfo.TargetName | Should -Not -Match $unseen
    }
}

Describe 'Folders of exports' {
    BeforeAll {
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $folder = New-Item -ItemType Directory "$TestDrive/exports"
        New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 5 | Export-FlowData "$folder/day.csv"
        New-Item -ItemType SymbolicLink "$folder/again.csv" -Target "$folder/day.csv" | Out-Null
        New-Item -ItemType SymbolicLink "$folder/up" -Target $folder | Out-Null
    }

    It 'are read once, whatever links lead to them, and end with a report' {
        $flows = @(Import-FlowData $folder -Recurse -InformationVariable information)
        $flows | Should -HaveCount 5
        $report = $information.Where({ $_.Tags -contains 'NetAnomaly.Import' }).MessageData
        $report.Flows | Should -Be 5
        $report.Files | Should -HaveCount 1
        $report.Files[0].Format | Should -Be 'Csv'
        $report.From | Should -Be $flows[0].Start
    }

    It 'without any file are an error' {
        $empty = New-Item -ItemType Directory "$TestDrive/empty"
        Import-FlowData $empty -Recurse -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -BeLike 'FlowFolderEmpty,*'
    }

    It 'with a pipe in them do not wait for it' -Skip:$IsWindows {
        mkfifo "$folder/pipe"
        @(Import-FlowData $folder -Recurse -WarningVariable warnings -WarningAction SilentlyContinue) |
            Should -HaveCount 5
        $warnings | Should -Match 'passed over'
        Import-FlowData "$folder/pipe" -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -BeLike 'FlowFileNotRegular,*'
    }
}
