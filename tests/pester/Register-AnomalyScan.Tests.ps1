Describe 'Registered scans' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        $manifestPath = Get-ModulePath
        Import-Module $manifestPath
        $pwsh, [string[]] $shell = Get-ShellCommand
        $exports = New-Item -ItemType Directory (Join-Path $TestDrive 'ex ports')
        $flows = @(New-SampleFlow -Day 3 -HostCount 3)
        $cut = $flows[0].Start.Date.AddDays(2)
        $flows.Where{ $_.Start -lt $cut } | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name office) `
            -InformationAction Ignore | Save-AnomalyModel (Join-Path $TestDrive 'office.nam')
        $flows.Where{ $_.Start -ge $cut } | Export-FlowData (Join-Path $exports 'night.csv')
        $scan = @{
            Path = "$exports/*.csv"; Model = "$TestDrive/office.nam"; StatePath = "$TestDrive/office.db"
            MaxPValue = 0.01; AlertBudget = '20/day'; TimeZone = 'Europe/Berlin'; Wait = '00:01:00'
        }
        $quiet = @{ WarningAction = 'SilentlyContinue' }
        $cron = @{ Kind = 'Cron'; WarningAction = 'SilentlyContinue' }

        # What -WhatIf says, which goes to the host alone.
        function Get-Plan([string] $Call) {
            & $pwsh @shell -NoProfile -NonInteractive -Command "
                Import-Module '$manifestPath'
                `$scan = @{
                    Path = '$exports/*.csv'; Model = '$TestDrive/office.nam'; StatePath = '$TestDrive/office.db'
                }
                $Call" 2>&1 | Out-String -Width 4096
        }

        # Stand-ins for the programs of schedulers, and a folder for what is registered.
        $saved = $env:PATH, $env:XDG_CONFIG_HOME
        $programs = New-Item -ItemType Directory (Join-Path $TestDrive 'programs')
        $env:XDG_CONFIG_HOME = Join-Path $TestDrive 'config'
        $crontab = Join-Path $TestDrive 'crontab.txt'
        if (-not $IsWindows) {
            @"
#!/bin/sh
if [ "`$1" != -l ]; then cat > '$crontab'; exit; fi
cat '$crontab' 2>/dev/null || { echo 'no crontab for you' >&2; exit 1; }
"@ | Set-Content (Join-Path $programs 'crontab')
            "#!/bin/sh`nexit 0" | Set-Content (Join-Path $programs 'systemctl')
            chmod +x "$programs/crontab" "$programs/systemctl"
            $env:PATH = "$programs$([System.IO.Path]::PathSeparator)$env:PATH"
        }
    }

    AfterAll { $env:PATH, $env:XDG_CONFIG_HOME = $saved }

    BeforeEach { Remove-Item $crontab, $env:XDG_CONFIG_HOME -Recurse -ErrorAction Ignore }

    It 'show with -WhatIf all that they would create, and create nothing' {
        $said = Get-Plan 'Register-AnomalyScan office $scan -At 05:00 -Kind Systemd -User -WhatIf'
        $said | Should -Match 'What if: Register the scan .office., daily at 05:00'
        $said | Should -Match '(?m)^Create .*netanomaly-office\.service:'
        $said | Should -Match '(?m)^OnCalendar=\*-\*-\* 05:00:00\r?$'
        $said | Should -Match '(?m)^ExecStart=".*" "-NoProfile" "-NonInteractive" "-File"'
        $said | Should -Match '(?m)^systemctl --user daemon-reload\r?$'
        $said = Get-Plan 'Register-AnomalyScan office $scan -Every 00:15 -Kind Cron -WhatIf'
        $said | Should -Match '(?m)^\*/15 \* \* \* \* cd '
        $said = Get-Plan 'Register-AnomalyScan office $scan -At 05:00 -Kind ScheduledTask -Account SYSTEM -WhatIf'
        $said | Should -Match '<UserId>S-1-5-18</UserId>'
        Test-Path $env:XDG_CONFIG_HOME, $crontab | Should -Be $false, $false
    }

    It 'are units that can be listed and removed' -Skip:(-not $IsLinux) {
        $made = Register-AnomalyScan office $scan -At 05:00 -Kind Systemd -User @quiet
        $made.Schedule | Should -Be 'daily at 05:00'
        $made.Files | Should -Exist
        $found = Get-AnomalyScan -Kind Systemd | Where-Object IsUser
        $found.Name | Should -Be office
        ($found | Out-String) | Should -Match 'office +Systemd +daily at 05:00'
        $found | Unregister-AnomalyScan -WhatIf
        $made.Files | Should -Exist
        $found | Unregister-AnomalyScan
        $made.Files | Should -Not -Exist
        $made.SettingsPath | Should -Not -Exist
    }

    It 'are lines of a crontab, which run with no profile, no home and no console' -Skip:$IsWindows {
        'MAILTO=ada' | Set-Content $crontab
        $made = Register-AnomalyScan office $scan -At 05:00 @cron
        $made.WorkingDirectory | Should -Be (Split-Path $scan.StatePath)
        $line = (Get-Content $crontab)[-1] -replace '^(\S+ ){5}'
        $said = & env -i /bin/sh -c $line.Replace('\%', '%') 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 2 -Because $said
        $said | Should -Match '(?m)^Raise .*\r?\n(?s:.*)\d alerts? from [\d,]+ flows of 1 file'
        $scan.StatePath | Should -Exist
        $said = & env -i /bin/sh -c $line.Replace('\%', '%') 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 3 -Because "nothing is new; $said"
        Unregister-AnomalyScan office
        Get-Content $crontab | Should -Be 'MAILTO=ada'
        $made.SettingsPath | Should -Not -Exist
    }

    It 'change nothing when they are the same, and need -Force when they are not' -Skip:$IsWindows {
        $null = Register-AnomalyScan office $scan -At 05:00 @cron
        $before = Get-Content $crontab
        (Get-Item $crontab).LastWriteTimeUtc = '2020-01-01'
        (Register-AnomalyScan office $scan -At 05:00 @cron).Name | Should -Be office
        (Get-Item $crontab).LastWriteTimeUtc | Should -Be ([datetime] '2020-01-01')
        { Register-AnomalyScan office $scan -At 06:00 @cron } | Should -Throw -ErrorId 'ScanRegistrationExists,*'
        Get-Content $crontab | Should -Be $before
        (Register-AnomalyScan office $scan -At 06:00 @cron -Force).Schedule | Should -Be 'daily at 06:00'
        @(Get-AnomalyScan -Kind Cron).Count | Should -Be 1
    }

    It 'keep parameters so that the scan gets the same' -Skip:$IsWindows {
        Push-Location $TestDrive
        try {
            $given = @{
                LiteralPath = Get-Item "$exports/night.csv"; Model = './office.nam'; StatePath = 'office.db'
                After = [datetime] '2026-01-02'; KeepDays = '30'; IgnoreFeedback = $true
                ColumnMap = @{ Start = 'when' }
                Culture = [cultureinfo] 'de-DE'
                ExpectedPath = 'ex ports/{yyyy-MM-dd}.csv', "$TestDrive/b"; Gap = 2; Recurse = [switch] $false
            }
            $made = Register-AnomalyScan office $given -At 05:00 -Kind Cron -WarningVariable said `
                -WarningAction SilentlyContinue
        }
        finally { Pop-Location }
        "$said" | Should -Match "-Model './office\.nam' is '"
        $kept = Get-Content $made.SettingsPath -Raw | ConvertFrom-Json -AsHashtable -DateKind String
        $kept.Model | Should -Be (Join-Path $TestDrive 'office.nam')
        $kept.LiteralPath | Should -Be "$(Get-Item "$exports/night.csv")"
        $kept.ExpectedPath | Should -Be (Join-Path $exports '{yyyy-MM-dd}.csv'), "$TestDrive/b"
        $kept.After | Should -Be '2026-01-02T00:00:00.0000000'
        $kept.KeepDays, $kept.Gap, $kept.Culture | Should -Be 30, 2, 'de-DE'
        $kept.IgnoreFeedback, $kept.Recurse | Should -Be $true, $false
        $kept.ColumnMap.Start | Should -Be when
    }

    It 'refuse <Why>' -ForEach @(
        @{ Why = 'a parameter that is unknown'; With = @{ Modell = 'x' }; Says = "no parameter 'Modell'" }
        @{ Why = 'a lack of what must be given'; Without = 'Model', 'StatePath'; Says = 'lacks Model and StatePath' }
        @{ Why = 'parameters of two sets'; With = @{ LiteralPath = 'x' }; Says = 'do not go together' }
        @{ Why = 'a value out of range'; With = @{ KeepDays = 0 }; Says = 'does not allow it' }
        @{ Why = 'a value of another type'; With = @{ Wait = 'long' }; Says = "'long' is no TimeSpan" }
        @{ Why = 'a zone that is none'; With = @{ TimeZone = 'Nowhere/At' }; Says = 'Nowhere/At' }
        @{ Why = 'a question to nobody'; With = @{ Confirm = $true }; Says = 'nobody looks at' }
        @{ Why = 'a secret'; With = @{ Format = [pscredential]::new('a', [securestring]::new()) }; Says = 'secret' }
        @{ Why = 'a folder that is not there'; With = @{ StatePath = '/none/at/all/x.db' }; Says = 'is not there' }
    ) {
        $bad = $scan.Clone()
        if ($_.ContainsKey('With')) { foreach ($key in $_.With.Keys) { $bad[$key] = $_.With[$key] } }
        if ($_.ContainsKey('Without')) { foreach ($key in $_.Without) { $bad.Remove($key) } }
        { Register-AnomalyScan office $bad -At 05:00 @cron -WhatIf } |
            Should -Throw -ErrorId 'ScanRegistrationInvalid,*'
        $Error[0].Exception.Message | Should -Match $Says
        $Error[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'say what is not there' {
        { Get-AnomalyScan nobody -ErrorAction Stop } | Should -Throw -ErrorId 'ScanRegistrationNotFound,*'
        { Unregister-AnomalyScan nobody -ErrorAction Stop } | Should -Throw -ErrorId 'ScanRegistrationNotFound,*'
        { Register-AnomalyScan office $scan -Every 00:07 @cron } | Should -Throw -ErrorId 'ScanRegistrationInvalid,*'
        { Register-AnomalyScan office $scan -At 05:00 @cron -ModulePath $TestDrive } |
            Should -Throw -ErrorId 'ScanRegistrationInvalid,*'
    }

    It 'name the remedy where there is no scheduler' -Skip:$IsWindows {
        $path = $env:PATH
        try {
            $env:PATH = "$TestDrive"
            { Register-AnomalyScan office $scan -At 05:00 @cron } | Should -Throw -ErrorId 'SchedulerMissing,*'
            $Error[0].ErrorDetails.RecommendedAction | Should -Match '-Kind'
        }
        finally { $env:PATH = $path }
    }

    It 'end with 1 and say why where the scan cannot be run' {
        $script = Join-Path (Split-Path $manifestPath) 'module/Invoke-NightlyScan.ps1'
        $settings = Join-Path $TestDrive 'bad.json'
        $scans = '{ "Path": "x", "Model": "/none.nam", "StatePath": "/none/x.db" }', '{ "Pathh": "x" }', 'no JSON', '[]'
        foreach ($text in $scans) {
            $text | Set-Content $settings
            $said = & $pwsh @shell -NoProfile -NonInteractive -File $script -SettingsPath $settings 2>&1 | Out-String
            $LASTEXITCODE | Should -Be 1 -Because $text
            $said | Should -Match 'NetAnomaly: error: '
        }
    }
}
