Describe 'Import-AnomalyModel' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue' # small models cannot have small p-values, and say so
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 2000)
        $model = $flows | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name one)
        $one = Join-Path $TestDrive 'one.nam'
        $two = Join-Path $TestDrive 'two.nam'
        Save-AnomalyModel $one -Model $model
        Save-AnomalyModel $two -Model (New-AnomalyModel TokenFrequency -Name two)
        $broken = Join-Path $TestDrive 'broken.model'
        Set-Content $broken 'not a model'
    }

    It 'reads a model that scores as the one that was saved' {
        $read = Import-AnomalyModel $one
        $read.IsLoaded | Should -BeTrue
        $read.Path | Should -Be $one
        ($flows | Test-FlowAnomaly $read) -join "`n" | Should -BeExactly (($flows | Test-FlowAnomaly $model) -join "`n")
    }

    It 'reads an untrained model' {
        (Import-AnomalyModel $two).IsTrained | Should -BeFalse
    }

    It 'takes paths, wildcards, literal paths and the pipeline' {
        (Import-AnomalyModel (Join-Path $TestDrive '*.nam')).Name | Sort-Object | Should -Be 'one', 'two'
        (Import-AnomalyModel -LiteralPath $one).Name | Should -Be 'one'
        ($one, $two | Import-AnomalyModel).Name | Should -Be 'one', 'two'
        (Get-Item $one | Import-AnomalyModel).Name | Should -Be 'one'
    }

    It 'reports a file that is no model and reads the next' {
        $read = Import-AnomalyModel $broken, $one -ErrorAction SilentlyContinue -ErrorVariable problems
        $read.Name | Should -Be 'one'
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ModelFileUnusable,*'
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'reports a file that is missing' {
        Import-AnomalyModel (Join-Path $TestDrive 'missing.nam') -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        Import-AnomalyModel -LiteralPath (Join-Path $TestDrive 'missing.nam') -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
    }
}
