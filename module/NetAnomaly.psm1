# The records that users name live in the default load context; the cmdlets and all that they use live in one of their own.
if (-not ('NetAnomaly.Loading.ModuleLoadContext' -as [type])) {
    $null = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::GetFullPath("$PSScriptRoot/../lib/NetAnomaly.Shared.dll"))
}

$cmdlets = Import-Module -Assembly ([NetAnomaly.Loading.ModuleLoadContext]::LoadCmdlets()) -PassThru

# PowerShell would keep the nested module and find it 'already loaded' at Import-Module -Force, without its cmdlets (PowerShell issue 20710).
$ExecutionContext.SessionState.Module.OnRemove = { Remove-Module -ModuleInfo $cmdlets }

# Tests say Should -HaveNoAnomaly. Where Pester comes later, import the module again with -Force.
if (Get-Module Pester) { . "$PSScriptRoot/HaveNoAnomaly.ps1" }
