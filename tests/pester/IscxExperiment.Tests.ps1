Describe 'The published experiment' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        $manifestPath = Get-ModulePath
        Import-Module $manifestPath
        $WarningPreference = 'SilentlyContinue'
        $script = Join-Path (Get-RepositoryRoot) 'examples/IscxExperiment.ps1'

        # Two days as two files of the data set; the second is the DDoS day.
        $flows = @(New-SampleFlow -Day 2 -HostCount 2 -Attack PortScan, DDoS)
        $second = $flows[0].Start.Date.AddDays(1)
        Write-IscxFile (Join-Path $TestDrive 'TestbedMonJun14Flows.xml') $flows.Where{ $_.Start -lt $second }
        Write-IscxFile (Join-Path $TestDrive 'TestbedTueJun15Flows.xml') $flows.Where{ $_.Start -ge $second }
        $conversations = @($flows | ConvertTo-FlowToken)
        $rows = @(& $script -Path $TestDrive/*.xml -Architecture Clstm -Scheme ProtoByte -Epoch 1 -TestHour 2 -ModulePath $manifestPath)
    }

    It 'measures every training set and both regimes, the published figures beside' {
        $rows.ForEach{ "$($_.Learning) $($_.Training) $($_.PublishedRocAuc)$($_.PublishedAccuracy)" } |
            Should -Be 'Unsupervised Dirty .75', 'Unsupervised Clean .82', 'Unsupervised NoDDoS .80', 'Supervised All .951 to .959'
        foreach ($row in $rows) {
            $row.RocAuc | Should -BeGreaterThan 0
            $row.RocAuc | Should -BeLessOrEqual 1
            $row.Epochs | Should -Be 1
        }
    }

    It 'tests on hours that it has not trained on, all attacks among them' {
        $rows.ForEach{ $_.TrainedOn + $_.TestedOn }[0] | Should -Be $conversations.Count
        $rows.TestedOn | Sort-Object -Unique | Should -HaveCount 1
        $rows[0].BaseRate | Should -BeGreaterThan 0
    }

    It 'leaves attacks out of Clean, and those of the DDoS day out of NoDDoS' {
        $clean, $noDDoS, $dirty = $rows[1].TrainedOn, $rows[2].TrainedOn, $rows[0].TrainedOn
        $clean | Should -BeLessThan $dirty
        $noDDoS | Should -BeLessOrEqual $dirty
        $noDDoS | Should -BeGreaterOrEqual $clean
    }

    It 'runs the Transformer and the other scheme too' {
        $rows = @(& $script -Path $TestDrive/*Jun14*.xml -Architecture Transformer -Learning Unsupervised -Scheme ServicePort -Epoch 0 -Latest -ModulePath $manifestPath)
        $rows.Architecture | Should -Be 'Transformer', 'Transformer', 'Transformer'
        $rows.Scheme | Sort-Object -Unique | Should -Be 'ServicePort'
    }

    It 'says when there is too little to divide' {
        Write-IscxFile (Join-Path $TestDrive 'short.xml') $flows[0..2]
        { & $script -Path $TestDrive/short.xml -ModulePath $manifestPath } | Should -Throw '*too few to train*'
    }
}
