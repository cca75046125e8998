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

    It 'of the first scan finds both attacks among its ten results' {
        $code = [regex]::Match((Get-Content (Join-Path (Get-RepositoryRoot) 'README.md') -Raw), '(?ms)^```powershell\r?\n(Import-Module.*?)^```').Groups[1].Value
        $code = $code -replace '(?m)^Import-Module.*$', ''
        Push-Location $TestDrive
        try { $found = @(& ([scriptblock]::Create($code))) }
        finally { Pop-Location }
        $found.Count | Should -Be 10
        $found.Labels | Sort-Object -Unique | Should -Contain 'Exfiltration'
        $found.Labels | Sort-Object -Unique | Should -Contain 'Beacon'
    }
}
