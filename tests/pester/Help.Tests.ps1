BeforeDiscovery {
    Import-Module $PSScriptRoot/Fixtures.psm1 -Force
    $pages = Get-ChildItem (Join-Path (Get-RepositoryRoot) 'docs/help/*.md') | ForEach-Object { @{ Name = $_.BaseName } }
}

Describe 'The help' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $helpFolder = Join-Path (Get-RepositoryRoot) 'docs/help'

        # What the examples find: three days of exports, the last one with attacks, a firewall's log, a trained model.
        New-Item -ItemType Directory (Join-Path $TestDrive 'exports') | Out-Null
        $flows = @(New-SampleFlow -Day 3 -HostCount 2 -Attack PortScan, Exfiltration)
        foreach ($day in $flows | Group-Object { $_.Start.ToString('yyyy-MM-dd') }) {
            Write-ArgusFile (Join-Path $TestDrive "exports/$($day.Name).binetflow") $day.Group[0..3999]
        }
        $flows[0..49] | ForEach-Object {
            [pscustomobject]@{
                when = $_.Start.ToString('o'); secs = $_.Duration.TotalSeconds.ToString([cultureinfo]::InvariantCulture); proto = $_.Protocol; src = $_.SourceAddress
                sport = $_.SourcePort; dst = $_.DestinationAddress; dport = $_.DestinationPort; octets = $_.Bytes
            }
        } | Export-Csv (Join-Path $TestDrive 'firewall.csv')
        $flows[0..7999] | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency -Name office) | Save-AnomalyModel (Join-Path $TestDrive 'office.nam')
        $night = "$TestDrive/exports/*.binetflow", "$TestDrive/office.nam", "$TestDrive/night.db"
        $null = Invoke-AnomalyScan @night -MaxPValue 0.01
    }

    BeforeEach {
        # Examples change it, each page finds it as it was.
        @'
[
{ "id": "backup", "reason": "nightly", "author": "ada", "expires": "2999-01-01", "host": "10.0.0.20" },
{ "id": "old", "reason": "gone", "author": "ada", "expires": "2020-01-01", "host": "10.0.0.21" }
]
'@ | Set-Content (Join-Path $TestDrive 'known.json')
    }

    It 'has a page for every cmdlet and no other' {
        (Get-ChildItem $helpFolder -Filter *.md).BaseName | Sort-Object | Should -Be ((Get-Command -Module NetAnomaly).Name | Sort-Object)
    }

    It 'was made of the pages as they are' {
        $again = Join-Path $TestDrive 'again.xml'
        $pwsh, [string[]] $shell = Get-ShellCommand
        & $pwsh @shell -NoProfile -NonInteractive -File (Join-Path $helpFolder 'Update-Help.ps1') -ModulePath (Get-ModulePath) -OutputPath $again
        $committed = Join-Path (Get-RepositoryRoot) 'module/en-US/NetAnomaly.PowerShell.dll-Help.xml'
        (Get-Content $again -Raw) -eq (Get-Content $committed -Raw).ReplaceLineEndings("`n") |
            Should -BeTrue -Because 'docs/help/Update-Help.ps1 must be run when a page or a parameter has changed'
    }

    It 'describes <Name> and each of its parameters' -ForEach $pages {
        $help = Get-Help $Name -Full
        $help.Synopsis | Should -Match '\.$'
        $help.description.Text | Should -Not -BeNullOrEmpty
        $parameters = (Get-Command $Name).Parameters.Keys.Where{ $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters }
        foreach ($parameter in $parameters) {
            $help.parameters.parameter.Where{ $_.name -eq $parameter }.description.Text | Should -Not -BeNullOrEmpty -Because "-$parameter"
        }
        @($help.parameters.parameter).Count | Should -Be $parameters.Count
    }

    It 'gives <Name> three examples or more, which run' -ForEach $pages {
        $examples = @((Get-Help $Name -Full).examples.example)
        $examples.Count | Should -BeGreaterOrEqual 3
        Push-Location $TestDrive
        try {
            foreach ($example in $examples) {
                $example.title | Should -Match '^Example \d: .+'
                $code = [scriptblock]::Create($example.code)
                { $ErrorActionPreference = 'Stop'; & $code | Out-String } | Should -Not -Throw -Because $example.title
            }
        }
        finally {
            Pop-Location
        }
    }

    It 'is found by Get-Help -Examples' {
        (Get-Help Import-FlowData -Examples | Out-String) | Should -Match 'Import-FlowData \./exports'
    }
}
