Describe 'Get-AnomalyModel' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue' # small models cannot have small p-values, and say so
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 2000)
        $one = Join-Path $TestDrive 'one.nam'
        $model = $flows | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name one)
        Save-AnomalyModel $one -Model $model
        Save-AnomalyModel (Join-Path $TestDrive 'two.nam') -Model (New-AnomalyModel TokenFrequency -Name two)
    }

    It 'describes a model without loading it' {
        $described = Get-AnomalyModel $one
        $described.IsTrained | Should -BeTrue
        $described.IsLoaded | Should -BeFalse
        $described.Path | Should -Be $one
        $described.Provenance.DataHash | Should -Be $model.Provenance.DataHash
        $described.TrainedAt.Kind | Should -Be 'Utc'
    }

    It 'gives a description that can be scored with' {
        ($flows | Test-FlowAnomaly (Get-AnomalyModel $one)).Count | Should -Be ($flows | Test-FlowAnomaly $model).Count
    }

    It 'takes wildcards, literal paths and the pipeline' {
        (Get-AnomalyModel (Join-Path $TestDrive '*.nam')).Name | Sort-Object | Should -Be 'one', 'two'
        (Get-AnomalyModel -LiteralPath $one).Name | Should -Be 'one'
        (Get-ChildItem $TestDrive -Filter *.nam | Get-AnomalyModel).Name | Sort-Object | Should -Be 'one', 'two'
    }

    It 'reports what is missing or no model' {
        Get-AnomalyModel (Join-Path $TestDrive 'missing.nam') -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        $broken = Join-Path $TestDrive 'broken'
        Set-Content $broken 'not a model'
        Get-AnomalyModel $broken -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ModelFileUnusable,*'
    }
}
