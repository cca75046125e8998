BeforeDiscovery {
    Import-Module $PSScriptRoot/Fixtures.psm1 -Force
    Import-Module (Get-ModulePath)
    $names = (Get-Command -Module NetAnomaly).Name | Sort-Object | ForEach-Object { @{ Name = $_ } }
}

# What scripts of users rest on: names, parameters, sets and types of the cmdlets, held against Cmdlets.Snapshot.json.
Describe 'The cmdlets' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        $snapshotPath = Join-Path $PSScriptRoot 'Cmdlets.Snapshot.json'
        $renewal = 'If this is meant, renew the snapshot: set the environment variable NETANOMALY_SNAPSHOT to write, ' +
            'run these tests, and look through what changed.'

        # A type with its arguments but without assemblies and their versions.
        function Get-TypeText([type] $Type) {
            if ($Type.IsArray) { return "$(Get-TypeText $Type.GetElementType())[]" }
            if (-not $Type.IsGenericType) { return $Type.FullName }
            $arguments = $Type.GetGenericArguments().ForEach{ Get-TypeText $_ }
            "$($Type.GetGenericTypeDefinition().FullName -replace '`\d+$')<$($arguments -join ', ')>"
        }

        # How a parameter stands in one set.
        function Get-Use($Metadata) {
            $position = $Metadata.Position -eq [int]::MinValue ? 'named' : "position $($Metadata.Position)"
            $need = $Metadata.IsMandatory ? 'mandatory' : 'optional'
            $pipeline = @(
                if ($Metadata.ValueFromPipeline) { 'value' }
                if ($Metadata.ValueFromPipelineByPropertyName) { 'property' }
                if ($Metadata.ValueFromRemainingArguments) { 'remaining arguments' }
            )
            "$position, $need$($pipeline ? ", takes $($pipeline -join ' and ')" : '')"
        }

        function Get-Parameter([System.Management.Automation.ParameterMetadata] $Parameter) {
            $sets = [ordered]@{}
            $uses = $Parameter.ParameterSets
            foreach ($set in $uses.Keys | Sort-Object) { $sets[$set] = Get-Use $uses[$set] }
            [ordered]@{
                type    = Get-TypeText $Parameter.ParameterType
                aliases = @($Parameter.Aliases | Sort-Object)
                sets    = $sets
            }
        }

        # A cmdlet as a snapshot has it: nothing of it hangs on the platform, or on PowerShell's common parameters.
        function Get-Snapshot([string] $Name) {
            $command = Get-Command $Name
            $common = [System.Management.Automation.Cmdlet]::CommonParameters
            $parameters = [ordered]@{}
            foreach ($key in $command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object) {
                $parameters[$key] = Get-Parameter $command.Parameters[$key]
            }
            [ordered]@{
                sets       = @($command.ParameterSets.Name | Sort-Object)
                defaultSet = "$($command.DefaultParameterSet)"
                outputs    = @($command.OutputType.Name | Sort-Object)
                parameters = $parameters
            }
        }

        # A tree of names and values as lines, each with where it stands.
        function Get-Line($Value, [string] $At) {
            if ($Value -isnot [System.Collections.IDictionary]) { return @{ At = $At; Is = @($Value) -join ', ' } }
            foreach ($key in $Value.Keys) { Get-Line $Value[$key] ($At ? "$At, $key" : $key) }
        }

        # What differs, a sentence each.
        function Compare-Snapshot($Then, $Now) {
            $was, $is = @{}, @{}
            foreach ($line in Get-Line $Then '') { $was[$line.At] = $line.Is }
            foreach ($line in Get-Line $Now '') { $is[$line.At] = $line.Is }
            foreach ($at in @($was.Keys) + @($is.Keys) | Sort-Object -Unique) {
                if (-not $is.ContainsKey($at)) { "$at is gone; it was '$($was[$at])'" }
                elseif (-not $was.ContainsKey($at)) { "$at is new: '$($is[$at])'" }
                elseif ($was[$at] -cne $is[$at]) { "$at is '$($is[$at])'; it was '$($was[$at])'" }
            }
        }

        if ($env:NETANOMALY_SNAPSHOT -eq 'write') {
            $all = [ordered]@{}
            foreach ($name in (Get-Command -Module NetAnomaly).Name | Sort-Object) { $all[$name] = Get-Snapshot $name }
            $text = ($all | ConvertTo-Json -Depth 9).ReplaceLineEndings("`n")
            [System.IO.File]::WriteAllText($snapshotPath, "$text`n")
        }

        $snapshot = Get-Content $snapshotPath -Raw | ConvertFrom-Json -AsHashtable
    }

    It 'are those of the snapshot' {
        $now = (Get-Command -Module NetAnomaly).Name
        @(
            foreach ($name in $snapshot.Keys) { if ($name -notin $now) { "$name is gone" } }
            foreach ($name in $now) { if ($name -notin $snapshot.Keys) { "$name is new" } }
        ) -join "`n" | Should -BeNullOrEmpty -Because $renewal
    }

    It 'keep what the snapshot says of <Name>' -ForEach $names {
        if (-not $snapshot.ContainsKey($Name)) {
            Set-ItResult -Skipped -Because 'it is not in the snapshot, which another test says'
            return
        }

        @(Compare-Snapshot $snapshot[$Name] (Get-Snapshot $Name)) -join "`n" | Should -BeNullOrEmpty -Because $renewal
    }
}
