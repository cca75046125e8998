Describe 'New-AnomalyModel' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
    }

    It 'describes the baseline where nothing is asked for' {
        $model = New-AnomalyModel
        $model | Should -BeOfType NetAnomaly.AnomalyModel
        $model.Architecture | Should -Be 'TokenFrequency'
        $model.Name | Should -Be 'TokenFrequency'
        $model.Schemes | Should -Be 'ProtoByte'
        $model.IsTrained | Should -BeFalse
    }

    It 'keeps every option' {
        $options = @{
            Architecture = 'Clstm'; Learning = 'Unsupervised'; Name = 'net'; Scheme = 'ServicePort', 'State'; GroupBy = 'Source'; WindowHours = 6; Aggregate = 'Max'
            Seed = 7; EmbeddingSize = 16; HiddenSize = 24; ConvolutionLayers = 1; KernelSize = 5; RecurrentLayers = 2; Dropout = 0.25
        }
        $spec = (New-AnomalyModel @options).Spec
        foreach ($name in $options.Keys) {
            $property = if ($name -eq 'Scheme') { 'Schemes' } else { $name }
            $spec.$property | Should -Be $options[$name] -Because $name
        }
        (New-AnomalyModel -CountBy SourceHost).Spec.CountBy | Should -Be 'SourceHost'
    }

    It 'warns of an option that has no effect' {
        New-AnomalyModel TokenFrequency -HiddenSize 8 -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike '-HiddenSize has no effect*'
        New-AnomalyModel Clstm -CountBy Flow -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike '-CountBy has no effect*'
    }

    It 'says what an option may be' {
        { New-AnomalyModel Clstm -Dropout 1 } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel -Scheme State, State } | Should -Throw -ErrorId 'ModelOptionInvalid,*'
        { New-AnomalyModel -WindowHours 5 } | Should -Throw
    }

    It 'completes the names of architectures and schemes' {
        Get-Completion 'New-AnomalyModel -Architecture C' | Should -Be 'Clstm'
        Get-Completion 'New-AnomalyModel -Scheme Pack' | Should -Be 'Packets'
    }
}
