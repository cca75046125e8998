Describe 'ConvertTo-FlowFeature' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 2000)
        $kddFile = Join-Path $TestDrive 'kdd.txt'
        Set-Content $kddFile @(100, 200, 300, 400, 5000 | ForEach-Object { Get-KddRow $_ })
        $kdd = @(Import-FlowData $kddFile)
    }

    It 'gives one vector per flow, in order' {
        $features = @($flows | ConvertTo-FlowFeature)
        $features.Count | Should -Be $flows.Count
        $features[0] | Should -BeOfType NetAnomaly.FlowFeature
        $features[-1].Flow | Should -Be $flows[-1]
        $features[0].Values.Count | Should -Be $features[0].Names.Count
        foreach ($value in $features[0..99].Values) { [math]::Abs($value) | Should -BeLessOrEqual 10 }
        foreach ($feature in $features[0..9]) { $feature.MostUnusual | Should -Match '^[a-z]' }
    }

    It 'has neither addresses nor times among the names' {
        ($flows | ConvertTo-FlowFeature | Select-Object -First 1).Names -match 'address|start|hour|source port' | Should -BeNullOrEmpty
    }

    It 'takes the columns that a data set brings' {
        $feature = $kdd | ConvertTo-FlowFeature | Select-Object -Last 1
        $feature.Names | Should -Contain 'src_bytes'
        $feature.Names | Should -Contain 'service=(other)'
        $feature.MostUnusual | Should -Be 'src_bytes 5,000'
    }

    It 'measures flows by the reference alone, one by one' {
        $alone = $flows[500] | ConvertTo-FlowFeature $flows[0..99]
        $among = @($flows[400..500] | ConvertTo-FlowFeature -Reference $flows[0..99])[-1]
        $among.Names | Should -Be $alone.Names
        $among.Values | Should -Be $alone.Values
        $taken = [System.Collections.Generic.List[object]]::new()
        $flows | ForEach-Object { $taken.Add($_); $_ } | ConvertTo-FlowFeature $flows[0..99] | Select-Object -First 1 | Out-Null
        $taken.Count | Should -Be 1
    }

    It 'puts categories that the reference never had in one column' {
        Set-Content (Join-Path $TestDrive 'odd.txt') (Get-KddRow 100 telnet)
        $odd = Import-FlowData (Join-Path $TestDrive 'odd.txt') | ConvertTo-FlowFeature $kdd
        $odd.Values[[array]::IndexOf($odd.Names, 'service=(other)')] | Should -Be 1
        $odd.MostUnusual | Should -Be 'service telnet'
    }

    It 'names flows of other columns and goes on' {
        $features = @($kdd[0], $flows[0], $kdd[4] | ConvertTo-FlowFeature -ErrorVariable errors -ErrorAction SilentlyContinue)
        $features.Count | Should -Be 2
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'FeaturesDiffer,*'
        $errors[0].TargetObject | Should -Be $flows[0]
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        @($flows[0], $kdd[0] | ConvertTo-FlowFeature $kdd -ErrorVariable errors -ErrorAction SilentlyContinue).Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'FeaturesDiffer,*'
    }

    It 'refuses a reference of several exports' {
        { $flows[0] | ConvertTo-FlowFeature ($flows[0], $kdd[0]) } | Should -Throw -ErrorId 'FeaturesDiffer,*'
    }

    It 'measures flows as a model sees them' {
        $forest = $flows[0..499] | Invoke-AnomalyTraining (New-AnomalyModel IsolationForest -Trees 3 -GroupBy Flow)
        $file = Join-Path $TestDrive 'forest.nam'
        $forest | Save-AnomalyModel $file -Force
        $fromModel = $flows[600] | ConvertTo-FlowFeature -Model $forest
        ($flows[600] | ConvertTo-FlowFeature -Model $file).Values | Should -Be $fromModel.Values
        $fromModel.Names | Should -Contain 'bytes'
    }

    It 'refuses a model that sees words' {
        $words = $flows | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency)
        { $flows[0] | ConvertTo-FlowFeature -Model $words } | Should -Throw -ErrorId 'ModelSeesNoFeatures,*'
    }

    It 'refuses flows that are all the same' {
        $schema = [NetAnomaly.FeatureSchema]::new('Own', [string[]] 'size', [string[]] @())
        $same = 1..3 | ForEach-Object { [NetAnomaly.FlowRecord]@{ Start = '2026-03-02'; Protocol = 'tcp'; SourceAddress = 'a'; DestinationAddress = 'b'; Features = [NetAnomaly.FlowFeatures]::new($schema, [float[]] 1, [string[]] @()) } }
        { $same | ConvertTo-FlowFeature } | Should -Throw -ErrorId 'NothingToFitOn,*'
    }

    It 'refuses what is no flow' {
        { 'text' | ConvertTo-FlowFeature -ErrorAction Stop } | Should -Throw
        { $flows[0] | ConvertTo-FlowFeature @() } | Should -Throw
    }

    It 'gives nothing for nothing' {
        @(@() | ConvertTo-FlowFeature) | Should -BeNullOrEmpty
    }

    It 'completes its parameters' {
        Get-Completion 'ConvertTo-FlowFeature -Ref' | Should -Be '-Reference'
    }
}
