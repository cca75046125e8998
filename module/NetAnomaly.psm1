# The records that users name live in the default load context; the cmdlets and everything they use live in one of their own.
if (-not ('NetAnomaly.Loading.ModuleLoadContext' -as [type])) {
    $null = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::GetFullPath("$PSScriptRoot/../lib/NetAnomaly.Shared.dll"))
}

$cmdlets = Microsoft.PowerShell.Core\Import-Module -Assembly ([NetAnomaly.Loading.ModuleLoadContext]::LoadCmdlets()) -PassThru

# A module that is imported for the second time does not hand on what a nested one exports (PowerShell issue 20710).
foreach ($cmdlet in $cmdlets.ExportedCmdlets.Values) {
    $null
}
