Describe 'The module' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        $manifestPath = Get-ModulePath
        Import-Module $manifestPath
        $manifest = Import-PowerShellDataFile $manifestPath
        $pwsh, [string[]] $shell = Get-ShellCommand
    }

    It 'has a manifest that PowerShell accepts' {
        $tested = Test-ModuleManifest $manifestPath -ErrorAction Stop
        $tested.Version | Should -Be '0.1.0'
        $tested.PowerShellVersion | Should -Be '7.6'
        $tested.CompatiblePSEditions | Should -Be 'Core'
        $tested.Description | Should -Not -BeNullOrEmpty
    }

    It 'exports exactly what the manifest lists, and no wildcards' {
        $exported = (Get-Command -Module NetAnomaly).Name | Sort-Object
        $exported | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        foreach ($list in 'CmdletsToExport', 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport') {
            "$($manifest[$list])" | Should -Not -BeLike '*[*]*'
        }
        (Get-Command -Module NetAnomaly).CommandType | Select-Object -Unique | Should -Be 'Cmdlet'
    }

    It 'exports every cmdlet class' {
        $assembly = (Get-Command Import-FlowData).ImplementingType.Assembly
        $classes = $assembly.GetExportedTypes().Where{ $_.IsSubclassOf([System.Management.Automation.Cmdlet]) -and -not $_.IsAbstract }
        $classes.Count | Should -Be $manifest.CmdletsToExport.Count
        $classes.IsSealed | Should -Not -Contain $false
    }

    It 'is the source of its cmdlets' {
        (Get-Command Import-FlowData).Source | Should -Be 'NetAnomaly'
        (Get-Command Import-FlowData).ModuleName | Should -Be 'NetAnomaly'
    }

    It 'uses approved verbs, singular nouns and says what comes out' {
        $verbs = (Get-Verb).Verb
        foreach ($command in Get-Command -Module NetAnomaly) {
            $verbs | Should -Contain $command.Verb
            $command.Noun | Should -Not -Match '[^s]s$'
            $command.OutputType.Count | Should -BeGreaterThan 0 -Because $command.Name
        }
    }

    It 'takes one parameter from the pipeline per parameter set' {
        foreach ($command in Get-Command -Module NetAnomaly) {
            foreach ($set in $command.ParameterSets) {
                @($set.Parameters.Where{ $_.ValueFromPipeline }).Count | Should -BeLessOrEqual 1 -Because "$($command.Name) $($set.Name)"
            }
        }
    }

    It 'supports -WhatIf where a file is written' {
        foreach ($name in 'Import-FlowData', 'Save-AnomalyModel') {
            (Get-Command $name).Parameters.Keys | Should -Contain 'WhatIf'
        }
    }

    It 'keeps its libraries out of the default load context' {
        Import-FlowData (Join-Path $TestDrive 'none') -ErrorAction Ignore
        $csv = Join-Path $TestDrive 'a.csv'
        Set-Content $csv 'Start,Source,Destination', '2026-03-02,a,b'
        Import-FlowData $csv -ColumnMap @{ Start = 'Start'; Source = 'Source'; Destination = 'Destination' } | Should -HaveCount 1
        $default = [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.ForEach{ $_.GetName().Name }
        $private = [System.Runtime.Loader.AssemblyLoadContext]::All.Where{ $_.Name -eq 'NetAnomaly' }
        $private.Count | Should -Be 1
        $own = $private[0].Assemblies.ForEach{ $_.GetName().Name }
        foreach ($name in 'NetAnomaly.PowerShell', 'NetAnomaly.Core', 'CsvHelper') {
            $own | Should -Contain $name
            $default | Should -Not -Contain $name
        }
        $default | Should -Contain 'NetAnomaly.Shared'
        $own | Should -Not -Contain 'NetAnomaly.Shared'
    }

    It 'loads no engine at import' {
        $loaded = & $pwsh @shell -NoProfile -NonInteractive -Command "Import-Module '$manifestPath'; [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ `$_.GetName().Name }"
        $loaded | Should -Contain 'NetAnomaly.PowerShell'
        $loaded | Should -Not -Contain 'NetAnomaly.Tensors'
        $loaded | Should -Not -Contain 'CsvHelper'
    }

    It 'works after Remove-Module, and after Import-Module -Force' {
        $script = "
            Import-Module '$manifestPath'; Remove-Module NetAnomaly
            if (Get-Command Import-FlowData -ErrorAction Ignore) { 'still there' }
            Import-Module '$manifestPath'; (Get-Command -Module NetAnomaly).Count
            Import-Module '$manifestPath' -Force; (Get-Command -Module NetAnomaly).Count
            Import-Module '$manifestPath' -Force; (Get-Command -Module NetAnomaly).Count
            @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 2).Count"
        $count = $manifest.CmdletsToExport.Count
        & $pwsh @shell -NoProfile -NonInteractive -Command $script | Should -Be $count, $count, $count, 2
    }

    It 'works in many runspaces at once, in one load context' {
        $script = "
            1..6 | ForEach-Object -ThrottleLimit 6 -Parallel {
                Import-Module '$manifestPath'
                @(New-SampleFlow -Day 1 -HostCount 2 | ConvertTo-FlowToken | Select-Object -First 3).Count
            }
            @([System.Runtime.Loader.AssemblyLoadContext]::All.Where{ `$_.Name -eq 'NetAnomaly' }).Count"
        & $pwsh @shell -NoProfile -NonInteractive -Command $script | Should -Be 3, 3, 3, 3, 3, 3, 1
    }

    It 'hands objects from one runspace to another' {
        $model = New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 500 | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency)
        $counts = 1..2 | ForEach-Object -Parallel {
            Import-Module $using:manifestPath
            @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 500 | Test-FlowAnomaly $using:model -WarningAction SilentlyContinue).Count
        }
        $counts[0] | Should -BeGreaterThan 0
        $counts[1] | Should -Be $counts[0]
    }

    It 'documents each ErrorId' {
        $ids = (Get-Command Import-FlowData).ImplementingType.Assembly.GetType('NetAnomaly.PowerShell.Binding.ErrorIds').GetFields([System.Reflection.BindingFlags] 'Public, Static').Name
        $page = Get-Content (Join-Path (Get-RepositoryRoot) 'docs/errors.md') -Raw
        $documented = [regex]::Matches($page, '(?m)^\| `(\w+)`').ForEach{ $_.Groups[1].Value }
        $documented | Sort-Object | Should -Be ($ids | Sort-Object)
    }
}
