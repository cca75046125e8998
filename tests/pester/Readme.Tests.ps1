# The code that users copy first: it runs, and it finds something.
BeforeDiscovery {
    Import-Module $PSScriptRoot/Fixtures.psm1 -Force
    $pages = @('README.md') + (Get-ChildItem (Join-Path (Get-RepositoryRoot) 'docs') -Filter *.md).ForEach{ "docs/$($_.Name)" }
    $blocks = foreach ($page in $pages) {
        $text = Get-Content (Join-Path (Get-RepositoryRoot) $page) -Raw
        $number = 0
        foreach ($match in [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```')) {
            @{ Page = $page; Number = ++$number; Code = $match.Groups[1].Value }
        }
    }
}

BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module $PSScriptRoot/Fixtures.psm1 -Force
    Import-Module (Get-ModulePath)
    $WarningPreference = 'SilentlyContinue'
}

Describe 'Code in the pages' {
    It 'of <Page>, block <Number>, names commands and parameters that exist' -ForEach $blocks {
        $errors = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        foreach ($call in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $name = $call.GetCommandName()
            if (-not $name -or $name -like '*/*') { continue }
            $command = Get-Command $name -ErrorAction Ignore
            $command | Should -Not -BeNullOrEmpty -Because "$name is called"
            if ($command.Source -ne 'NetAnomaly') { continue }
            foreach ($parameter in $call.CommandElements.Where{ $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                $command.Parameters.Keys | Should -Contain $parameter.ParameterName -Because "$name is given it"
            }
        }
    }

    It 'of the first scan names both attacks among its incidents' {
        $code = [regex]::Match((Get-Content (Join-Path (Get-RepositoryRoot) 'README.md') -Raw), '(?ms)^```powershell\r?\n(Import-Module.*?)^```').Groups[1].Value
        $code = $code -replace '(?m)^Import-Module.*$', ''
        Push-Location $TestDrive
        try { $found = @(& ([scriptblock]::Create($code))) }
        finally { Pop-Location }
        $found.Count | Should -BeLessOrEqual 10
        $found.Labels | Sort-Object -Unique | Should -Contain 'PortScan'
        $found.Labels | Sort-Object -Unique | Should -Contain 'Beacon'
    }

    It 'of the real capture names the infected host first' {
        $capture = Join-Path (Get-RepositoryRoot) '../shared/data/ctu13/capture20110816.binetflow.gz'
        if (-not (Test-Path $capture)) { Set-ItResult -Skipped -Because 'the captures are not beside the repository, in ../shared/data' }
        $code = [regex]::Match((Get-Content (Join-Path (Get-RepositoryRoot) 'README.md') -Raw), '(?ms)^```powershell\r?\n(\$flows = Import-FlowData.*?)^```').Groups[1].Value
        $code | Should -Match 'capture20110816\.binetflow\.gz'
        $found = @(& ([scriptblock]::Create($code.Replace('capture20110816.binetflow.gz', "'$capture'"))))
        $found[0].Host | Should -Be '147.32.84.165'
    }
}
