Describe 'Measure-AnomalyModel' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $flows = @(New-SampleFlow -Day 3 -HostCount 4 -Attack Exfiltration, PortScan)
        $cut = $flows[0].Start.Date.AddDays(2)
        $past = $flows.Where{ $_.Start -lt $cut }
        $night = $flows.Where{ $_.Start -ge $cut }
        $model = $past | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name test)
        $results = @($night | Test-FlowAnomaly $model -MaxPValue 0.01)
        $metric = $night | Measure-AnomalyModel $model -MaxPValue 0.01
    }

    It 'counts what Test-FlowAnomaly gives' {
        $metric | Should -BeOfType NetAnomaly.AnomalyMetric
        $bad = $results.Where{ $_.Labels -match 'Exfiltration|PortScan' }
        $metric.Conversations | Should -Be $results.Count
        $metric.Anomalous | Should -Be $bad.Count
        $metric.Confusion.TruePositives | Should -Be $bad.Where{ $_.IsAnomaly }.Count
        $metric.Confusion.FalsePositives | Should -Be ($results.Where{ $_.IsAnomaly }.Count - $bad.Where{ $_.IsAnomaly }.Count)
        $metric.RocAuc | Should -BeGreaterThan 0.9
    }

    It 'gives the rank and recall of each attack' {
        $metric.PerAttack.Label | Sort-Object | Should -Be 'Exfiltration', 'PortScan'
        $ranked = @($results | Sort-Object PValue, { -$_.Score })
        $best = $ranked.Where({ $_.Labels -contains 'Exfiltration' }, 'First')[0]
        $before = $ranked.Where{ $_.PValue -lt $best.PValue -or ($_.PValue -eq $best.PValue -and $_.Score -gt $best.Score) }
        ($metric.PerAttack | Where-Object Label -EQ Exfiltration).BestRank | Should -Be ($before.Count + 1)
    }

    It 'tells how right the incidents are that are shown' {
        $shown = @($results | ConvertTo-AnomalyIncident)
        $metric.Incidents.Shown | Should -Be $shown.Count
        $metric.Incidents.Right | Should -BeGreaterThan 0
        $metric.Incidents.FirstRight | Should -Be ($metric.Incidents.FalseBefore + 1)
        $shown[$metric.Incidents.FirstRight - 1].Labels -match 'Exfiltration|PortScan' | Should -Not -BeNullOrEmpty
        $metric.Incidents.PrecisionPerDay.Top | Should -Be 5, 10, 20
        $metric.Incidents.TimeToDetect | Should -BeGreaterThan ([timespan]::Zero)
        $metric | Out-String -Width 120 | Should -BeLike '*Incidents*first right at place*'
    }

    It 'measures rules that need no model beside it' {
        $metric.Baselines.Rule | Should -Be 'flow count'
        $full = $night | Measure-AnomalyModel $model -MaxPValue 0.01 -Training $past
        $full.Baselines.Rule | Should -Be 'flow count', 'port rarity', 'new pair', 'persistence'
        $full.Baselines.Where{ $_.RocAuc -is [double] -and $_.AveragePrecision -gt 0 }.Count | Should -Be 4
        $full.RocAuc | Should -Be $metric.RocAuc
        $full | Out-String -Width 120 | Should -BeLike '*Baselines*flow count*persistence*'
    }

    It 'takes of files of training what lies within the time of training' {
        $file = Join-Path $TestDrive 'all.binetflow'
        Write-ArgusFile $file $flows
        $ofFile = $night | Measure-AnomalyModel $model -TrainingPath $file
        $ofFlows = $night | Measure-AnomalyModel $model -Training $past
        ($ofFile.Baselines | Where-Object Rule -EQ 'new pair').RocAuc | Should -Be ($ofFlows.Baselines | Where-Object Rule -EQ 'new pair').RocAuc
    }

    It 'tells on which split the figures rest' {
        $metric.Split.Training.Conversations | Should -Be $model.Conversations
        $metric.Split.From | Should -Be $cut
        $metric.Split.Overlaps | Should -BeFalse
        "$($metric.Split)" | Should -BeLike '*seed 42*'
    }

    It 'prints what it found in the data on the split card' {
        $metric.Split.Findings | Should -BeOfType NetAnomaly.DatasetFinding
        $metric.Split.Findings.Check | Should -Contain 'BaseRate'
        $metric.Split.Findings.Check | Should -Not -Contain 'TimeOverlap'
        $again = $past | Measure-AnomalyModel $model
        $again.Split.Findings[0].Check | Should -Be 'TimeOverlap'
        $again | Out-String -Width 120 | Should -BeLike '*Findings*TimeOverlap*'
    }

    It 'warns where it measures on the time of training' {
        $null = $past | Measure-AnomalyModel $model -WarningVariable warnings
        $warnings -join ' ' | Should -BeLike '*trained on the time*'
    }

    It 'warns where no p-value of the model can alert' {
        $null = $night | Measure-AnomalyModel ($past[0..199] | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency)) -MaxPValue 0.001 -WarningVariable warnings
        $warnings -join ' ' | Should -BeLike '*no p-value can be below*'
    }

    It 'shows that flows without times tell no time to detect' {
        $rows = @(1..40 | ForEach-Object { Get-KddRow $_ }) + (Get-KddRow 9999 -Attack worm)
        Set-Content (Join-Path $TestDrive 'kdd.txt') $rows
        $kdd = Import-FlowData (Join-Path $TestDrive 'kdd.txt')
        $found = $kdd | Measure-AnomalyModel ($kdd[0..39] | Invoke-AnomalyTraining (New-AnomalyModel NearestNeighbor -GroupBy Flow)) -Threshold 0
        $found.PerAttack[0].Alerted | Should -Be 1
        $found.PerAttack[0].TimeToDetect | Should -BeNullOrEmpty
        $found.PerAttack | Out-String -Width 120 | Should -BeLike '*no times*'
    }

    It 'takes the labels that it is given for anomalous' {
        $only = $night | Measure-AnomalyModel $model -AnomalousLabel Port*
        $only.Split.AnomalousLabels | Should -Be 'PortScan'
    }

    It 'reads files' {
        $file = Join-Path $TestDrive 'night.binetflow'
        Write-ArgusFile $file $night
        (Measure-AnomalyModel $model -Path "$TestDrive/night.*" -MaxPValue 0.01).RocAuc | Should -Be $metric.RocAuc
        (Measure-AnomalyModel $model -LiteralPath $file -MaxPValue 0.01).Confusion | Should -Be $metric.Confusion
    }

    It 'measures several models on the same conversations, and sums them up' {
        $models = @($past | Invoke-AnomalyTraining (New-AnomalyModel Clstm -Name net -EmbeddingSize 8 -HiddenSize 8) -Epoch 1 -SeedCount 3)
        $models.Spec.Seed | Should -Be 42, 43, 44
        $each = @($night | Measure-AnomalyModel $models)
        $each.Count | Should -Be 3
        $sum = $night | Measure-AnomalyModel $models -Spread
        $sum | Should -BeOfType NetAnomaly.AnomalyMetricSpread
        $sum.Seeds | Should -Be 42, 43, 44
        $auc = $sum.Figures.Where{ $_.Figure -eq 'RocAuc' }[0]
        $auc.Mean | Should -Be ($each.RocAuc | Measure-Object -Average).Average
        $auc.Least | Should -Be ($each.RocAuc | Measure-Object -Minimum).Minimum
        $auc.Most | Should -BeGreaterThan $auc.Least
        $sum.Figures | Out-String -Width 120 | Should -Match 'RocAuc\s+0\.\d{4}\s+0\.\d{4}'
        $sum | Out-String -Width 120 | Should -BeLike '*RocAuc 0.* ± *'
    }

    It 'does not keep one checkpoint for several seeds' {
        { $past | Invoke-AnomalyTraining (New-AnomalyModel Clstm) -SeedCount 2 -CheckpointPath (Join-Path $TestDrive 'x.checkpoint') } | Should -Throw -ErrorId 'ModelOptionInvalid*'
    }

    It 'refuses to measure on nothing' {
        { @() | Measure-AnomalyModel $model } | Should -Throw -ErrorId 'NothingToMeasure*'
    }

    It 'refuses a model that was not trained' {
        { $night | Measure-AnomalyModel (New-AnomalyModel TokenFrequency) } | Should -Throw -ErrorId 'ModelNotTrained*'
    }

    It 'goes on behind input that is no flow' {
        $again = @('no flow') + $night | Measure-AnomalyModel $model -MaxPValue 0.01 -ErrorAction SilentlyContinue -ErrorVariable errors
        $errors.Count | Should -Be 1
        $again.Conversations | Should -Be $metric.Conversations
    }

    It 'reads well at the prompt' {
        $text = $metric | Out-String -Width 120
        $text | Should -BeLike '*RocAuc*'
        $text | Should -BeLike '*Exfiltration*best rank*'
    }
}
