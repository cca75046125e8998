Describe 'ConvertTo-AnomalyPseudonym' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $model = New-SampleFlow -Day 2 -HostCount 2 |
            Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name office)
        $assets = Join-Path $TestDrive 'assets.csv'
        'Network,Name,Owner', '10.0.0.0/8,inner-net,Ada', 'nonsense/9,x,y' | Set-Content $assets
        $results = @(New-SampleFlow -Day 1 -HostCount 2 -Start 2026-03-20 -Attack Exfiltration |
            Test-FlowAnomaly $model -AlertBudget 5/day -AnomalyOnly)
        $incidents = @($results | ConvertTo-AnomalyIncident -All -AssetPath $assets -WarningVariable warned)
        $key = Join-Path $TestDrive 'pseudonym.key'
    }

    It 'has names to hide' {
        @($incidents | ForEach-Object { if ($_.Asset) { $_.Asset.Name } }) | Should -Contain 'inner-net'
        ($incidents | Out-String) | Should -Match 'inner-net'
        "$warned" | Should -Match '1 of 2 rows of the asset table'
    }

    It 'leaves no address in JSON, CLIXML or at the prompt' {
        $hidden = @($incidents | ConvertTo-AnomalyPseudonym $key)
        $all = ($hidden | ConvertTo-Json -Depth 6 -WarningAction Ignore) + ($hidden | Out-String) +
            [System.Management.Automation.PSSerializer]::Serialize($hidden, 6)
        $addresses = @($incidents.Host; $incidents.Top.SourceAddress; $incidents.Top.DestinationAddress)
        $originals = $addresses + @('inner-net', 'Ada')
        foreach ($original in $originals | Sort-Object -Unique) {
            $all | Should -Not -Match "(?<!\d)$([regex]::Escape($original))(?!\d)"
        }
        $hidden[0].Host | Should -Match '^(host|outer)-[0-9a-f]{12}$'
    }

    It 'gives results and incidents the same tokens' {
        $one = $results[0] | ConvertTo-AnomalyPseudonym $key
        $one | Should -BeOfType NetAnomaly.AnomalyResult
        ($incidents | ConvertTo-AnomalyPseudonym $key).Host | Should -Contain $one.Host
    }

    It 'reveals a token to who has the key and the originals' {
        $token = ($incidents[0] | ConvertTo-AnomalyPseudonym $key).Host
        ($incidents | ConvertTo-AnomalyPseudonym $key -Reveal $token).Original | Should -Be $incidents[0].Host
        ($incidents[0].Host | ConvertTo-AnomalyPseudonym $key -Reveal *).Token | Should -Be $token
        { $incidents | ConvertTo-AnomalyPseudonym (Join-Path $TestDrive 'none.key') -Reveal * } |
            Should -Throw -ErrorId 'FileNotFound,*'
    }

    It 'makes no key with -WhatIf, and refuses what is none' {
        $other = Join-Path $TestDrive 'other.key'
        $incidents | ConvertTo-AnomalyPseudonym $other -WhatIf | Should -BeNullOrEmpty
        Test-Path $other | Should -BeFalse
        Set-Content $other secret
        { $incidents | ConvertTo-AnomalyPseudonym $other } | Should -Throw -ErrorId 'PseudonymKeyUnusable,*'
    }

    It 'refuses an asset table without its columns' {
        $bad = Join-Path $TestDrive 'bad.csv'
        'a,b' | Set-Content $bad
        { $results | ConvertTo-AnomalyIncident -AssetPath $bad } | Should -Throw -ErrorId 'AssetTableInvalid,*'
    }
}
