Describe 'Get-FlowTokenNeighbor' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 2000)
        $model = $flows | Invoke-AnomalyTraining (New-AnomalyModel -Name words -Architecture Clstm -Scheme ProtoByte, ServicePort -MaxWords 16) -Epoch 1
        $words = @($flows | ConvertTo-FlowToken -Scheme ProtoByte | ForEach-Object Tokens | Group-Object -NoElement | Sort-Object Count, Name -Descending).Name
    }

    It 'gives the nearest words first, never the word itself' {
        $found = @(Get-FlowTokenNeighbor $model -Token $words[0] -Count 5)
        $found | Should -HaveCount 5
        $found[0] | Should -BeOfType NetAnomaly.FlowTokenNeighbor
        $found.Token | Select-Object -Unique | Should -Be $words[0]
        $found.Neighbor | Should -Not -Contain $words[0]
        $found.Scheme | Select-Object -Unique | Should -Be 'ProtoByte'
        $found.Similarity | Should -Be ($found.Similarity | Sort-Object -Descending)
        $found.Similarity | ForEach-Object { $_ | Should -BeLessOrEqual 1; $_ | Should -BeGreaterOrEqual -1 }
    }

    It 'is as near one way as the other' {
        $there = Get-FlowTokenNeighbor $model $words[0] -Count 1
        $back = Get-FlowTokenNeighbor $model $there.Neighbor -Count 100 | Where-Object Neighbor -EQ $words[0]
        $back.Similarity | Should -Be $there.Similarity
    }

    It 'reads a model from its file and takes words from the pipeline' {
        $file = Join-Path $TestDrive 'words.nam'
        Save-AnomalyModel $file -Model $model
        $found = @($words[0..1] | Get-FlowTokenNeighbor $file -Count 2)
        $found.Token | Should -Be $words[0], $words[0], $words[1], $words[1]
        $found.Similarity | Should -Be @($words[0..1] | Get-FlowTokenNeighbor $model -Count 2).Similarity
    }

    It 'asks the scheme that is named' {
        $ports = @(Get-FlowTokenNeighbor $model -Token 443 -Scheme ServicePort -Count 3)
        $ports | Should -HaveCount 3
        $ports.Scheme | Select-Object -Unique | Should -Be 'ServicePort'
        Get-FlowTokenNeighbor $model -Token 443 -Scheme ProtoByte -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'TokenUnknown,*'
    }

    It 'completes schemes' {
        Get-Completion 'Get-FlowTokenNeighbor $model t9 -Scheme Serv' | Should -Contain 'ServicePort'
    }

    It 'warns of a word that the model does not tell from others' {
        $known = @(Get-FlowTokenNeighbor $model $words[0] -Scheme ProtoByte -Count 100).Neighbor
        $rare = $words | Where-Object { $_ -notin $known -and $_ -ne $words[0] } | Select-Object -First 1
        $rare | Should -Not -BeNullOrEmpty
        $found = @(Get-FlowTokenNeighbor $model $rare -Count 3 -WarningVariable warnings)
        $found | Should -HaveCount 3
        $warnings[0].Message | Should -Match "'$rare' \(ProtoByte\).*-MaxWords"
    }

    It 'goes on after a word that training never saw' {
        $found = @('z99', $words[0] | Get-FlowTokenNeighbor $model -Count 1 -ErrorAction SilentlyContinue -ErrorVariable problems)
        $found.Token | Should -Be $words[0]
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'TokenUnknown,*'
        $problems[0].TargetObject | Should -Be 'z99'
        $problems[0].ErrorDetails.RecommendedAction | Should -Match 'ConvertTo-FlowToken'
    }

    It 'asks a classifier as well' {
        $labelled = New-SampleFlow -Day 1 -HostCount 2 -Attack PortScan
        $classifier = $labelled | Invoke-AnomalyTraining (New-AnomalyModel Clstm -Learning Supervised -EmbeddingSize 8 -HiddenSize 8) -Epoch 0
        @(Get-FlowTokenNeighbor $classifier 443 -Count 2).Scheme | Should -Be 'ServicePort', 'ServicePort'
    }

    It 'refuses a model without vectors, one without that scheme, and one that is not trained' {
        $counts = $flows | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name counts)
        { Get-FlowTokenNeighbor $counts t9 } | Should -Throw -ErrorId 'NoWordVectors,*'
        { Get-FlowTokenNeighbor $model SF -Scheme State } | Should -Throw -ErrorId 'SchemeNotInModel,*'
        { Get-FlowTokenNeighbor (New-AnomalyModel TokenFrequency) t9 } | Should -Throw -ErrorId 'ModelNotTrained,*'
        { Get-FlowTokenNeighbor (Join-Path $TestDrive 'missing.nam') t9 } | Should -Throw -ErrorId 'FileNotFound,*'
    }
}
