Describe 'Get-FlowFormat' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $one = Join-Path $TestDrive 'one.txt'
        Write-ArgusFile $one @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 5)
        $packed = Join-Path $TestDrive 'packed.dat'
        Write-GzipFile $packed $one
    }

    It 'lists every format once, with what it is recognised by' {
        $formats = @(Get-FlowFormat)
        $formats[0] | Should -BeOfType NetAnomaly.FlowFormat
        ($formats.Name | Select-Object -Unique).Count | Should -Be $formats.Count
        foreach ($name in 'Argus', 'Zeek', 'Suricata', 'AwsVpc', 'Csv', 'Json') { $formats.Name | Should -Contain $name }
        foreach ($format in $formats) {
            $format.Description | Should -Not -BeNullOrEmpty
            $format.Recognition | Should -Not -BeNullOrEmpty
        }
    }

    It 'lists by name and by wildcard' {
        (Get-FlowFormat argus).Name | Should -Be 'Argus'
        (Get-FlowFormat Nf*).Name | Should -Contain 'NfdumpCsv'
        Get-FlowFormat Morse -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FlowFormatUnknown,*'
        @(Get-FlowFormat Morse*).Count | Should -Be 0
    }

    It 'says what a file is by its content' {
        $file = Get-FlowFormat -Path $packed
        $file | Should -BeOfType NetAnomaly.FlowFileFormat
        $file.Format | Should -Be 'Argus'
        $file.Packing | Should -Be 'gzip'
        $file.Header | Should -BeLike 'StartTime,*'
        (Get-FlowFormat -Path $one).Packing | Should -Be 'none'
    }

    It 'takes files from the pipeline and from directories' {
        @(Get-ChildItem $TestDrive -File | Get-FlowFormat).Count | Should -Be 2
        @($one, $packed | Get-FlowFormat).Count | Should -Be 2
        @(Get-FlowFormat -Path "$TestDrive" -Recurse).Count | Should -Be 2
    }

    It 'reports a file of no format and looks at the next' {
        $diary = Join-Path $TestDrive 'diary'
        Set-Content $diary 'Dear diary', 'today was a day.'
        @(Get-FlowFormat -Path $diary, $one -ErrorAction SilentlyContinue -ErrorVariable problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FlowFormatUnknown,*'
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Remove-Item $diary
    }

    It 'completes names' { Get-Completion 'Get-FlowFormat Suri' | Should -Be 'Suricata' }
}
