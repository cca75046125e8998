Describe 'The examples' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        $manifestPath = Get-ModulePath
        Import-Module $manifestPath
        $WarningPreference = 'SilentlyContinue'
        $examples = Join-Path (Get-RepositoryRoot) 'examples'
        $pwsh, [string[]] $shell = Get-ShellCommand

        # Training traffic, a quiet night of the same kind, and one with an attack.
        $flows = @(New-SampleFlow -Day 3 -HostCount 3)
        $attacked = @(New-SampleFlow -Day 3 -HostCount 3 -Attack Exfiltration, PortScan)
        $cut = $flows[0].Start.Date.AddDays(2)
        $past = $flows.Where{ $_.Start -lt $cut }
        $quiet = Join-Path $TestDrive 'quiet.binetflow'
        $noisy = Join-Path $TestDrive 'noisy.binetflow'
        $learned = Join-Path $TestDrive 'past.binetflow'
        $modelFile = Join-Path $TestDrive 'office.nam'
        $model = $past | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name office)
        Save-AnomalyModel $modelFile -Model $model
        Write-ArgusFile $noisy $attacked.Where{ $_.Start -ge $cut }
        Write-ArgusFile $learned $past
        Write-ArgusFile $quiet $past[0..2000].Where{ $_.Protocol -eq 'udp' }
        # The strangest of the noisy night, and a little more: the number goes through text on its way to the scripts.
        $rare = 1.01 * (Test-FlowAnomaly $model -Path $noisy | Sort-Object Score -Descending | Select-Object -First 1).PValue

        function Invoke-Night([string[]] $Path, [string] $ModelPath, [string] $Output) {
            $list = ($Path | ForEach-Object { "'$_'" }) -join ', '
            $call = "& '$examples/NightlyScan.ps1' $list '$ModelPath' '$Output' -MaxPValue $rare " +
                "-ModulePath '$manifestPath'; exit `$LASTEXITCODE"
            & $pwsh @shell -NoProfile -NonInteractive -Command $call 2>&1
        }
    }

    It 'FirstScan shows ten incidents at most' {
        $found = & $examples/FirstScan.ps1 -TrainOn $learned -Scan $noisy -ModulePath $manifestPath
        @($found).Count | Should -BeLessOrEqual 10
        foreach ($result in $found) { $result | Should -BeOfType NetAnomaly.AnomalyIncident }
    }

    It 'FirstScan works without files' {
        $found = @(& $examples/FirstScan.ps1 -ModulePath $manifestPath)
        $found.Count | Should -BeGreaterThan 0
        $found.Labels | Should -Contain 'PortScan'
        $found.Labels | Should -Contain 'Beacon'
    }

    It 'NightlyScan ends with 2 and names the incidents, once' {
        $output = Join-Path $TestDrive 'noisy'
        $said = Invoke-Night $noisy $modelFile $output
        $LASTEXITCODE | Should -Be 2 -Because "$said"
        $rows = @(Import-Csv (Join-Path $output 'alerts-*.csv' -Resolve))
        $lines = @(Get-Content (Join-Path $output 'alerts-*.jsonl' -Resolve) | ConvertFrom-Json)
        $rows.Count | Should -BeGreaterThan 0
        $lines.Count | Should -Be $rows.Count
        $lines[0].Host | Should -Be $rows[0].Host
        $rows[0].Action | Should -Be Raise
        $rows[0].Reason | Should -Not -BeNullOrEmpty
        $rows[0].Severity | Should -Match '^\d+(\.\d+)?$'
        @(Get-ChildItem $output -Filter *.tmp).Count | Should -Be 0
        "$said" | Should -Not -Match ([char]27)

        $said = Invoke-Night $noisy $modelFile $output
        $LASTEXITCODE | Should -Be 3 -Because "nothing new was there; $said"
    }

    It 'NightlyScan ends with 0 on a quiet night' {
        $output = Join-Path $TestDrive 'quiet'
        $said = Invoke-Night $quiet $modelFile $output
        $LASTEXITCODE | Should -Be 0 -Because "$said"
        Join-Path $output 'alerts-*.csv' | Should -Exist
        @(Get-Content (Join-Path $output 'alerts-*.jsonl' -Resolve)).Count | Should -Be 0
    }

    It 'NightlyScan tells of bad rows and does not fail for them' {
        $output = Join-Path $TestDrive 'rows'
        $file = Join-Path $TestDrive 'rows.binetflow'
        Copy-Item $quiet $file
        Add-Content $file 'not,a,flow'
        $said = Invoke-Night $file $modelFile $output
        $LASTEXITCODE | Should -Be 0 -Because "$said"
        "$said" | Should -Match '1 rows are no flows'
    }

    It 'NightlyScan ends with 3 where an export is missing or empty, and nothing is to be told' {
        New-Item (Join-Path $TestDrive 'empty.binetflow') -ItemType File | Out-Null
        foreach ($gap in 'none.binetflow', 'empty.binetflow') {
            $said = Invoke-Night "$TestDrive/$gap", $quiet $modelFile (Join-Path $TestDrive "quiet-$gap")
            $LASTEXITCODE | Should -Be 3 -Because "$said"
            "$said" | Should -Match $gap
            "$said" | Should -Match '1 exports missing, 0 failures'
        }
    }

    It 'NightlyScan ends with 3 where the model can judge too little' {
        $small = Join-Path $TestDrive 'small.nam'
        $past[0..60] | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name small) | Save-AnomalyModel $small
        $output = Join-Path $TestDrive 'small'
        $said = & $pwsh @shell -NoProfile -NonInteractive -File $examples/NightlyScan.ps1 $noisy $small $output `
            -ModulePath $manifestPath 2>&1
        $LASTEXITCODE | Should -Be 3 -Because "$said"
        "$said" | Should -Match '0 alerts'
    }

    It 'NightlyScan scans the other exports where one is missing, and incidents come first' {
        $output = Join-Path $TestDrive 'missing'
        $said = Invoke-Night "$TestDrive/none.binetflow", $noisy $modelFile $output
        $LASTEXITCODE | Should -Be 2 -Because "$said"
        "$said" | Should -Match 'none\.binetflow'
        @(Import-Csv (Join-Path $output 'alerts-*.csv' -Resolve)).Count | Should -BeGreaterThan 0
    }

    It 'NightlyScan ends with 1 where the model is missing, and says so' {
        $said = Invoke-Night $quiet (Join-Path $TestDrive 'none.nam') (Join-Path $TestDrive 'nomodel')
        $LASTEXITCODE | Should -Be 1
        "$said" | Should -Match 'none\.nam'
    }

    It 'FlowGate passes quiet traffic and stops what does not belong' {
        # In a process of its own: Pester cannot run within Pester.
        $tiny = Join-Path $TestDrive 'tiny.nam'
        $past[0..60] | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name tiny) | Save-AnomalyModel $tiny
        $cases = @(
            @{ File = $quiet; Model = $modelFile; P = $rare; Allow = 'false'; Failed = 0 }
            @{ File = $noisy; Model = $modelFile; P = $rare; Allow = 'false'; Failed = 1 }
            @{ File = $noisy; Model = $tiny; P = 0.001; Allow = 'false'; Failed = 1 }
            @{ File = $noisy; Model = $tiny; P = 0.001; Allow = 'true'; Failed = 0 }
            @{ File = (Join-Path $TestDrive 'absent.binetflow'); Model = $modelFile; P = $rare; Allow = 'true'; Failed = 3 })
        foreach ($case in $cases) {
            $script = "
                `$gate = New-PesterContainer -Path '$examples/FlowGate.Tests.ps1' -Data @{ FlowPath = '$($case.File)'; ModelPath = '$($case.Model)'; MaxPValue = $($case.P); AllowUndetermined = `$$($case.Allow); ModulePath = '$manifestPath' }
                `$run = Invoke-Pester -Container `$gate -PassThru -Output None
                exit 10 + `$run.FailedCount"
            & $pwsh @shell -NoProfile -NonInteractive -Command $script | Out-Null
            $LASTEXITCODE | Should -Be (10 + $case.Failed) -Because "$($case.File) $($case.Model) $($case.Allow)"
        }
    }

    It 'Demo finds injected attacks' {
        $said = & $pwsh @shell -NoProfile -NonInteractive -File $examples/Demo.ps1 -ModulePath $manifestPath -Day 3
        $LASTEXITCODE | Should -Be 0
        $said -join "`n" | Should -Match '(?m)^[1-5] of 5 injected attacks stand among the top 20: '
    }

    It 'set strict mode and stop at errors' {
        foreach ($example in Get-ChildItem $examples -Filter *.ps1) {
            $text = Get-Content $example -Raw
            $text | Should -Match 'Set-StrictMode -Version Latest' -Because $example.Name
            $text | Should -Match "\`$ErrorActionPreference = 'Stop'" -Because $example.Name
        }
    }
}
