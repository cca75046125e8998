Describe 'Export-FlowData' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 50)
    }

    It 'writes <Format>, which is read again as it was' -ForEach @{ Format = 'Csv' }, @{ Format = 'JsonLines' }, @{ Format = 'Zeek' } {
        $path = Join-Path $TestDrive "out.$Format"
        $flows | Export-FlowData $path -Format $Format | Should -BeNullOrEmpty
        $again = @(Import-FlowData $path)
        $again.Count | Should -Be 50
        foreach ($name in 'Start', 'Duration', 'Protocol', 'SourceAddress', 'SourcePort', 'DestinationAddress', 'DestinationPort', 'Bytes', 'SourceBytes', 'Packets', 'SourcePackets', 'State', 'Service', 'Label') {
            $again.$name | Should -Be $flows.$name -Because $name
        }
    }

    It 'hands on the file with -PassThru' {
        ($flows | Export-FlowData (Join-Path $TestDrive 'passed.csv') -PassThru).Name | Should -Be 'passed.csv'
    }

    It 'replaces a file only with -Force' {
        $path = Join-Path $TestDrive 'kept.csv'
        Set-Content $path 'mine'
        { $flows | Export-FlowData $path } | Should -Throw -ErrorId 'FlowFileNotWritten,*'
        Get-Content $path | Should -Be 'mine'
        $flows | Export-FlowData $path -Force
        @(Import-FlowData $path).Count | Should -Be 50
    }

    It 'reports a folder that is not there' {
        { $flows | Export-FlowData (Join-Path $TestDrive 'none/out.csv') } | Should -Throw -ErrorId 'FlowFileNotWritten,*'
    }

    It 'writes nothing with -WhatIf' {
        $path = Join-Path $TestDrive 'never.csv'
        $flows | Export-FlowData $path -WhatIf
        $path | Should -Not -Exist
    }

    It 'leaves nothing where the pipeline is stopped' {
        $folder = Join-Path $TestDrive 'stopped'
        New-Item -ItemType Directory $folder | Out-Null
        { $flows | ForEach-Object { if ($_ -eq $flows[20]) { throw 'enough' }; $_ } | Export-FlowData (Join-Path $folder 'out.csv') } | Should -Throw 'enough'
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'completes formats' { Get-Completion 'Export-FlowData x -Format ' | Should -Contain 'Zeek' }
}
