Describe 'Training again' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        # Attacks on the fifth of seven days.
        $calm = @(New-SampleFlow -Day 7 -HostCount 5)
        $first = $calm[0].Start.Date
        $attacked = New-SampleFlow -Day 5 -HostCount 5 -Attack Beacon, PortScan
        $day = $first.AddDays(4)
        $flows = @($calm.Where{ $_.Start.Date -ne $day }) + @($attacked.Where{ $_.Start.Date -eq $day }) |
            Sort-Object Start
        $old = Join-Path $TestDrive 'old.nam'
        $flows.Where{ $_.Start -lt $first.AddDays(3) } |
            Invoke-AnomalyTraining (New-AnomalyModel -Seed 7 -Name office) -InformationAction Ignore |
            Save-AnomalyModel $old
        $exports = Join-Path $TestDrive 'exports'
        $null = New-Item -ItemType Directory $exports
        0..6 | ForEach-Object {
            $day = $first.AddDays($_)
            $flows.Where{ $_.Start -ge $day -and $_.Start -lt $day.AddDays(1) } |
                Export-FlowData (Join-Path $exports "$($day.ToString('yyyy-MM-dd')).csv")
        }
        $state = Join-Path $TestDrive 'office.db'
        $nights = 3..6 | ForEach-Object { Join-Path $exports "$($first.AddDays($_).ToString('yyyy-MM-dd')).csv" }
        $null = Invoke-AnomalyScan $nights $old $state
        $raised = @(Get-AnomalyIncident $state)
        $attacks = @($raised | Where-Object { $_.Labels -match 'Beacon|PortScan' })
        $attacks | Set-AnomalyFeedback -Mark True -StatePath $state
        $quiet = @{ WarningAction = 'SilentlyContinue'; InformationAction = 'Ignore' }
    }

    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        $null = New-Item -ItemType Directory $folder
        $model = Join-Path $folder 'office.nam'
        Copy-Item $old $model
    }

    It 'says with -WhatIf what it would do, and does nothing' {
        Update-AnomalyModel "$exports/*.csv" $model -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -HaveCount 1
        (Get-FileHash $model).Hash | Should -Be (Get-FileHash $old).Hash
    }

    It 'leaves out what was marked as true, compares the last nights and keeps the old file' {
        $update = Update-AnomalyModel "$exports/*.csv" $model -StatePath $state -CompareDays 2 -Force @quiet
        $update | Should -BeOfType NetAnomaly.ModelUpdate
        $update.Until | Should -Be $first.AddDays(5)
        $update.LeftOut.Where{ $_.Reason -eq 'MarkedTrue' }.Conversations |
            Should -Be ($attacks.Where{ $_.End -le $first.AddDays(5) } | Measure-Object Conversations -Sum).Sum
        $update.Comparison.Days | Should -HaveCount 2
        $update.IsReplaced | Should -BeTrue
        (Get-FileHash $update.PreviousPath).Hash | Should -Be (Get-FileHash $old).Hash
        $now = Get-AnomalyModel $model
        $now.Spec.Seed | Should -Be 7
        $now.Conversations | Should -Be $update.Conversations
        $shown = $update | Out-String -Width 200
        $shown | Should -Match 'Replaced +: yes'
        $shown | Should -Match 'Left out +: .*MarkedTrue'
    }

    It 'does not replace a model where the rule does not hold, and says why' {
        # What is left out that the old model knew comes back as strange: none of it is allowed here.
        $update = Update-AnomalyModel "$exports/*.csv" $model -StatePath $state -CompareDays 3 -Days 1 -MaxIncrease 0 `
            -MaxPValue 0.05 -MaxPerDay 1000 @quiet -WarningVariable warnings
        $update.RuleHolds | Should -BeFalse
        $update.IsReplaced | Should -BeFalse
        $update.PreviousPath | Should -BeNullOrEmpty
        $warnings.Message | Should -Contain "The model was not replaced. $($update.Reasons -join ' ')"
        (Get-FileHash $model).Hash | Should -Be (Get-FileHash $old).Hash
    }

    It 'needs traffic before the nights that are compared' {
        { Update-AnomalyModel "$exports/*.csv" $model -CompareDays 30 } | Should -Throw -ErrorId 'NothingToTrainOn,*'
    }

    It 'names a state and a file of suppressions that it cannot read' {
        { Update-AnomalyModel "$exports/*.csv" $model -StatePath "$folder/none.db" } |
            Should -Throw -ErrorId 'ScanStateUnusable,*'
        { Update-AnomalyModel "$exports/*.csv" $model -SuppressionPath "$folder/none.json" } |
            Should -Throw -ErrorId 'FileNotFound,*'
    }

    It 'compares two models' {
        $comparison = Compare-AnomalyModel $nights $old $old -StatePath $state
        $comparison.Both.Count | Should -BeGreaterThan 0
        $comparison.ReferenceOnly.Count + $comparison.DifferenceOnly.Count | Should -Be 0
        $comparison.Incidents.Feedback | Should -Contain 'True'
        $comparison.Incidents.Where{ $_.ReferenceRank -ne $_.DifferenceRank } | Should -BeNullOrEmpty
        ($comparison | Out-String -Width 200) | Should -Match 'Incidents +: 0 only of old.nam'
        ($comparison.Both | Out-String -Width 200) | Should -Match 'RaisedBy'
    }

    It 'labels flows by feedback, for measuring and training with labels' {
        $labelled = @(Import-FlowData $nights -FeedbackPath $state)
        $found = @($labelled.Where{ $_.Label -eq 'Attack' })
        $found.Count | Should -Be ($attacks | Measure-Object Flows -Sum).Sum
        $labelled.Count | Should -Be $flows.Where{ $_.Start -ge $first.AddDays(3) }.Count

        $metric = $labelled | Measure-AnomalyModel $old -AnomalousLabel Attack @quiet
        $metric.Anomalous | Should -Be ($attacks | Measure-Object Conversations -Sum).Sum

        $spec = New-AnomalyModel Clstm -Learning SemiSupervised -EmbeddingSize 8 -HiddenSize 8
        $trained = $labelled | Invoke-AnomalyTraining $spec -Epoch 1 -AnomalousLabel Attack @quiet
        $trained.Learning | Should -Be SemiSupervised
    }
}
