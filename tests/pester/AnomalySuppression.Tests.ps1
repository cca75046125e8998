Describe 'Suppressions' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $model = New-SampleFlow -Day 2 -HostCount 2 |
            Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name office)
        $results = @(New-SampleFlow -Day 1 -HostCount 2 -Start 2026-03-20 -Attack PortScan, Exfiltration |
            Test-FlowAnomaly $model -AlertBudget 10/day)
        $incidents = @($results | ConvertTo-AnomalyIncident -All)
        $one = ($incidents | Group-Object Host | Where-Object Count -EQ 1)[0].Group[0]
        $soon = [datetime]::UtcNow.AddDays(30)
    }

    BeforeEach {
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).json"
    }

    It 'hides the like of an incident that was piped in, and nothing else' {
        $added = $one | Add-AnomalySuppression $file 'known' $soon -PassThru
        $added.Host | Should -Be $one.Host
        $added.Author | Should -Be ([Environment]::UserName)
        $left = @($incidents | Test-AnomalySuppression $file)
        $left.Id | Should -Be @($incidents | Where-Object Host -NE $one.Host).Id
    }

    It 'hides results before they are gathered' {
        Add-AnomalySuppression $file 'known' $soon -HostAddress $one.Host
        $left = @($results | Test-AnomalySuppression $file | ConvertTo-AnomalyIncident -All)
        $left.Host | Should -Not -Contain $one.Host
        $left.Count | Should -Be ($incidents.Count - 1)
    }

    It 'judges what was read back from <Form>' -ForEach @(
        @{
            Form = 'CLIXML'
            Back = {
                Export-Clixml (Join-Path $TestDrive 'i.xml') -Depth 5 -InputObject $incidents
                Import-Clixml (Join-Path $TestDrive 'i.xml')
            }
        }
        @{ Form = 'JSON'; Back = { $incidents | ConvertTo-Json -Depth 2 -WarningAction Ignore | ConvertFrom-Json } }
    ) {
        Add-AnomalySuppression $file 'known' $soon -HostAddress $one.Host
        $read = @(& $Back)
        @($read | Test-AnomalySuppression $file).Count | Should -Be ($incidents.Count - 1)
    }

    It 'gives back what exceeds a ceiling' {
        $one | Add-AnomalySuppression $file 'known' $soon -Ceiling 2 -Id once
        @($incidents | Test-AnomalySuppression $file).Count | Should -Be ($incidents.Count - 1)
        Set-AnomalySuppression $file once -MaxFlowsPerDay 1
        @($incidents | Test-AnomalySuppression $file).Count | Should -Be $incidents.Count
        ($incidents | Test-AnomalySuppression $file -Report).OverCeiling | Should -Be 1
    }

    It 'comes back with its expiry, and says so' {
        Add-AnomalySuppression $file 'known' $soon -HostAddress $one.Host -Id once
        $left = @($incidents | Test-AnomalySuppression $file -At $soon.AddDays(1) -WarningVariable warned)
        $left.Count | Should -Be $incidents.Count
        "$warned" | Should -Match 'once expired .* would have hidden 1\. Renew it'
    }

    It 'marks instead of hiding where it is asked to' {
        Add-AnomalySuppression $file 'known' $soon -HostAddress $one.Host -Id once
        $all = @($incidents | Test-AnomalySuppression $file -IncludeSuppressed)
        $all.Count | Should -Be $incidents.Count
        ($all | Where-Object SuppressedBy -EQ once).Host | Should -Be $one.Host
        $all[0] | Should -BeOfType NetAnomaly.AnomalyIncident
    }

    It 'counts what it hides in the information stream, and warns where it is too broad' {
        Add-AnomalySuppression $file 'known' $soon -Network 0.0.0.0/0 -Id all
        $incidents | Test-AnomalySuppression $file -TrueId $one.Id -InformationVariable said -WarningVariable warned |
            Should -BeNullOrEmpty
        $said.MessageData.Hidden | Should -Be $incidents.Count
        $said.Tags | Should -Contain 'NetAnomaly.Suppression'
        "$warned" | Should -Match 'all is too broad: it hides 1 that feedback marked as true'
        ($incidents | Test-AnomalySuppression $file -Report).IsTooBroad | Should -Be ($incidents.Count -ge 10)
    }

    It 'names a mistake by its line, and works with the rest' {
        Add-AnomalySuppression $file 'known' $soon -HostAddress $one.Host -Id good
        (Get-Content $file -Raw).Replace('[', "[`n{ `"id`": `"bad`", `"hots`": `"10.0.0.1`" },") |
            Set-Content $file -NoNewline
        $left = @($incidents | Test-AnomalySuppression $file -ErrorVariable errors -ErrorAction SilentlyContinue)
        $left.Count | Should -Be ($incidents.Count - 1)
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'SuppressionEntryInvalid,*'
        $errors[0].TargetObject | Should -Be "$($file):2"
        (Get-AnomalySuppression $file -ErrorAction SilentlyContinue).Id | Should -Be good
    }

    It 'refuses <What>' -ForEach @(
        @{
            What = 'an empty scope'; Id = 'SuppressionInvalid'
            Do = { Add-AnomalySuppression $file 'known' $soon -ErrorAction Stop }
        }
        @{
            What = 'an expiry in the past'; Id = 'SuppressionInvalid'
            Do = { Add-AnomalySuppression $file 'known' 2020-01-01 -Port 1 -ErrorAction Stop }
        }
        @{
            What = 'an expiry in more than a year'; Id = 'SuppressionInvalid'
            Do = { Add-AnomalySuppression $file 'known' $soon.AddYears(2) -Port 1 -ErrorAction Stop }
        }
        @{
            What = 'a ceiling without an incident'; Id = 'SuppressionInvalid'
            Do = { Add-AnomalySuppression $file 'known' $soon -Port 1 -Ceiling 2 -ErrorAction Stop }
        }
        @{
            What = 'the same scope twice'; Id = 'SuppressionExists'
            Do = { 1, 2 | ForEach-Object { Add-AnomalySuppression $file 'known' $soon -Port 1 -ErrorAction Stop } }
        }
        @{
            What = 'what is no incident'; Id = 'InputNotResults'
            Do = { 'x' | Add-AnomalySuppression $file 'known' $soon -ErrorAction Stop }
        }
        @{ What = 'a file that is not there'; Id = 'FileNotFound'; Do = { $incidents | Test-AnomalySuppression $file } }
        @{
            What = 'an id that is not there'; Id = 'SuppressionNotFound'
            Do = {
                Add-AnomalySuppression $file 'known' $soon -Port 1
                Remove-AnomalySuppression $file none -ErrorAction Stop
            }
        }
    ) {
        { & $Do } | Should -Throw -ErrorId "$Id,*"
    }

    It 'writes nothing with -WhatIf' {
        Add-AnomalySuppression $file 'known' $soon -Port 1 -WhatIf
        Test-Path $file | Should -BeFalse
        Add-AnomalySuppression $file 'known' $soon -Port 1 -Id one
        $before = Get-Content $file -Raw
        Set-AnomalySuppression $file one -Port 2 -WhatIf
        Remove-AnomalySuppression $file one -WhatIf
        Get-Content $file -Raw | Should -Be $before
    }

    It 'is listed, changed and removed by its id' {
        Add-AnomalySuppression $file 'known' $soon -Port 1, 2 -Id one
        Add-AnomalySuppression $file 'other' $soon.AddYears(3) -Network fd00::/8 -Id two -Force
        (Get-AnomalySuppression $file).Id | Should -Be one, two
        (Get-AnomalySuppression $file t*).Network | Should -Be 'fd00::/8'
        (Get-AnomalySuppression $file one | Set-AnomalySuppression $file -Clear Port -Hours 22-4 -PassThru).Scope |
            Should -Be 'hours 22-4 UTC'
        Get-AnomalySuppression $file | Remove-AnomalySuppression $file
        Get-AnomalySuppression $file | Should -BeNullOrEmpty
    }

    It 'is shown with its scope' {
        Add-AnomalySuppression $file 'known' $soon -Port 22 -Id one
        (Get-AnomalySuppression $file | Out-String) | Should -Match 'one.*ports 22.*known'
    }
}
