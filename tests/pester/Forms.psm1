# What the tests of PowerShell's forms share: the forms, and how a value in one is compared with the live one.

Set-StrictMode -Version Latest

# Flows with what forms find hard: nothing known, texts with quotes and formulas, renamed hosts, feature columns.
function Get-HardFlow {
    $start = [datetime]::new(2026, 3, 2, 5, 6, 7, [DateTimeKind]::Utc)
    [NetAnomaly.FlowRecord]@{
        Start = $start; Duration = [timespan]::FromDays(1.5); Protocol = 'udp'
        SourceAddress = '2001:db8::1'; DestinationAddress = '192.0.2.7'
    }
    [NetAnomaly.FlowRecord]@{
        Start = $start.AddTicks(10000000); Duration = [timespan]::new(1); Protocol = 'tcp'
        SourceAddress = '192.0.2.8'; SourcePort = 0
        DestinationAddress = 'I-İ-ı.example'; DestinationPort = 65535; Bytes = 0; SourceBytes = 0
        Packets = 4611686018427387903; SourcePackets = 1
        State = '=S"F; ''x'''; Service = "a`tb"; Label = 'a; "b", c'; File = '/tmp/x y.csv'; Line = 12
        ObservedSourceAddress = '10.9.9.9'
    }
}

# The objects as they come back from a form that needs no other process.
function ConvertTo-Form([object[]] $Object, [string] $Form, [string] $Folder) {
    $file = Join-Path $Folder "form.$Form"
    switch ($Form) {
        Csv { $Object | Export-Csv $file; Import-Csv $file }
        Json {
            ConvertTo-Json $Object -Depth 4 -WarningAction Ignore | Set-Content $file
            Get-Content $file -Raw | ConvertFrom-Json
        }
        Hashtable { ConvertTo-Json $Object -Depth 4 -WarningAction Ignore | ConvertFrom-Json -AsHashtable }
        Clixml { $Object | Export-Clixml $file; Import-Clixml $file }
        # As deep as remoting goes.
        Remote {
            $serializer = [System.Management.Automation.PSSerializer]
            foreach ($one in $Object) { $serializer::Deserialize($serializer::Serialize($one, 1)) }
        }
    }
}

# What a job hands on that makes the same of the same flows, by kind.
function Receive-FormJob([string] $FlowFile, [string] $ModelFile, [string] $Culture) {
    $received = Start-Job -ArgumentList $FlowFile, $ModelFile, (Get-ModulePath), $Culture -ScriptBlock {
        param($FlowFile, $ModelFile, $Module, $Culture)
        Import-Module $Module
        [cultureinfo]::CurrentCulture = $Culture
        $WarningPreference = 'SilentlyContinue'
        $conversations = @(Import-Clixml $FlowFile | ConvertTo-FlowToken -Scheme ProtoByte, ServicePort)
        $results = @($conversations | Test-FlowAnomaly $ModelFile -MaxPValue 0.2)
        'Flow'; $conversations.Flows
        'Conversation'; $conversations[0..9]
        'Result'; $results
        'Incident'; $results | ConvertTo-AnomalyIncident -All
        'Metric'; $conversations | Measure-AnomalyModel $ModelFile -AnomalousLabel 'Port*'
        'Finding'; $conversations.Flows | Test-FlowDataset
    } | Receive-Job -Wait -AutoRemoveJob
    $byKind, $kind = @{}, ''
    foreach ($one in $received) {
        if ($one -is [string]) { $kind = $one; $byKind[$kind] = [System.Collections.Generic.List[object]]::new() }
        else { $byKind[$kind].Add($one) }
    }
    $byKind
}

# What a value that came back should have been and is not, by name; nothing where all is there. What a form keeps as
# text only is not looked into.
function Find-Difference($Live, $Back, [string] $Name = 'it') {
    if ($null -eq $Live) { if (-not [string]::IsNullOrEmpty($Back)) { "$Name is '$Back', was null" }; return }
    if ($Live -is [string]) { if ($Live -cne "$Back") { "$Name is '$Back', was '$Live'" }; return }
    $culture = [cultureinfo]::CurrentCulture
    $utc = [System.Globalization.DateTimeStyles] 'AssumeUniversal, AdjustToUniversal'
    $same = switch (, $Live) {
        { $_ -is [datetime] } {
            ($Back -is [string] ? [datetime]::Parse($Back, $culture, $utc) : $Back) -eq $Live
            break
        }
        { $_ -is [timespan] } {
            ($Back -is [string] ? [timespan]::Parse($Back, $culture) : [timespan]::new($Back.Ticks)) -eq $Live
            break
        }
        { $_ -is [bool] } { "$Back" -eq "$Live"; break }
        { $_ -is [enum] } { $Back -is [string] ? $Back -eq "$Live" : [int] $Back -eq [int] $Live; break }
        { $_ -is [ValueType] -and $_ -is [System.IConvertible] } {
            $number = $Back -is [string] ? [double]::Parse($Back, $culture) : [double] $Back
            $number.Equals([double] $Live)
            break
        }
        default { $null }
    }
    if ($null -ne $same) { if (-not $same) { "$Name is '$Back', was '$Live'" }; return }
    if ($Live -is [System.Collections.IDictionary]) {
        if ($Back -is [string]) { return }
        foreach ($key in $Live.Keys) { Find-Difference $Live[$key] $Back.$key "$Name.$key" }
        return
    }
    if ($Live -is [System.Collections.IList]) {
        if ($Back -is [string]) {
            $text = [NetAnomaly.Internal.ListText]::Join([string[]] @($Live | ForEach-Object { $_.ToString() }))
            # Further down it is what a form that is not deep makes of lists.
            if ($Name -match '^it\.\w+$' -and $Live -isnot [array] -and $Back -cne $text) {
                "$Name is '$Back', was '$text'"
            }
            return
        }
        if (@($Back).Count -ne $Live.Count) { "$Name has $(@($Back).Count) elements, had $($Live.Count)"; return }
        for ($i = 0; $i -lt $Live.Count; $i++) { Find-Difference $Live[$i] @($Back)[$i] "$Name[$i]" }
        return
    }
    if ($Back -is [string]) { return }
    foreach ($property in $Live.psobject.Properties) {
        Find-Difference $property.Value $Back.($property.Name) "$Name.$($property.Name)"
    }
}
