Describe 'Invoke-AnomalyScan' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $flows = @(New-SampleFlow -Day 5 -HostCount 5 -Attack Beacon, PortScan)
        $cut = $flows[0].Start.Date.AddDays(3)
        $model = Join-Path $TestDrive 'office.nam'
        $flows.Where{ $_.Start -lt $cut } | Invoke-AnomalyTraining (New-AnomalyModel) -InformationAction Ignore |
            Save-AnomalyModel $model
        $exports = Join-Path $TestDrive 'exports'
        $null = New-Item -ItemType Directory $exports
        0..1 | ForEach-Object {
            $day = $cut.AddDays($_)
            $flows.Where{ $_.Start -ge $day -and $_.Start -lt $day.AddDays(1) } |
                Export-FlowData (Join-Path $exports "$($day.ToString('yyyy-MM-dd')).csv")
        }
        $state = Join-Path $TestDrive 'office.db'
        $quiet = @{ WarningAction = 'SilentlyContinue' }
    }

    BeforeEach { Remove-Item "$state*" -ErrorAction Ignore }

    It 'lists with -WhatIf what it would read, and makes nothing' {
        Invoke-AnomalyScan "$exports/*.csv" $model $state -WhatIf | Should -BeNullOrEmpty
        Test-Path $state | Should -BeFalse
    }

    It 'raises what is new, once' {
        $run = Invoke-AnomalyScan "$exports/*.csv" $model $state
        $run.Files | Should -HaveCount 2
        $run.Flows | Should -Be $flows.Where{ $_.Start -ge $cut }.Count
        $run.Alerts.Incident.Labels | Should -Not -BeNullOrEmpty
        $run.ExitCode | Should -Be 2
        $again = Invoke-AnomalyScan "$exports/*.csv" $model $state @quiet
        $again.Alerts | Should -BeNullOrEmpty
        $again.ExitCode | Should -Be 3
        ($run | Out-String) | Should -Match 'Files +: 2 new, 0 known'
    }

    It 'takes files from the pipeline' {
        (Get-ChildItem $exports | Invoke-AnomalyScan -Model $model -StatePath $state).Files | Should -HaveCount 2
    }

    It 'is not clean where an expected export is missing' {
        $run = Invoke-AnomalyScan "$exports/*.csv" $model $state -MaxPValue 1e-9 @quiet `
            -ExpectedPath (Join-Path $exports 'fw1-{yyyy-MM-dd}.csv')
        $run.Missing | Should -BeLike '*is missing.'
        $run.ExitCode | Should -Be 3
    }

    It 'says what failed, and scans the rest' {
        $broken = Join-Path $TestDrive 'broken.csv'
        'no export at all' | Set-Content $broken
        $run = Invoke-AnomalyScan "$exports/*.csv", $broken, "$TestDrive/none.csv" $model $state `
            -ErrorVariable problems -ErrorAction SilentlyContinue @quiet
        $run.ExitCode | Should -Be 1
        $run.Files | Should -HaveCount 2
        $problems.FullyQualifiedErrorId |
            Should -Contain 'ScanFailed,NetAnomaly.PowerShell.Cmdlets.InvokeAnomalyScanCommand'
        $run.Missing | Should -BeLike '*none.csv*'
    }

    It 'refuses a state that is damaged, of another scan or in use' -ForEach 'damaged', 'other', 'held' {
        $id = 'ScanStateUnusable,*'
        switch ($_) {
            'damaged' { 'no state' * 1000 | Set-Content $state }
            'other' { $null = Invoke-AnomalyScan "$exports/*.csv" $model $state -ScanName other }
            'held' {
                $lock = [System.IO.File]::Open("$state.lock", 'OpenOrCreate', 'ReadWrite', 'None')
                $id = 'ScanStateHeld,*'
            }
        }
        try {
            { Invoke-AnomalyScan "$exports/*.csv" $model $state } | Should -Throw -ErrorId $id
            $Error[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }
        finally {
            if ($_ -eq 'held') { $lock.Dispose() }
        }
    }

    It 'keeps incidents and what people say of them' {
        $run = Invoke-AnomalyScan "$exports/*.csv" $model $state
        $incidents = @(Get-AnomalyIncident $state)
        $incidents.Id | Sort-Object | Should -Be ($run.Alerts.Id | Sort-Object)
        $incidents.Status | Select-Object -Unique | Should -Be Raised
        @(Get-AnomalyIncident $state -All).Count | Should -Be ($run.Alerts.Count + $run.NotRaised)

        $incidents | Set-AnomalyFeedback -Mark True -StatePath $state -Note 'seen' -WhatIf
        Get-AnomalyIncident $state -Mark True | Should -BeNullOrEmpty
        ($incidents | Set-AnomalyFeedback -Mark True -StatePath $state -Note 'seen' -PassThru).Note |
            Select-Object -Unique | Should -Be seen
        @(Get-AnomalyIncident $state -Mark True).Count | Should -Be $incidents.Count
        { Set-AnomalyFeedback none True $state -ErrorAction Stop } | Should -Throw -ErrorId 'IncidentNotFound,*'
        { Get-AnomalyIncident "$TestDrive/none.db" } | Should -Throw -ErrorId 'ScanStateUnusable,*'
    }

    It 'delivers each alert once, and what a target does not take by the next run' {
        $there = Join-Path $TestDrive 'alerts'
        $gone = "tcp://localhost:1"
        $to = @{ Directory = $there; As = 'Ecs' }, @{ Syslog = $gone; MaxAttempts = 1; TimeoutSeconds = 1 }
        $run = Invoke-AnomalyScan "$exports/*.csv" $model $state -SendTo $to -ErrorAction SilentlyContinue
        $run.Alerts | Should -Not -BeNullOrEmpty
        @(Get-ChildItem $there).Count | Should -Be $run.Alerts.Count
        ($run.Delivered, $run.Undelivered, $run.ExitCode) | Should -Be ($run.Alerts.Count, $run.Alerts.Count, 1)
        (Get-Content @(Get-ChildItem $there)[0] | ConvertFrom-Json).event.kind | Should -Be alert

        Remove-Item "$there/*"
        $next = Invoke-AnomalyScan "$exports/*.csv" $model $state -SendTo $to -ErrorAction SilentlyContinue @quiet
        ($next.Delivered, $next.Undelivered) | Should -Be (0, $run.Alerts.Count)
        Get-ChildItem $there | Should -BeNullOrEmpty
        { Invoke-AnomalyScan "$exports/*.csv" $model $state -SendTo @{ Nobody = 1 } } |
            Should -Throw -ErrorId 'AlertTargetInvalid,*'
    }

    It 'hides what a suppression describes, and names hosts' {
        $run = Invoke-AnomalyScan "$exports/*.csv" $model $state
        $hosts = Join-Path $TestDrive 'hosts.csv'
        $known = Join-Path $TestDrive 'known.json'
        $asset = @{ Address = $run.Alerts[0].Incident.Host; Name = 'printer'; Owner = 'facility'; Role = 'print' }
        [pscustomobject] $asset | Export-Csv $hosts
        $null = $run.Alerts[0].Incident | Add-AnomalySuppression $known -Reason 'a test' -Expires (Get-Date).AddDays(1)
        Remove-Item "$state*"
        $again = Invoke-AnomalyScan "$exports/*.csv" $model $state -SuppressionPath $known -AssetPath $hosts
        $again.Alerts | ForEach-Object Id | Should -Not -Contain $run.Alerts[0].Id
        $again.Suppressed.Hidden | Should -BeGreaterThan 0
        (Get-AnomalyIncident $state $run.Alerts[0].Id).Status | Should -Be Suppressed
        (Get-AnomalyIncident $state $run.Alerts[0].Id).Asset.Name | Should -Be printer
    }

    It 'refuses a form of a path that names no day' {
        { Invoke-AnomalyScan "$exports/*.csv" $model $state -ExpectedPath '/f/{yyyy}' } |
            Should -Throw -ErrorId 'ExpectedPathInvalid,*'
    }
}
