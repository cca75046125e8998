Describe 'Add-AnomalyReference' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 -Attack PortScan)
        $normal, $scan = $flows.Where({ $_.Label -eq 'Normal' }, 'Split')
        $model = $normal[0..999] | Invoke-AnomalyTraining (New-AnomalyModel Metric -GroupBy Flow) -Epoch 1
        $taught = $scan[0..4] | Add-AnomalyReference $model PortScan
        $rest = $scan[5..30]
    }

    It 'names flows of the new class, and scores them higher' {
        $before = @($rest | Test-FlowAnomaly $model)
        $after = @($rest | Test-FlowAnomaly $taught)
        $before.Predicted | Should -Not -Contain 'PortScan'
        $after.Predicted | Should -Contain 'PortScan'
        ($after.Score | Measure-Object -Average).Average | Should -BeGreaterThan ($before.Score | Measure-Object -Average).Average
    }

    It 'leaves the model as it was' {
        $model.Provenance.AddedClasses | Should -BeNullOrEmpty
        $taught.Provenance.AddedClasses | Should -Be 'PortScan'
        $taught.Dispose()
        @($rest[0] | Test-FlowAnomaly $model).Count | Should -Be 1
        $script:taught = $scan[0..4] | Add-AnomalyReference $model PortScan
    }

    It 'keeps what was taught in the file' {
        $file = Join-Path $TestDrive 'taught.nam'
        $taught = $scan[0..4] | Add-AnomalyReference $model PortScan
        $taught | Save-AnomalyModel $file -Force
        (Get-AnomalyModel $file).Provenance.AddedClasses | Should -Be 'PortScan'
        $loaded = Import-AnomalyModel $file
        @($rest | Test-FlowAnomaly $loaded).Score | Should -Be @($rest | Test-FlowAnomaly $taught).Score
        $again = $scan[5..7] | Add-AnomalyReference $file PortScan
        $again.Provenance.AddedClasses | Should -Be 'PortScan'
    }

    It 'refuses a model that keeps no reference points' {
        $words = $normal[0..99] | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency)
        { $scan[0] | Add-AnomalyReference $words PortScan } | Should -Throw -ErrorId 'ModelKeepsNoReferences,*'
    }

    It 'refuses a class without a name' {
        { $scan[0] | Add-AnomalyReference $model ' ' } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
