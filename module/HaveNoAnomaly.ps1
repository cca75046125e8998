# Pester's operator: $results | Should -HaveNoAnomaly. Dot-sourced where the module is imported while Pester is loaded.
if ($null -eq (Get-ShouldOperator | Where-Object Name -EQ 'HaveNoAnomaly')) {
    Add-ShouldOperator -Name HaveNoAnomaly -SupportsArrayInput -Test {
        param($ActualValue, [switch] $Negate, [string] $Because, [switch] $AllowUndetermined, $CallerSessionState)

        $failure = $null
        try {
            # Nothing at all is no answer either; the cmdlet says so.
            @($ActualValue | Where-Object { $null -ne $_ }) |
                Assert-FlowAnomaly -AllowUndetermined:$AllowUndetermined -ErrorAction Stop | Out-Null
        }
        catch {
            if ($_.FullyQualifiedErrorId -notmatch '^(AnomalyFound|ScanUndetermined),') { throw }
            $failure = $_
        }

        $reason = if ($Because) { ", because $($Because -replace '^because\s+')" }
        $found = $null -ne $failure -and $failure.FullyQualifiedErrorId -like 'AnomalyFound,*'
        [pscustomobject] @{
            Succeeded      = if ($Negate) { $found } else { $null -eq $failure }
            FailureMessage = if ($Negate) { "Expected an anomaly$reason, but there was none." }
            else { "Expected no anomaly$reason, but: $($failure.Exception.Message)" }
        }
    }
}
