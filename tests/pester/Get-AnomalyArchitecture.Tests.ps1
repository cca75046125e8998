Describe 'Get-AnomalyArchitecture' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
    }

    It 'lists every architecture once' {
        $all = Get-AnomalyArchitecture
        @($all.Architecture | ForEach-Object { "$_" } | Sort-Object) | Should -Be @(
            'BiLstm', 'Clstm', 'Ensemble', 'IsolationForest', 'Metric', 'NearestNeighbor', 'TokenFrequency', 'Transformer')
        @($all | Where-Object SeesFeatures).Count | Should -Be 3
        @($all | Where-Object NeedsWholeWindows).Architecture | Should -Be 'Ensemble'
    }

    It 'lists the parameters that New-AnomalyModel takes' {
        foreach ($architecture in Get-AnomalyArchitecture) {
            foreach ($option in $architecture.Options | Where-Object { $_.Parameter -and $_.Name -notin 'Members', 'ContextLength' }) {
                $given = @{ $option.Parameter = $option.Default }
                (New-AnomalyModel $architecture.Architecture @given).Spec.Options.($option.Name) | Should -Be $option.Default
            }
        }
    }

    It 'shows the values of a preset and a learning mode' {
        $published = Get-AnomalyArchitecture -Preset Published -Learning Supervised
        @($published.Architecture | ForEach-Object { "$_" }) | Should -Be 'Clstm', 'Transformer', 'BiLstm'
        ($published[1].Options | Where-Object Name -EQ Heads).Default | Should -Be 10
        $published[0].Options.Parameter | Should -Contain 'MultiClass'
        (Get-AnomalyArchitecture Clstm).Options.Parameter | Should -Not -Contain 'MultiClass'
    }

    It 'says why an architecture that is asked for has no such preset' {
        $found = Get-AnomalyArchitecture Ensemble, Clstm -Preset Published -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.Architecture | Should -Be 'Clstm'
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'ModelOptionInvalid,*'
    }

    It 'is readable' {
        $shown = Get-AnomalyArchitecture TokenFrequency | Out-String -Width 120
        $shown | Should -Match 'TokenFrequency +tokens +False +CountBy'
        (Get-AnomalyArchitecture IsolationForest).Options | Out-String -Width 120 | Should -Match 'Trees +Trees +Int32 +100'
    }
}
