Describe 'Hosts that only changed their address' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $flows = @(New-SampleFlow -Day 5 -HostCount 5)
        $cut = $flows[0].Start.Date.AddDays(4)
        $model = $flows.Where{ $_.Start -lt $cut } | Invoke-AnomalyTraining (New-AnomalyModel) -InformationAction Ignore
        $day = $flows.Where{ $_.Start -ge $cut }
        $client = ($day | Group-Object SourceAddress -NoElement | Sort-Object Count -Descending | Select-Object -First 1).Name
        $new = '10.99.99.99'
        $file = Join-Path $TestDrive 'day.binetflow'
        Write-ArgusFile $file $day
        (Get-Content $file -Raw).Replace(",$client,", ",$new,") | Set-Content $file -NoNewline
        $expected = @($day | Test-FlowAnomaly $model)
        $map = Join-Path $TestDrive 'leases.csv'
        "OldAddress,NewAddress,From,To", "$client,$new,$($cut.ToString('o'))," | Set-Content $map
    }

    It 'raises at most two more alerts than with the old address, whatever the map is given as' -ForEach 'file', 'hashtable', 'rows' {
        $given = switch ($_) { 'file' { $map } 'hashtable' { @{ $client = $new } } 'rows' { Import-Csv $map } }
        $moved = @(Test-FlowAnomaly $model -Path $file -HostMap $given -WarningVariable warned)
        $moved.Count | Should -Be $expected.Count
        @($moved.Where{ $_.IsAnomaly }).Count | Should -BeLessOrEqual (@($expected.Where{ $_.IsAnomaly }).Count + 2)
        $warned | Should -BeNullOrEmpty
        $one = $moved.Where{ $_.SourceAddress -eq $client }[0]
        $one.ObservedSourceAddress | Should -Be $new
        "$one" | Should -BeLike "*$client (seen as $new) - *"
    }

    It 'says so to Import-FlowData too, and keeps the address that was seen' {
        $renamed = @(Import-FlowData $file -HostMap $map)
        $renamed.Where{ $new -in $_.SourceAddress, $_.DestinationAddress }.Count | Should -Be 0
        $renamed.Where{ $_.ObservedSourceAddress -eq $new }.Count | Should -Be $day.Where{ $_.SourceAddress -eq $client }.Count
    }

    It 'warns of rows that make no sense, of a map without use, and of conversations that come ready-made' {
        $rows = [pscustomobject] @{ OldAddress = $client; NewAddress = $new; From = ''; To = '' },
            [pscustomobject] @{ OldAddress = $client; NewAddress = '10.99.99.98'; From = 'soon'; To = '' }
        $null = Test-FlowAnomaly $model -Path $file -HostMap $rows -WarningVariable warned 3>$null
        "$warned" | Should -Be "1 of 2 rows of the host map was left out; the first is row 2: From is no time: 'soon'."
        $null = Test-FlowAnomaly $model -Path $file -HostMap @{ $client = '192.0.2.1' } -WarningVariable warned 3>$null
        "$warned" | Should -BeLike '*changed no flow*'
        $null = $day[0..20] | ConvertTo-FlowToken -Model $model | Test-FlowAnomaly $model -HostMap $map -WarningVariable warned 3>$null
        "$warned" | Should -BeLike '*ready-made*'
    }

    It 'ends where the map is none: <_>' -ForEach 'no such file.csv', 5, '' {
        $given = $_ ? $_ : @{ $client = $client }
        { Test-FlowAnomaly $model -Path $file -HostMap $given } | Should -Throw -ErrorId 'HostMapInvalid,*'
    }

    It 'tells in the summary whose hosts training never saw, and advises nothing while most are known' {
        $null = Test-FlowAnomaly $model -Path $file -InformationVariable said
        $summary = $said[-1].MessageData
        $summary.UnknownHosts.Client | Should -BeGreaterThan 0
        $summary.UnknownHosts.ClientShare | Should -BeLessThan 0.5
        $summary.Drift[0].Conversations | Should -Be $summary.Conversations
    }

    It 'advises to train again when all clients have other addresses' {
        $all = Join-Path $TestDrive 'all.binetflow'
        Write-ArgusFile $all $day
        (Get-Content $all -Raw) -replace ',10\.20\.(?!1\.)(\d+\.\d+),', ',10.77.$1,' | Set-Content $all -NoNewline
        $null = Test-FlowAnomaly $model -Path $all -InformationVariable said -WarningVariable warned 3>$null
        $said[-1].MessageData.Advice | Should -BeLike '*Train again*'
        @($warned.Where{ "$_" -like '*Train again*' }).Count | Should -Be 1
    }
}
