@{
    RootModule           = 'module/NetAnomaly.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b7a3f0a6-5f3c-4d0e-9a51-3c1f9d2f6e74'
    Author               = 'NetAnomaly contributors'
    CompanyName          = 'NetAnomaly contributors'
    Copyright            = 'Copyright (c) NetAnomaly contributors'
    Description          = 'Learns what normal traffic looks like from network-flow exports and names the conversations that do not belong, with a score, a p-value and the reason.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    TypesToProcess       = @('module/NetAnomaly.Types.ps1xml')
    FormatsToProcess     = @('module/NetAnomaly.Format.ps1xml', 'module/NetAnomaly.Lists.Format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Add-AnomalyReference'
        'Add-AnomalySuppression'
        'Assert-FlowAnomaly'
        'Compare-AnomalyModel'
        'ConvertTo-AnomalyAlert'
        'ConvertTo-AnomalyIncident'
        'ConvertTo-AnomalyPseudonym'
        'ConvertTo-FlowFeature'
        'ConvertTo-FlowToken'
        'Export-FlowData'
        'Get-AnomalyArchitecture'
        'Get-AnomalyEngine'
        'Get-AnomalyIncident'
        'Get-AnomalyModel'
        'Get-AnomalyScan'
        'Get-AnomalySuppression'
        'Get-FlowFormat'
        'Get-FlowTokenNeighbor'
        'Import-AnomalyModel'
        'Import-FlowData'
        'Install-AnomalyEngine'
        'Invoke-AnomalyScan'
        'Invoke-AnomalyTraining'
        'Measure-AnomalyModel'
        'New-AnomalyModel'
        'New-SampleFlow'
        'Register-AnomalyScan'
        'Remove-AnomalySuppression'
        'Save-AnomalyModel'
        'Send-AnomalyAlert'
        'Set-AnomalyFeedback'
        'Set-AnomalySuppression'
        'Set-AnomalyThreshold'
        'Test-AnomalySuppression'
        'Test-FlowAnomaly'
        'Test-FlowDataset'
        'Uninstall-AnomalyEngine'
        'Unregister-AnomalyScan'
        'Update-AnomalyModel'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('NetFlow', 'Zeek', 'Argus', 'Anomaly', 'Detection', 'Security', 'Network', 'MachineLearning', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'First release: reads 28 formats of flow exports, trains eight architectures, scores conversations with reasons, gathers incidents. See CHANGELOG.md.'
        }
    }
}
