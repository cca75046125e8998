# Every cmdlet takes the same forms, and answers alike to what it cannot take.
BeforeDiscovery {
    $commands = foreach ($name in 'ConvertTo-FlowToken', 'ConvertTo-FlowFeature', 'Export-FlowData', 'Test-FlowDataset',
        'Invoke-AnomalyTraining',
        'Test-FlowAnomaly', 'Measure-AnomalyModel', 'Add-AnomalyReference') { @{ Name = $name } }
}

Describe 'Input in any form' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $WarningPreference = 'SilentlyContinue'
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 300)
        $model = $flows | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency)
        $metric = $flows | Invoke-AnomalyTraining (New-AnomalyModel Metric -GroupBy Flow) -Epoch 1
        $results = @($flows | Test-FlowAnomaly $model)
        $out = Join-Path $TestDrive 'out.csv'
        $arguments = @{
            'ConvertTo-FlowToken' = @{}; 'ConvertTo-FlowFeature' = @{}; 'Test-FlowDataset' = @{}
            'Export-FlowData' = @{ Path = $out; Force = $true; PassThru = $true }
            'Invoke-AnomalyTraining' = @{ Model = New-AnomalyModel TokenFrequency; InformationAction = 'Ignore' }
            'Test-FlowAnomaly' = @{ Model = $model }; 'Measure-AnomalyModel' = @{ Model = $model }
            'Add-AnomalyReference' = @{ Model = $metric; Label = 'odd' }
        }
        $file = Join-Path $TestDrive 'flows.xml'
        $flows | Export-Clixml $file
        $stored = @(Import-Clixml $file)
        function Get-Text($Output) {
            ($Output | ForEach-Object { $_ -is [System.IO.FileInfo] ? (Get-Content $_ -Raw) : "$_" }) -join "`n"
        }
    }

    It '<Name> makes the same of flows that were stored as of live ones' -ForEach $commands {
        $with = $arguments[$Name]
        $live = Get-Text ($flows | & $Name @with)
        $live | Should -Not -BeNullOrEmpty
        Get-Text ($stored | & $Name @with -ErrorAction Stop) | Should -Be $live
        Get-Text (& $Name -InputObject $stored @with -ErrorAction Stop) | Should -Be $live
    }

    It '<Name> refuses <What> with <Id>, and takes the others' -ForEach @(
        foreach ($command in $commands) {
            @{ Name = $command.Name; What = 'a text'; Id = 'InputNotFlows'; Bad = 'nonsense' }
            @{ Name = $command.Name; What = 'another row'; Id = 'InputNotFlows'
                Bad = [pscustomobject]@{ ts = 1; src = 'a' } }
            @{ Name = $command.Name; What = 'a bad value'; Id = 'InputValueInvalid'; Bad = [pscustomobject]@{
                    Start = '2026-03-02'; Protocol = 'tcp'; SourceAddress = 'a'; DestinationAddress = 'b'
                    Bytes = '1,234' } }
            @{ Name = $command.Name; What = 'features that were lost'; Id = 'InputIncomplete'; Bad = [pscustomobject]@{
                    Start = '1970-01-01'; Protocol = 'tcp'; SourceAddress = '-'; DestinationAddress = '-'
                    Features = 'Kdd: 38 numbers, 3 categories' } }
        }
    ) {
        $with = $arguments[$Name]
        $live = Get-Text ($flows | & $Name @with)
        $some = @($flows[0..9]) + $Bad + @($flows[10..299])
        Get-Text ($some | & $Name @with -ErrorVariable errors -ErrorAction SilentlyContinue) | Should -Be $live
        @($errors).Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It '<Name> refuses <What> with <Id>' -ForEach @(
        foreach ($name in 'ConvertTo-AnomalyIncident', 'Set-AnomalyThreshold') {
            @{ Name = $name; What = 'a text'; Id = 'InputNotResults'; Bad = 'nonsense' }
            @{ Name = $name; What = 'a bad time'; Id = 'InputValueInvalid'
                Bad = [pscustomobject]@{ WindowStart = '31/31/26'; Window = '01:00'; Score = 1; PValue = 1 } }
        }
        @{ Name = 'ConvertTo-AnomalyIncident'; What = 'a result without its window'; Id = 'InputIncomplete'
            Bad = [pscustomobject]@{ WindowStart = '2026-03-02'; Score = 1; PValue = 1 } }
    ) {
        @($Bad, $results[0] | & $Name -ErrorVariable errors -ErrorAction SilentlyContinue) | Out-Null
        @($errors).Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'flows with features come back from CLIXML and deep JSON' {
        $path = Join-Path $TestDrive 'KDDTrain+.txt'
        Set-Content $path (1..5 | ForEach-Object { Get-KddRow (100 * $_) })
        $kdd = @(Import-FlowData $path)
        $kdd | Export-Clixml $file
        $live = @($kdd | ConvertTo-FlowFeature)
        foreach ($back in @(Import-Clixml $file), @(ConvertTo-Json $kdd -Depth 4 | ConvertFrom-Json)) {
            $again = @($back | ConvertTo-FlowFeature)
            $again.Values | Should -Be $live.Values
            $again[0].Flow.Features.Equals($kdd[0].Features) | Should -BeTrue
        }
        $kdd | ConvertTo-Csv | ConvertFrom-Csv |
            ConvertTo-FlowFeature -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -BeLike 'InputIncomplete,*'
    }

    It 'what Export-FlowData guards comes back through Import-Csv' {
        $odd = [NetAnomaly.FlowRecord]@{
            Start = '2026-03-02'; Protocol = 'tcp'; SourceAddress = 'a'; DestinationAddress = 'b'; Label = '=1+1'
        }
        $odd | Export-FlowData $out -Force
        (Import-Csv $out).Label | Should -Be "'=1+1"
        (Import-Csv $out | ConvertTo-FlowToken).Labels | Should -Be '=1+1'
    }

    It 'no parameter lets PowerShell make a flow, a conversation or a result by itself' {
        foreach ($command in Get-Command -Module NetAnomaly) {
            foreach ($parameter in $command.Parameters.Values) {
                $type = $parameter.ParameterType
                if ($type.IsArray) { $type = $type.GetElementType() }
                $built = [NetAnomaly.FlowRecord], [NetAnomaly.Conversation], [NetAnomaly.AnomalyResult],
                    [NetAnomaly.AnomalyIncident]
                $type | Should -Not -BeIn $built -Because "$($command.Name) -$($parameter.Name)"
            }
        }
    }
}
