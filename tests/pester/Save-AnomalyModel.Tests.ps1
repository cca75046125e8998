Describe 'Save-AnomalyModel' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $model = New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 2000 | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name saved)
    }

    It 'writes a file that can be read again' {
        $path = Join-Path $TestDrive 'a.nam'
        $model | Save-AnomalyModel $path | Should -BeNullOrEmpty
        (Import-AnomalyModel $path).Provenance.DataHash | Should -Be $model.Provenance.DataHash
    }

    It 'finds relative paths and PowerShell drives' {
        Push-Location $TestDrive
        try { Save-AnomalyModel ./relative.nam -Model $model } finally { Pop-Location }
        Join-Path $TestDrive 'relative.nam' | Should -Exist
        Save-AnomalyModel TestDrive:/drive.nam -Model $model
        Join-Path $TestDrive 'drive.nam' | Should -Exist
    }

    It 'hands the model on with -PassThru' {
        $model | Save-AnomalyModel (Join-Path $TestDrive 'b.nam') -PassThru | Should -Be $model
    }

    It 'replaces a file only with -Force' {
        $path = Join-Path $TestDrive 'c.nam'
        Set-Content $path 'mine'
        Save-AnomalyModel $path -Model $model -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ModelFileNotWritten,*'
        Get-Content $path | Should -Be 'mine'
        Save-AnomalyModel $path -Model $model -Force
        (Get-AnomalyModel $path).Name | Should -Be 'saved'
    }

    It 'writes nothing with -WhatIf' {
        $path = Join-Path $TestDrive 'd.nam'
        Save-AnomalyModel $path -Model $model -WhatIf
        $path | Should -Not -Exist
    }

    It 'says what is wrong with a folder that does not exist' {
        Save-AnomalyModel (Join-Path $TestDrive 'no/where.nam') -Model $model -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ModelFileNotWritten,*'
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike '*folder*'
    }

    It 'leaves nothing half-written' {
        @(Get-ChildItem $TestDrive -Filter *.tmp).Count | Should -Be 0
    }

    It 'refuses a model that was disposed' {
        $gone = New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 200 | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency)
        $gone.Dispose()
        Save-AnomalyModel (Join-Path $TestDrive 'e.nam') -Model $gone -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'ModelNotLoaded,*'
    }
}
