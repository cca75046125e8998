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

    It 'prints what was published beside what was measured' {
        $text = $rows | Out-String -Width 120
        $text | Should -Match 'Unsupervised\s+Clstm\s+ProtoByte\s+Clean\s+\.82 / [01]\.\d{3}'
        $text | Should -Match 'Supervised\s+Clstm\s+ProtoByte\s+All\s+- / [01]\.\d{3}\s+\.951 to \.959 / [01]\.\d{3}\s+\.873 / '
    }

    It 'compares with figures of the same words only, and measures networks of which none were published' {
        $others = @(& $script -Path $TestDrive/*.xml -Architecture Clstm, BiLstm -Learning Supervised -Scheme ServicePort -Epoch 0 -TestHour 2 -ModulePath $manifestPath)
        $others.Architecture | Should -Be 'Clstm', 'BiLstm'
        $others.PublishedAccuracy | Should -Be '.951 to .959'
        $others.ForEach{ "$($_.PublishedF1)" } | Should -Be '', ''
        $others[1].TestedOn | Should -Not -Be $others[0].TestedOn
    }

    It 'counts a flow that stands in two files once' {
        $copies = (New-Item -ItemType Directory (Join-Path $TestDrive 'copies')).FullName
        Copy-Item $TestDrive/TestbedTueJun15Flows.xml $copies/TestbedTueJun15-1Flows.xml
        Copy-Item $TestDrive/TestbedTueJun15Flows.xml $copies/TestbedTueJun15-2Flows.xml
        $options = @{ Architecture = 'Clstm'; Learning = 'Supervised'; Scheme = 'ProtoByte'; Epoch = 0; TestHour = 2; ModulePath = $manifestPath; Verbose = $true }
        $once = & $script -Path $copies/*-1Flows.xml @options 4>&1 | Where-Object { "$_" -like '* conversations in *' }
        $twice = & $script -Path $copies/*.xml @options 4>&1 | Where-Object { "$_" -like '* flows, * of them twice*' -or "$_" -like '* conversations in *' }
        "$($twice[-1])" | Should -Be "$once"
        "$($twice[0])" | Should -Match '^(\d+) flows, \1 of them twice'
    }

    It 'runs the Transformer and the other scheme too' {
        $rows = @(& $script -Path $TestDrive/*Jun15*.xml -Architecture Transformer -Learning Unsupervised -Scheme ServicePort -Epoch 0 -Latest -ModulePath $manifestPath)
        $rows.Architecture | Should -Be 'Transformer', 'Transformer', 'Transformer'
        $rows.Scheme | Sort-Object -Unique | Should -Be 'ServicePort'
    }

    It 'says when there is nothing to read, to find or to call normal' {
        { & $script -Path $TestDrive/missing/*.xml -ModulePath $manifestPath 2>$null } | Should -Throw '*not one flow*'
        Write-IscxFile (Join-Path $TestDrive 'calm.xml') $flows.Where{ $_.Label -eq 'Normal' }[0..2000]
        { & $script -Path $TestDrive/calm.xml -ModulePath $manifestPath } | Should -Throw '*tagged Attack: there is nothing to find*'
        Write-IscxFile (Join-Path $TestDrive 'storm.xml') $flows.Where{ $_.Label -ne 'Normal' }
        { & $script -Path $TestDrive/storm.xml -ModulePath $manifestPath } | Should -Throw '*nothing says what is normal*'
    }

    It 'uses what can be read of a file that breaks off' {
        $whole = [System.IO.File]::ReadAllText((Join-Path $TestDrive 'TestbedTueJun15Flows.xml'))
        [System.IO.File]::WriteAllText((Join-Path $TestDrive 'TestbedTueJun15-brokenFlows.xml'), $whole.Substring(0, $whole.Length - 2000))
        $row = & $script -Path $TestDrive/*broken*.xml -Architecture Clstm -Learning Supervised -Scheme ProtoByte -Epoch 0 -TestHour 2 -ModulePath $manifestPath 2>$null
        $row.TestedOn | Should -BeGreaterThan 0
    }

    It 'says when there is too little to divide' {
        Write-IscxFile (Join-Path $TestDrive 'short.xml') (@($flows[0]) + $flows.Where({ $_.Label -ne 'Normal' }, 'First'))
        { & $script -Path $TestDrive/short.xml -ModulePath $manifestPath } | Should -Throw '*too few to train*'
    }
}
