Describe 'Test-FlowAnomaly' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue' # small models cannot have small p-values, and say so
        $flows = @(New-SampleFlow -Day 2 -HostCount 3 -Attack Exfiltration)
        $cut = $flows[0].Start.Date.AddDays(1)
        $past = $flows.Where{ $_.Start -lt $cut }
        $night = $flows.Where{ $_.Start -ge $cut }
        $model = $past | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name test)
        $modelFile = Join-Path $TestDrive 'test.nam'
        Save-AnomalyModel $modelFile -Model $model
        # Of so few conversations no p-value is as small as is asked for.
        $small = $past[0..60] | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name small)
        $file = Join-Path $TestDrive 'night.binetflow'
        Write-ArgusFile $file $night
        $expected = @($night | Test-FlowAnomaly $model)
    }

    It 'scores conversations with a verdict and a reason' {
        $expected.Count | Should -Be @($night | ConvertTo-FlowToken).Count
        $result = $expected[0]
        $result | Should -BeOfType NetAnomaly.AnomalyResult
        $result.Model | Should -Be 'test'
        $result.Reason | Should -Not -BeNullOrEmpty
        $result.TopFlows.Count | Should -BeGreaterThan 0
        $expected.Where{ $_.PValue -le 0 -or $_.PValue -gt 1 }.Count | Should -Be 0
    }

    It 'gives lists that can be indexed' {
        $metric = $night | Measure-AnomalyModel $model
        foreach ($thing in $expected[0], $expected[0].Sequence, $expected[0].Explanation, $model, $model.Spec, $model.Provenance, $model.Provenance.Options, $metric, $metric.Split) {
            foreach ($property in $thing.PSObject.Properties.Where{ $null -ne $_.Value }) {
                $property.Value.GetType().Name | Should -Not -BeLike '<>*' -Because "$($thing.GetType().Name).$($property.Name) has no indexer"
            }
        }
        $expected[0].TopFlows[0] | Should -BeOfType NetAnomaly.FlowContribution
        @($expected.Where{ $_.TopFlows.Count -gt 1 }[0].TopFlows[0]).Count | Should -Be 1
    }

    It 'explains what it finds' {
        $why = ($expected | Sort-Object Score -Descending)[0].Explanation
        $why.Sentence | Should -Match ', 2026-03-\d\d \d\d:00Z: [\d,]+ .*flow.* normal conversations? scores? as high$'
        $why.Flows[0] | Should -BeOfType NetAnomaly.FlowRecord
        $why.Causes[0].Factor | Should -Be 'ProtoByte'
        $why.Causes[0].Expected.Count | Should -Be 3
        $why.Causes[0].Expected[0].Probability | Should -BeGreaterThan $why.Causes[0].Expected[2].Probability
    }

    It 'finds the attack among the strangest' {
        $top = $expected | Sort-Object Score -Descending | Select-Object -First 25
        $top.Labels | Should -Contain 'Exfiltration'
    }

    It 'gives the same for flows, conversations and files, in the order of the input' {
        $text = $expected -join "`n"
        ($night | ConvertTo-FlowToken | Test-FlowAnomaly $model) -join "`n" | Should -BeExactly $text
        (Test-FlowAnomaly $model -InputObject $night) -join "`n" | Should -BeExactly $text
        (Test-FlowAnomaly $model -Path $file) -join "`n" | Should -BeExactly $text
        (Test-FlowAnomaly $model -LiteralPath $file -Format Argus) -join "`n" | Should -BeExactly $text
        (Test-FlowAnomaly $model -Path (Join-Path $TestDrive 'n*.binetflow')) -join "`n" | Should -BeExactly $text
    }

    It 'takes a mixture of flows and conversations' {
        $mixed = @($night[0..99] | ConvertTo-FlowToken) + $night[100..199]
        $results = @($mixed | Test-FlowAnomaly $model)
        ($results | Measure-Object FlowCount -Sum).Sum | Should -Be 200
    }

    It 'takes the path of a model, relative ones too' {
        @($night | Test-FlowAnomaly $modelFile).Count | Should -Be $expected.Count
        Push-Location $TestDrive
        try { @($night | Test-FlowAnomaly ./test.nam).Count | Should -Be $expected.Count } finally { Pop-Location }
        @($night | Test-FlowAnomaly (Get-Item $modelFile)).Count | Should -Be $expected.Count
    }

    It 'calls anomalous what the threshold says' {
        $score = ($expected.Score | Sort-Object)[-10]
        @($night | Test-FlowAnomaly $model -Threshold $score -AnomalyOnly).Count | Should -Be @($expected.Where{ $_.Score -ge $score }).Count
        @($night | Test-FlowAnomaly $model -MaxPValue 0.05).Where{ $_.IsAnomaly }.Count | Should -Be $expected.Where{ $_.PValue -le 0.05 }.Count
        $both = @($night | Test-FlowAnomaly $model -MaxPValue 0.05 -Threshold $score -AnomalyOnly)
        $both.Count | Should -Be $expected.Where{ $_.PValue -le 0.05 -and $_.Score -ge $score }.Count
        $both.IsAnomaly | Should -Not -Contain $false
    }

    It 'says once what training was too small to judge' {
        $results = @($night | Test-FlowAnomaly $small -InformationVariable said -WarningVariable warnings)
        $open = $results.Where{ $_.Verdict.Judgement -eq 'Undetermined' }
        $open.Count | Should -BeGreaterThan 0
        $open.Verdict.Why | Sort-Object -Unique | Should -Be 'OutOfReach'
        $open.Where{ $_.PValue -gt $_.SmallestPValue -or $_.SmallestPValue -le 0.001 }.Count | Should -Be 0
        $results.Where{ $_.PValue -le $_.SmallestPValue }.Count | Should -Be $open.Count
        $results.Where{ $_.IsAnomaly }.Count | Should -Be 0
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike "$($open.Count) of $($results.Count.ToString('N0', [cultureinfo]::InvariantCulture)) conversations could not be judged*Train on more days*"
        $said.MessageData.UndeterminedReasons.Why | Should -Be 'OutOfReach'
        $said.MessageData.UndeterminedReasons.Conversations | Should -Be $open.Count
        $night | Test-FlowAnomaly $small -AlertBudget 3/day -WarningVariable warnings | Out-Null
        $night | Test-FlowAnomaly $small -MaxPValue 0.9 -WarningVariable +warnings | Out-Null
        $warnings.Count | Should -Be 0
    }

    It 'keeps what could not be judged through <_> and decides again over it' -ForEach 'JSON', 'CSV', 'CLIXML' {
        $results = @($night | Test-FlowAnomaly $small)
        $file = Join-Path $TestDrive "stored.$_"
        $read = switch ($_) {
            JSON { $results | ForEach-Object { $_ | Select-Object WindowStart, Score, PValue, SmallestPValue, Model | ConvertTo-Json } | ConvertFrom-Json }
            CSV { $results | Select-Object WindowStart, Score, PValue, SmallestPValue, Model | Export-Csv $file; Import-Csv $file }
            CLIXML { $results | Select-Object WindowStart, Score, PValue, SmallestPValue, Model | Export-Clixml $file; Import-Clixml $file }
        }
        $again = @($read | Set-AnomalyThreshold -MaxPValue 0.001 -WarningVariable warnings)
        $again.Where{ $_.Verdict.Why -eq 'OutOfReach' }.Count | Should -Be $results.Where{ $_.Verdict.Why -eq 'OutOfReach' }.Count
        $warnings.Count | Should -Be 1
    }

    It 'answers with one bool for -Quiet' {
        $night | Test-FlowAnomaly $model -Threshold 1000 -Quiet | Should -BeExactly $false
        $night | Test-FlowAnomaly $model -Threshold 0 -Quiet | Should -BeExactly $true
        Test-FlowAnomaly $model -Path $file -Threshold 0 -Quiet | Should -BeExactly $true
    }

    It 'gives no answer for no input' {
        { @() | Test-FlowAnomaly $model -Quiet } | Should -Throw -ErrorId 'ScanUndetermined,*'
        { @() | Test-FlowAnomaly $model -Quiet -AllowUndetermined } | Should -Throw -ErrorId 'ScanUndetermined,*'
        @() | Test-FlowAnomaly $model | Should -BeNullOrEmpty
    }

    It 'gives no answer where a file is missing or empty, even beside others, unless it found something' {
        $missing = Join-Path $TestDrive 'missing'
        $empty = Join-Path $TestDrive 'empty.binetflow'
        New-Item $empty -ItemType File -Force | Out-Null
        foreach ($paths in $missing, $empty, ($missing, $file), ($file, $empty)) {
            $answer = 'none'
            $problem = try { $answer = Test-FlowAnomaly $model -Path $paths -Threshold 1000 -Quiet -ErrorAction SilentlyContinue } catch { $_ }
            $problem.FullyQualifiedErrorId | Should -BeLike 'ScanUndetermined,*' -Because "$paths"
            $answer | Should -Be 'none'
        }
        Test-FlowAnomaly $model -Path $missing, $file -Threshold 0 -Quiet -ErrorAction SilentlyContinue | Should -BeExactly $true
    }

    It 'gives no answer where more than one row in twenty could not be read' {
        $damaged = Join-Path $TestDrive 'damaged.csv'
        $flows | Export-FlowData $damaged -Format Csv -Force
        $rows = @(Get-Content $damaged)
        foreach ($case in @{ Every = 100; Throws = $false }, @{ Every = 10; Throws = $true }) {
            $i = 0
            $rows | ForEach-Object { $i++; if ($i -gt 1 -and $i % $case.Every -eq 0) { 'no;row' } else { $_ } } | Set-Content $damaged
            $answer = 'none'
            $problem = try { $answer = Test-FlowAnomaly $model -Path $damaged -Threshold 1000 -Quiet -ErrorAction SilentlyContinue -WarningAction SilentlyContinue } catch { $_ }
            if ($case.Throws) { $problem.FullyQualifiedErrorId | Should -BeLike 'ScanUndetermined,*' }
            else { $answer | Should -BeExactly $false }
        }
    }

    It 'gives no answer where too much could not be judged, unless that is allowed' {
        $problem = try { $night | Test-FlowAnomaly $small -Quiet } catch { $_ }
        $problem.FullyQualifiedErrorId | Should -BeLike 'ScanUndetermined,*'
        $problem.TargetObject | Should -BeOfType NetAnomaly.AnomalyScanSummary
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*-AllowUndetermined*'
        $night | Test-FlowAnomaly $small -Quiet -AllowUndetermined | Should -BeExactly $false
        # One that passes by its score is an answer, whatever the others are.
        $night | Test-FlowAnomaly $small -Quiet -Threshold 0 | Should -BeExactly $true
        { $night | Test-FlowAnomaly $small -AllowUndetermined } | Should -Throw -ErrorId 'VerdictOptionInvalid,*'
    }

    It 'lets the pipeline stop reading early and closes the file' {
        $passed = 0
        $first = @(Import-FlowData $file | ForEach-Object { $passed++; $_ } | ConvertTo-FlowToken | Test-FlowAnomaly $model | Select-Object -First 5)
        $first.Count | Should -Be 5
        $passed | Should -BeGreaterThan 0
        $passed | Should -BeLessThan $night.Count
        $exclusive = [System.IO.File]::Open($file, 'Open', 'ReadWrite', 'None')
        $exclusive.Dispose()
    }

    It 'hands results on when their window has passed, not at the end' {
        $seen = 0
        $scoredAt = [System.Collections.Generic.List[int]]::new()
        $night | ForEach-Object { $seen++; $_ } | Test-FlowAnomaly $model | ForEach-Object { $scoredAt.Add($seen) }
        $scoredAt[0] | Should -BeLessThan ($night.Count / 2)
    }

    It 'reports input that is no flow and goes on' {
        $results = @(@($night[0], 42, $night[1]) | Test-FlowAnomaly $model -ErrorAction SilentlyContinue -ErrorVariable problems)
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InputNotFlows,*'
        ($results | Measure-Object FlowCount -Sum).Sum | Should -Be 2
    }

    It 'refuses a model that cannot be used' {
        { $night[0] | Test-FlowAnomaly (New-AnomalyModel TokenFrequency) } | Should -Throw -ErrorId 'ModelNotTrained,*'
        { $night[0] | Test-FlowAnomaly (Join-Path $TestDrive 'missing.nam') } | Should -Throw -ErrorId 'FileNotFound,*'
        { $night[0] | Test-FlowAnomaly $file } | Should -Throw -ErrorId 'ModelFileUnusable,*'
        $gone = $past[0..200] | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency)
        $gone.Dispose()
        { $night[0] | Test-FlowAnomaly $gone } | Should -Throw -ErrorId 'ModelNotLoaded,*'
    }

    It 'refuses conversations that do not fit' {
        { $night | ConvertTo-FlowToken -Scheme State | Test-FlowAnomaly $model } | Should -Throw -ErrorId 'SequenceDoesNotFit,*'
    }

    It 'says what to do about flows of another export' {
        Set-Content (Join-Path $TestDrive 'kdd.txt') (Get-KddRow)
        $kdd = @(Import-FlowData (Join-Path $TestDrive 'kdd.txt'))
        $forest = $past[0..499] | Invoke-AnomalyTraining (New-AnomalyModel IsolationForest -Trees 3)
        $attempts = @(
            { $kdd | Test-FlowAnomaly $forest }, { $kdd | Measure-AnomalyModel $forest }, { $past[0..9] + $kdd | Invoke-AnomalyTraining (New-AnomalyModel IsolationForest) },
            { $kdd | Add-AnomalyReference ($past[0..99] | Invoke-AnomalyTraining (New-AnomalyModel Metric -Encoders 1) -Epoch 0) worm })
        foreach ($attempt in $attempts) {
            $problem = try { & $attempt } catch { $_ }
            $problem.FullyQualifiedErrorId | Should -BeLike 'FeaturesDiffer,*'
            $problem.ErrorDetails.Message | Should -BeLike '*feature columns*'
            $problem.ErrorDetails.Message | Should -Not -BeLike '*(Parameter*'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike '*Train another model*'
        }
    }

    It 'reports a missing file and scores the next' {
        $results = @(Test-FlowAnomaly $model -Path (Join-Path $TestDrive 'missing'), $file -ErrorAction SilentlyContinue -ErrorVariable problems)
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        $results.Count | Should -Be $expected.Count
    }

    It 'says what was asked and what came of it' {
        $alerts = @($flows | Test-FlowAnomaly $model -AlertBudget 4/day -AnomalyOnly -InformationVariable said)
        $said.MessageData | Should -BeOfType NetAnomaly.AnomalyScanSummary
        $said.MessageData.Criteria | Should -Be 'at most 4 incidents per day'
        $said.MessageData.Alerts | Should -Be $alerts.Count
        foreach ($day in $alerts | Group-Object { $_.WindowStart.Date }) {
            @($day.Group.Host | Sort-Object -Unique).Count | Should -Be 4
        }
        ($said.MessageData | Format-List | Out-String) | Should -Match 'Criteria'
    }

    It 'says how many tests a false discovery rate is over' {
        $flows | Test-FlowAnomaly $model -FalseDiscoveryRate 0.5 -InformationVariable said | Out-Null
        $said.MessageData.Conversations | Should -Be @($flows | ConvertTo-FlowToken -Model $model).Count
    }

    It 'waits with -Quiet until a budget is decided' {
        $flows | Test-FlowAnomaly $model -AlertBudget 1/day -Quiet | Should -BeTrue
    }

    It 'completes the names of formats' {
        Get-Completion 'Test-FlowAnomaly m.nam -Path x -Format Arg' | Should -Be 'Argus'
    }
}
