Describe 'Import-FlowData' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 60)
        $one = Join-Path $TestDrive 'one.binetflow'
        $two = Join-Path $TestDrive 'two.binetflow'
        Write-ArgusFile $one $flows[0..39]
        Write-ArgusFile $two $flows[40..59]
        $bad = Join-Path $TestDrive 'bad.binetflow'
        Write-ArgusFile $bad $flows[0..9] -Append 'not,a,flow'
        $worse = Join-Path $TestDrive 'worse.binetflow'
        Write-ArgusFile $worse $flows[0..9] -Append (1..25 | ForEach-Object { "no,flow,$_" })
    }

    It 'reads what a flow holds, in UTC' {
        $read = @(Import-FlowData $one)
        $read.Count | Should -Be 40
        $read[0] | Should -BeOfType NetAnomaly.FlowRecord
        $read[0].Start | Should -Be $flows[0].Start
        $read[0].Start.Kind | Should -Be 'Utc'
        foreach ($name in 'Protocol', 'SourceAddress', 'SourcePort', 'DestinationAddress', 'DestinationPort', 'Bytes', 'State', 'Label') {
            $read.$name | Should -Be $flows[0..39].$name
        }
        $read[0].File | Should -Be $one
        $read[0].Line | Should -Be 2
    }

    It 'counts a flow once that two exporters report' {
        $paths = foreach ($name in 'one', 'two') {
            $path = Join-Path $TestDrive "router-$name.csv"
            Set-Content $path @(
                'start,end,src,dst,srcport,dstport,proto,tcp_flags,packets,bytes'
                '2026-03-04T10:00:00Z,2026-03-04T10:00:02Z,10.0.0.1,192.0.2.80,40000,443,6,2,' +
                    "$($name -eq 'two' ? 4 : 3),300")
            $path
        }
        @(Import-FlowData $paths).Count | Should -Be 2
        $flow = @(Import-FlowData $paths -Deduplicate -Verbose 4>&1)
        ($flow | Where-Object { $_ -is [NetAnomaly.FlowRecord] }).Packets | Should -Be 4
        "$flow" | Should -BeLike '*1 record told of flows that another exporter reported too*'
    }

    It 'pairs records of one direction where it is asked to' {
        $netflow = Join-Path $TestDrive 'netflow.csv'
        Set-Content $netflow @(
            'start,end,src,dst,srcport,dstport,proto,tcp_flags,packets,bytes'
            '2026-03-04T10:00:00Z,2026-03-04T10:00:02Z,10.0.0.1,192.0.2.80,40000,443,6,2,3,300'
            '2026-03-04T10:00:01Z,2026-03-04T10:00:03Z,192.0.2.80,10.0.0.1,443,40000,6,18,2,900'
            '2026-03-04T10:00:05Z,2026-03-04T10:00:05Z,10.0.0.1,192.0.2.53,50000,53,17,0,1,60')
        @(Import-FlowData $netflow).Count | Should -Be 3
        $paired = @(Import-FlowData $netflow -Pair)
        $paired.Count | Should -Be 2
        $paired[0].SourceAddress | Should -Be '10.0.0.1'
        $paired[0].SourceBytes | Should -Be 300
        $paired[0].DestinationBytes | Should -Be 900
        $paired[0].State | Should -Be 'S_SA'
        $paired[1].Bytes | Should -Be 60
    }

    It 'takes paths from the pipeline' {
        @($one, $two | Import-FlowData).Count | Should -Be 60
    }

    It 'takes files from Get-ChildItem' {
        @(Get-ChildItem $TestDrive -Filter *o*.binetflow | Where-Object Name -In 'one.binetflow', 'two.binetflow' | Import-FlowData).Count | Should -Be 60
    }

    It 'takes several paths and expands wildcards' {
        @(Import-FlowData (Join-Path $TestDrive '[ot][nw][eo].binetflow')).Count | Should -Be 60
        @(Import-FlowData $one, $two).Count | Should -Be 60
    }

    It 'takes a literal path with brackets in it' {
        $odd = Join-Path $TestDrive 'flows[1].binetflow'
        Write-ArgusFile $odd $flows[0..4]
        @(Import-FlowData -LiteralPath $odd).Count | Should -Be 5
        @(Get-Item -LiteralPath $odd | Import-FlowData).Count | Should -Be 5
        Remove-Item -LiteralPath $odd
    }

    It 'finds relative paths and PowerShell drives' {
        Push-Location $TestDrive
        try { @(Import-FlowData ./one.binetflow).Count | Should -Be 40 } finally { Pop-Location }
        @(Import-FlowData TestDrive:/one.binetflow).Count | Should -Be 40
    }

    It 'reads gzip directly' {
        $packed = Join-Path $TestDrive 'one.gz'
        Write-GzipFile $packed $one
        @(Import-FlowData $packed).Count | Should -Be 40
    }

    It 'reports a bad row by file and line and reads the others' {
        $read = @(Import-FlowData $bad -ErrorAction SilentlyContinue -ErrorVariable problems)
        $read.Count | Should -Be 10
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FlowRowRejected,*'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $problems[0].TargetObject | Should -BeOfType NetAnomaly.RejectedRow
        $problems[0].TargetObject.Line | Should -Be 12
        "$($problems[0])" | Should -BeLike "*bad.binetflow:12:*"
        $problems[0].ErrorDetails.RecommendedAction | Should -BeLike '*-RejectPath*'
    }

    It 'writes ten errors per file and counts the rest in a warning' {
        $read = @(Import-FlowData $worse -ErrorAction SilentlyContinue -ErrorVariable problems -WarningVariable warnings -WarningAction SilentlyContinue)
        $read.Count | Should -Be 10
        $problems.Count | Should -Be 10
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike '*worse.binetflow: 25 rows were rejected*'
    }

    It 'reports how many rows were rejected for each reason' {
        $quiet = @{ ErrorAction = 'Ignore'; WarningAction = 'Ignore' }
        Import-FlowData $worse, $bad -InformationVariable information @quiet 6>$null |
            Out-Null
        $report = $information.Where({ $_.Tags -contains 'NetAnomaly.Import' }).MessageData
        $report.Rejected | Should -Be 26
        ($report.Rejections | Measure-Object Count -Sum).Sum | Should -Be 26
        $report.Rejections[0].Reason | Should -BeLike 'it has * columns where the header names *'
        ($report.Rejections | Out-String) | Should -Match 'Reason'
    }

    It 'stops at the first bad row where errors should stop' {
        $read = [System.Collections.Generic.List[object]]::new()
        { Import-FlowData $bad -ErrorAction Stop | ForEach-Object { $read.Add($_) } } | Should -Throw -ErrorId 'FlowRowRejected,*'
        $read.Count | Should -Be 10
    }

    It 'collects every bad row in the file of -RejectPath' {
        $rejects = Join-Path $TestDrive 'rejects.csv'
        Import-FlowData $worse, $bad -RejectPath $rejects -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Out-Null
        $rows = @(Import-Csv $rejects)
        $rows.Count | Should -Be 26
        $rows[0].File | Should -Be $worse
        $rows[0].Line | Should -Be '12'
        $rows[0].Text | Should -Be 'no,flow,1'
        $rows[25].File | Should -Be $bad
    }

    It 'replaces the file of -RejectPath only with -Force' {
        $rejects = Join-Path $TestDrive 'kept.csv'
        Set-Content $rejects 'mine'
        { Import-FlowData $bad -RejectPath $rejects -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'RejectFileUnusable,*'
        Get-Content $rejects | Should -Be 'mine'
        Import-FlowData $bad -RejectPath $rejects -Force -ErrorAction SilentlyContinue | Out-Null
        @(Import-Csv $rejects).Count | Should -Be 1
    }

    It 'reads but writes no rejects with -WhatIf' {
        $rejects = Join-Path $TestDrive 'never.csv'
        @(Import-FlowData $bad -RejectPath $rejects -WhatIf -ErrorAction SilentlyContinue).Count | Should -Be 10
        $rejects | Should -Not -Exist
    }

    It 'leaves no file of rejects where no row is bad' {
        $rejects = Join-Path $TestDrive 'none.csv'
        Import-FlowData $one -RejectPath $rejects | Out-Null
        $rejects | Should -Not -Exist
    }

    It 'reports a missing file and reads the next' {
        $read = @(Import-FlowData (Join-Path $TestDrive 'missing'), $one -ErrorAction SilentlyContinue -ErrorVariable problems)
        $read.Count | Should -Be 40
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'reports a missing literal path and a wildcard that matches nothing' {
        Import-FlowData -LiteralPath (Join-Path $TestDrive 'missing') -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
        Import-FlowData (Join-Path $TestDrive '*.nothing') -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
    }

    It 'names what is wrong with a file' -ForEach @(
        @{ Case = 'a directory'; Id = 'FlowFileIsDirectory' }
        @{ Case = 'an empty file'; Id = 'FlowFileEmpty' }
        @{ Case = 'a text of no format'; Id = 'FlowFormatUnknown' }
        @{ Case = 'a truncated archive'; Id = 'FlowFileTruncated' }
    ) {
        $path = Join-Path $TestDrive "case-$Id"
        switch ($Id) {
            'FlowFileIsDirectory' { New-Item -ItemType Directory $path | Out-Null }
            'FlowFileEmpty' { New-Item -ItemType File $path | Out-Null }
            'FlowFormatUnknown' { Set-Content $path 'Dear diary', 'today was a day.' }
            'FlowFileTruncated' { Write-GzipFile $path $one -Keep 600 }
        }
        Import-FlowData $path -ErrorAction SilentlyContinue -ErrorVariable problems | Out-Null
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        "$($problems[0])" | Should -BeLike "*case-$Id*"
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'reads a tree of files in the order of their paths and passes over what is no export' {
        $tree = Join-Path $TestDrive 'tree'
        New-Item -ItemType Directory (Join-Path $tree 'b') | Out-Null
        Copy-Item $two (Join-Path $tree 'b/two.binetflow')
        Copy-Item $one (Join-Path $tree 'a.binetflow')
        Set-Content (Join-Path $tree 'notes.txt') 'Dear diary'
        $read = @(Import-FlowData $tree -Recurse -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction Stop)
        $read.Count | Should -Be 60
        ($read.File | Select-Object -Unique | Split-Path -Leaf) | Should -Be 'a.binetflow', 'two.binetflow'
        "$warnings" | Should -BeLike '1 file found by -Recurse is*names it; name one*'
        @(Import-FlowData (Join-Path $tree '*') -Recurse -ErrorAction SilentlyContinue).Count | Should -Be 60
        @(Import-FlowData -LiteralPath $tree -Recurse -WarningAction SilentlyContinue).Count | Should -Be 60
    }

    It 'keeps flows between -After and -Before, in UTC' {
        $ordered = @($flows[0..39] | Sort-Object Start)
        $cut = $ordered[20].Start
        $late = @(Import-FlowData $one -After $cut)
        $early = @(Import-FlowData $one -Before $cut)
        $late.Count + $early.Count | Should -Be 40
        $early.Where{ $_.Start -ge $cut }.Count | Should -Be 0
        $late.Where{ $_.Start -lt $cut }.Count | Should -Be 0
        @(Import-FlowData $one -After $cut.ToLocalTime()).Count | Should -Be $late.Count
    }

    It 'reads JSON by a map of paths' {
        $json = Join-Path $TestDrive 'own.jsonl'
        Set-Content $json '{"when":"2026-03-02T10:00:00Z","net":{"src":"10.0.0.1","dst":"10.0.0.2"}}'
        (Import-FlowData $json -ColumnMap @{ Start = 'when'; Source = 'net.src'; Destination = 'net.dst' }).DestinationAddress | Should -Be '10.0.0.2'
    }

    It 'refuses paths outside the file system' {
        Import-FlowData env:PATH -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NotAFileSystemPath,*'
    }

    It 'reads CSV by a column map' {
        $csv = Join-Path $TestDrive 'own.csv'
        Set-Content $csv 'when,src,dst,proto,octets', '2026-03-02T10:00:00Z,10.0.0.1,10.0.0.2,tcp,1200'
        $flow = Import-FlowData $csv -ColumnMap @{ Start = 'when'; Source = 'src'; Destination = 'dst'; Protocol = 'proto'; Bytes = 'octets' }
        $flow.SourceAddress | Should -Be '10.0.0.1'
        $flow.Bytes | Should -Be 1200
        $flow.Start | Should -Be ([datetime]::new(2026, 3, 2, 10, 0, 0, [DateTimeKind]::Utc))
    }

    It 'reads a table of a German Excel' {
        $csv = Join-Path $TestDrive 'german.csv'
        Set-Content $csv 'sep=;', 'Beginn;Dauer;Quelle;Ziel;Bytes',
            '30.11.2026 08:45:12;1,5;192.0.2.4;198.51.100.9;1.234'
        $map = @{ Start = 'Beginn'; Duration = 'Dauer'; Source = 'Quelle'; Destination = 'Ziel'; Bytes = 'Bytes' }
        $flow = Import-FlowData $csv -ColumnMap $map -Culture de-DE
        $flow.Start | Should -Be ([datetime]::new(2026, 11, 30, 8, 45, 12, [DateTimeKind]::Utc))
        $flow.Duration | Should -Be ([timespan]::FromSeconds(1.5))
        $flow.Bytes | Should -Be 1234
        $zoned = Import-FlowData $csv -ColumnMap $map -Culture de-DE -TimeFormat 'dd.MM.yyyy HH:mm:ss' `
            -TimeZone Europe/Berlin
        $zoned.Start | Should -Be $flow.Start.AddHours(-1)
    }

    It 'takes a zone by name, by offset or as an object, and refuses what is none' {
        $shifted = (Import-FlowData $one | Select-Object -First 1).Start.AddHours(-2)
        $zone = [TimeZoneInfo]::CreateCustomTimeZone('x', '02:00', 'x', 'x')
        foreach ($given in '+02:00', $zone) {
            (Import-FlowData $one -TimeZone $given | Select-Object -First 1).Start | Should -Be $shifted
        }
        { Import-FlowData $one -TimeZone Atlantis } | Should -Throw '*Europe/Berlin*'
    }

    It 'reads the flows that Export-Csv and Import-Csv hand on of an export' {
        $twin = Join-Path $TestDrive 'twin.csv'
        Import-Csv $one | Export-Csv $twin -IncludeTypeInformation
        Get-FlowFormat -Path $twin | Select-Object -ExpandProperty Format | Should -Be 'Argus'
        (Import-FlowData $twin).Bytes | Should -Be (Import-FlowData $one).Bytes
    }

    It 'warns once per file of what was read on an assumption' {
        $named = Join-Path $TestDrive 'named.binetflow'
        Set-Content $named 'StartTime,Dur,Proto,SrcAddr,Sport,DstAddr,Dport,State,TotPkts,TotBytes,SrcBytes',
            '2024/10/21 10:01:46,0.5,tcp,192.0.2.6,12555,198.51.100.9,https,CON,10,5000,700',
            '2024/10/21 10:01:47,0.5,tcp,192.0.2.6,our-app,198.51.100.9,our-app,CON,10,5000,700'
        $flows = Import-FlowData $named -WarningVariable warnings -WarningAction SilentlyContinue
        $flows.DestinationPort | Should -Be @(443, $null)
        $warnings.Count | Should -Be 1
        $warnings[0] | Should -BeLike '*2 ports*ra -n*'
    }

    It 'says what a column map may name' {
        { Import-FlowData $one -ColumnMap @{ Sauce = 'src' } } | Should -Throw -ErrorId 'ColumnMapInvalid,*'
        { Import-FlowData $one -Format Argus -ColumnMap @{ Start = 'a'; Source = 'b'; Destination = 'c' } } | Should -Throw -ErrorId 'ColumnMapInvalid,*'
    }

    It 'reads in the format that is asked for' {
        @(Import-FlowData $one -Format argus).Count | Should -Be 40
        Import-FlowData $one -Format Morse -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'FlowFormatUnknown,*'
    }

    It 'completes the names of formats' {
        Get-Completion 'Import-FlowData x -Format ' | Should -Contain 'Argus'
        Get-Completion 'Import-FlowData x -Format Arg' | Should -Be 'Argus'
    }

    It 'stops reading when the pipeline has enough, and closes the file' {
        $passed = 0
        $first = @(Import-FlowData $one | ForEach-Object { $passed++; $_ } | Select-Object -First 3)
        $first.Count | Should -Be 3
        $passed | Should -Be 3
        $exclusive = [System.IO.File]::Open($one, 'Open', 'ReadWrite', 'None')
        $exclusive.Dispose()
    }
}
