# What the tests share: where the module lies, and small files of flows.

Set-StrictMode -Version Latest

# The manifest of the module under test: the one that the build names, else the newest that was assembled.
function Get-ModulePath {
    if ($env:NETANOMALY_MODULE) { return $env:NETANOMALY_MODULE }
    $built = Get-ChildItem (Join-Path $PSScriptRoot '../../output/NetAnomaly/*/NetAnomaly.psd1') -ErrorAction Ignore |
        Sort-Object { [version] $_.Directory.Name } | Select-Object -Last 1
    if (-not $built) { throw 'There is no assembled module. Run: dotnet build.cs module' }
    $built.FullName
}

# The root of the repository.
function Get-RepositoryRoot { [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../..')) }

# The program that starts another shell like this one, followed by what it needs before any other argument: a PowerShell that was installed as a
# .NET tool runs in dotnet, which is given pwsh.dll.
function Get-ShellCommand {
    $program = [System.Environment]::ProcessPath
    if ([System.IO.Path]::GetFileNameWithoutExtension($program) -ne 'dotnet') { return $program }
    $program
    Join-Path $PSHOME 'pwsh.dll'
}

# Writes flows as an Argus binetflow file.
function Write-ArgusFile {
    param([Parameter(Mandatory)] [string] $Path, [Parameter(Mandatory)] [object[]] $Flow, [string[]] $Append = @())
    $invariant = [cultureinfo]::InvariantCulture
    $lines = [System.Collections.Generic.List[string]]::new()
    $lines.Add('StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,Label')
    foreach ($f in $Flow) {
        $lines.Add([string]::Join(',', @(
            $f.Start.ToString('yyyy/MM/dd HH:mm:ss.ffffff', $invariant), $f.Duration.TotalSeconds.ToString('0.000000', $invariant), $f.Protocol,
            $f.SourceAddress, "$($f.SourcePort)", '  ->', $f.DestinationAddress, "$($f.DestinationPort)", $f.State, '0', '0',
            "$($f.Packets)", "$($f.Bytes)", "$($f.SourceBytes)", $f.Label)))
    }
    $lines.AddRange($Append)
    [System.IO.File]::WriteAllLines($Path, $lines)
}

# Flows as the XML of ISCX IDS 2012: the element is named as the published file is, times are whole seconds, of a label only Normal or Attack is left.
function Write-IscxFile {
    param([string] $Path, [NetAnomaly.FlowRecord[]] $Flow)
    $element = [System.IO.Path]::GetFileNameWithoutExtension($Path)
    $xml = [System.Xml.XmlWriter]::Create($Path)
    try {
        $xml.WriteStartDocument()
        $xml.WriteStartElement('dataroot')
        foreach ($one in $Flow) {
            $xml.WriteStartElement($element)
            $fields = [ordered]@{
                appName                         = if ($one.Service) { $one.Service } else { 'Unknown_TCP' }
                totalSourceBytes                = $one.SourceBytes
                totalDestinationBytes           = $one.DestinationBytes
                totalDestinationPackets         = $one.DestinationPackets
                totalSourcePackets              = $one.SourcePackets
                direction                       = 'L2R'
                sourceTCPFlagsDescription       = if ($one.Protocol -eq 'tcp') { 'S,P,A' } else { 'N/A' }
                destinationTCPFlagsDescription  = if ($one.Protocol -eq 'tcp') { 'S,P,A' } else { 'N/A' }
                source                          = $one.SourceAddress
                protocolName                    = "$($one.Protocol)_ip"
                sourcePort                      = [int] $one.SourcePort
                destination                     = $one.DestinationAddress
                destinationPort                 = [int] $one.DestinationPort
                startDateTime                   = $one.Start.ToString('yyyy-MM-ddTHH:mm:ss', [cultureinfo]::InvariantCulture)
                stopDateTime                    = ($one.Start + $one.Duration).ToString('yyyy-MM-ddTHH:mm:ss', [cultureinfo]::InvariantCulture)
                Tag                             = if ($one.Label -eq 'Normal') { 'Normal' } else { 'Attack' }
            }
            foreach ($name in $fields.Keys) { $xml.WriteElementString($name, "$($fields[$name])") }
            $xml.WriteEndElement()
        }

        $xml.WriteEndElement()
    }
    finally {
        $xml.Dispose()
    }
}

# One flow of NSL-KDD: 41 features, the attack's name, a difficulty.
function Get-KddRow([int] $Bytes = 100, [string] $Service = 'http', [string] $Attack = 'normal') {
    "0,tcp,$Service,SF,$Bytes,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,1,1,0,0,0,0,1,0,0,1,1,1,0,0,0,0,0,0,0,$Attack,21"
}

# Packs a file with gzip, cut to so many bytes where that is asked for.
function Write-GzipFile {
    param([Parameter(Mandatory)] [string] $Path, [Parameter(Mandatory)] [string] $Source, [int] $Keep = 0)
    $memory = [System.IO.MemoryStream]::new()
    $zip = [System.IO.Compression.GZipStream]::new($memory, [System.IO.Compression.CompressionLevel]::Fastest, $true)
    $bytes = [System.IO.File]::ReadAllBytes($Source)
    $zip.Write($bytes, 0, $bytes.Length)
    $zip.Dispose()
    $packed = $memory.ToArray()
    if ($Keep) { $packed = $packed[0..($Keep - 1)] }
    [System.IO.File]::WriteAllBytes($Path, $packed)
}

# What the Tab key offers at the end of a line.
function Get-Completion {
    param([Parameter(Mandatory)] [string] $Line)
    (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
}
