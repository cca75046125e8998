<#
.SYNOPSIS
    A gate for a pipeline: the traffic that a test run caused must hold no anomalous conversation.
.DESCRIPTION
    It fails, too, where that cannot be said: the export is missing or empty, or more than 5 % of its conversations could not be judged because the
    model was trained on too little. -AllowUndetermined lets the latter pass.
.EXAMPLE
    $gate = New-PesterContainer ./FlowGate.Tests.ps1 -Data @{ FlowPath = './capture.binetflow'; ModelPath = './office.nam' }
    Invoke-Pester -Container $gate -CI
#>
param(
    [Parameter(Mandatory)] [string] $FlowPath,
    [Parameter(Mandatory)] [string] $ModelPath,
    [double] $MaxPValue = 0.001,
    [switch] $AllowUndetermined,
    [string] $ModulePath = 'NetAnomaly'
)

Describe 'The traffic of the test run' {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        Import-Module $ModulePath
    }

    It 'can be read to its last row' {
        { Import-FlowData $FlowPath -ErrorAction Stop | Out-Null } | Should -Not -Throw
    }

    It 'holds no conversation that does not belong' {
        Test-FlowAnomaly $ModelPath -Path $FlowPath -MaxPValue $MaxPValue | Should -HaveNoAnomaly -AllowUndetermined
    }

    It 'could be judged' {
        # True, False, or the error ScanUndetermined.
        { Test-FlowAnomaly $ModelPath -Path $FlowPath -MaxPValue $MaxPValue -Quiet -AllowUndetermined:$AllowUndetermined } | Should -Not -Throw
    }
}
