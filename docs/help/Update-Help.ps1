<#
.SYNOPSIS
    Writes the help file of the module from the pages in this folder.
.DESCRIPTION
    The pages hold the prose and the examples; types, positions, defaults and parameter sets are asked of the cmdlets themselves. The result,
    module/en-US/NetAnomaly.PowerShell.dll-Help.xml, is part of the repository, so that the build needs no pwsh; a test compares the two.
.EXAMPLE
    dotnet build.cs module && pwsh -NoProfile -File docs/help/Update-Help.ps1 && dotnet build.cs module
#>
[CmdletBinding()]
param(
    [string] $ModulePath,
    [string] $OutputPath = (Join-Path $PSScriptRoot '../../module/en-US/NetAnomaly.PowerShell.dll-Help.xml')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not $ModulePath) {
    $ModulePath = Get-ChildItem (Join-Path $PSScriptRoot '../../output/NetAnomaly/*/NetAnomaly.psd1') |
        Sort-Object { [version] $_.Directory.Name } | Select-Object -Last 1 -ExpandProperty FullName
}
Import-Module $ModulePath

$ns = [ordered]@{
    maml    = 'http://schemas.microsoft.com/maml/2004/10'
    command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
    dev     = 'http://schemas.microsoft.com/maml/dev/2004/10'
}

# A page as nested dictionaries: heading of level 2 -> heading of level 3 ('' before the first) -> text.
function Read-Page([string] $Path) {
    $page = [ordered]@{}
    $section, $item, $fenced = '', '', $false
    foreach ($line in [System.IO.File]::ReadAllLines($Path)) {
        if ($line.StartsWith('```')) { $fenced = -not $fenced }
        if (-not $fenced -and $line -match '^# ') { continue }
        if (-not $fenced -and $line -match '^## (.+)$') { $section, $item = $Matches[1], ''; continue }
        if (-not $fenced -and $line -match '^### (.+)$') { $item = $Matches[1]; continue }
        if (-not $page.Contains($section)) { $page[$section] = [ordered]@{} }
        if (-not $page[$section].Contains($item)) { $page[$section][$item] = [System.Collections.Generic.List[string]]::new() }
        $page[$section][$item].Add($line)
    }
    $page
}

function Get-Paragraph($Lines) {
    ($Lines -join "`n").Trim() -split '\n\s*\n' | Where-Object { $_ } | ForEach-Object { $_ -replace '\n', ' ' }
}

function Write-Paragraph($Xml, $Paragraphs) {
    foreach ($paragraph in $Paragraphs) { $Xml.WriteElementString('maml', 'para', $ns['maml'], $paragraph) }
}

function Write-Description($Xml, $Paragraphs) {
    $Xml.WriteStartElement('maml', 'description', $ns['maml'])
    Write-Paragraph $Xml $Paragraphs
    $Xml.WriteEndElement()
}

function Get-ParameterText($Page, [string] $Name) {
    switch ($Name) {
        'WhatIf' { return 'Says what would be written, and does not write it.' }
        'Confirm' { return 'Asks before something is written.' }
    }
    $texts = $Page['Parameters']
    if (-not $texts.Contains("-$Name")) { throw "The page says nothing about -$Name." }
    Get-Paragraph $texts["-$Name"]
}

function Get-DefaultText($Instance, $Parameter) {
    if ($null -eq $Instance.GetType().GetProperty($Parameter.Name)) { return 'None' }
    $value = $Instance.($Parameter.Name)
    if ($value -is [switch]) { return 'False' }
    if ($value -is [datetime]) { return $value.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) }
    # A cast to text is invariant in PowerShell.
    $text = @($value | Where-Object { $null -ne $_ } | ForEach-Object { [string] $_ }) -join ', '
    if ($text) { $text } else { 'None' }
}

function Get-TypeText([type] $Type) {
    if ($Type.IsArray) { return "$(Get-TypeText $Type.GetElementType())[]" }
    $underlying = [System.Nullable]::GetUnderlyingType($Type)
    if ($underlying) { $underlying.Name } else { $Type.Name }
}

function Write-Parameter($Xml, $Page, $Instance, $Parameter, $Metadata) {
    $Xml.WriteStartElement('command', 'parameter', $ns['command'])
    $pipeline = @(if ($Parameter.ValueFromPipeline) { 'ByValue' }; if ($Parameter.ValueFromPipelineByPropertyName) { 'ByPropertyName' }) -join ', '
    $wildcards = [bool] ($Metadata.Attributes | Where-Object { $_ -is [SupportsWildcards] })
    $Xml.WriteAttributeString('required', $Parameter.IsMandatory.ToString().ToLowerInvariant())
    $Xml.WriteAttributeString('variableLength', $Parameter.ParameterType.IsArray.ToString().ToLowerInvariant())
    $Xml.WriteAttributeString('globbing', $wildcards.ToString().ToLowerInvariant())
    $Xml.WriteAttributeString('pipelineInput', $(if ($pipeline) { "true ($pipeline)" } else { 'false' }))
    $Xml.WriteAttributeString('position', $(if ($Parameter.Position -ge 0) { "$($Parameter.Position)" } else { 'named' }))
    $Xml.WriteAttributeString('aliases', $(if ($Parameter.Aliases.Count) { $Parameter.Aliases -join ', ' } else { 'none' }))
    $Xml.WriteElementString('maml', 'name', $ns['maml'], $Parameter.Name)
    Write-Description $Xml (Get-ParameterText $Page $Parameter.Name)
    $type = Get-TypeText $Parameter.ParameterType
    if ($Parameter.ParameterType -ne [switch]) {
        $Xml.WriteStartElement('command', 'parameterValue', $ns['command'])
        $Xml.WriteAttributeString('required', 'true')
        $Xml.WriteAttributeString('variableLength', $Parameter.ParameterType.IsArray.ToString().ToLowerInvariant())
        $Xml.WriteString($type)
        $Xml.WriteEndElement()
    }
    $Xml.WriteStartElement('dev', 'type', $ns['dev'])
    $Xml.WriteElementString('maml', 'name', $ns['maml'], $type)
    $Xml.WriteElementString('maml', 'uri', $ns['maml'], '')
    $Xml.WriteEndElement()
    $Xml.WriteElementString('dev', 'defaultValue', $ns['dev'], (Get-DefaultText $Instance $Parameter))
    $Xml.WriteEndElement()
}

function Write-TypeList($Xml, [string] $List, [string] $Item, $Types) {
    $Xml.WriteStartElement('command', $List, $ns['command'])
    foreach ($type in $Types.GetEnumerator()) {
        if (-not $type.Key) { continue }
        $Xml.WriteStartElement('command', $Item, $ns['command'])
        $Xml.WriteStartElement('dev', 'type', $ns['dev'])
        $Xml.WriteElementString('maml', 'name', $ns['maml'], $type.Key)
        $Xml.WriteEndElement()
        Write-Description $Xml (Get-Paragraph $type.Value)
        $Xml.WriteEndElement()
    }
    $Xml.WriteEndElement()
}

function Write-Example($Xml, [string] $Title, $Lines) {
    $fences = @(for ($i = 0; $i -lt $Lines.Count; $i++) { if ($Lines[$i].StartsWith('```')) { $i } })
    if ($fences.Count -ne 2) { throw "'$Title' needs one block of code." }
    $Xml.WriteStartElement('command', 'example', $ns['command'])
    $Xml.WriteElementString('maml', 'title', $ns['maml'], $Title)
    $Xml.WriteElementString('dev', 'code', $ns['dev'], ($Lines[($fences[0] + 1)..($fences[1] - 1)] -join "`n"))
    $Xml.WriteStartElement('dev', 'remarks', $ns['dev'])
    Write-Paragraph $Xml (Get-Paragraph $Lines[($fences[1] + 1)..($Lines.Count - 1)])
    Write-Paragraph $Xml @("", "") # blank lines before the next
    $Xml.WriteEndElement()
    $Xml.WriteEndElement()
}

function Write-Command($Xml, $Command, $Page) {
    $instance = [System.Activator]::CreateInstance($Command.ImplementingType)
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters
    $Xml.WriteStartElement('command', 'command', $ns['command'])
    $Xml.WriteStartElement('command', 'details', $ns['command'])
    $Xml.WriteElementString('command', 'name', $ns['command'], $Command.Name)
    Write-Description $Xml (Get-Paragraph $Page['']['']) 
    $Xml.WriteElementString('command', 'verb', $ns['command'], $Command.Verb)
    $Xml.WriteElementString('command', 'noun', $ns['command'], $Command.Noun)
    $Xml.WriteEndElement()
    Write-Description $Xml (Get-Paragraph $Page['Description'][''])

    $Xml.WriteStartElement('command', 'syntax', $ns['command'])
    foreach ($set in $Command.ParameterSets | Sort-Object -Property @{ Expression = 'IsDefault'; Descending = $true }, Name) {
        $Xml.WriteStartElement('command', 'syntaxItem', $ns['command'])
        $Xml.WriteElementString('maml', 'name', $ns['maml'], $Command.Name)
        $ordered = $set.Parameters | Where-Object Name -NotIn $common |
            Sort-Object @{ Expression = { if ($_.Position -ge 0) { $_.Position } else { [int]::MaxValue } } }, @{ Expression = { -not $_.IsMandatory } }, Name
        foreach ($parameter in $ordered) { Write-Parameter $Xml $Page $instance $parameter $Command.Parameters[$parameter.Name] }
        $Xml.WriteEndElement()
    }
    $Xml.WriteEndElement()

    $Xml.WriteStartElement('command', 'parameters', $ns['command'])
    $all = $Command.ParameterSets.Parameters | Where-Object Name -NotIn $common | Sort-Object Name, @{ Expression = { -not $_.IsMandatory } } -Unique
    foreach ($group in $all | Group-Object Name) { Write-Parameter $Xml $Page $instance $group.Group[0] $Command.Parameters[$group.Name] }
    $Xml.WriteEndElement()

    Write-TypeList $Xml 'inputTypes' 'inputType' $Page['Inputs']
    Write-TypeList $Xml 'returnValues' 'returnValue' $Page['Outputs']
    if ($Page.Contains('Notes')) {
        $Xml.WriteStartElement('maml', 'alertSet', $ns['maml'])
        $Xml.WriteStartElement('maml', 'alert', $ns['maml'])
        Write-Paragraph $Xml (Get-Paragraph $Page['Notes'][''])
        $Xml.WriteEndElement()
        $Xml.WriteEndElement()
    }

    $Xml.WriteStartElement('command', 'examples', $ns['command'])
    foreach ($example in $Page['Examples'].GetEnumerator()) { if ($example.Key) { Write-Example $Xml $example.Key $example.Value } }
    $Xml.WriteEndElement()

    $Xml.WriteStartElement('command', 'relatedLinks', $ns['command'])
    foreach ($line in $Page['See also']['']) {
        if ($line -notmatch '^- (.+)$') { continue }
        $Xml.WriteStartElement('maml', 'navigationLink', $ns['maml'])
        $Xml.WriteElementString('maml', 'linkText', $ns['maml'], $Matches[1])
        $Xml.WriteElementString('maml', 'uri', $ns['maml'], '')
        $Xml.WriteEndElement()
    }
    $Xml.WriteEndElement()
    $Xml.WriteEndElement()
}

$settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) }
$xml = [System.Xml.XmlWriter]::Create([System.IO.Path]::GetFullPath($OutputPath, $PWD.ProviderPath), $settings)
try {
    $xml.WriteStartElement('helpItems', 'http://msh')
    $xml.WriteAttributeString('schema', 'maml')
    foreach ($prefix in $ns.Keys) { $xml.WriteAttributeString('xmlns', $prefix, 'http://www.w3.org/2000/xmlns/', $ns[$prefix]) }
    foreach ($command in Get-Command -Module NetAnomaly -CommandType Cmdlet | Sort-Object Name) {
        Write-Command $xml $command (Read-Page (Join-Path $PSScriptRoot "$($command.Name).md"))
    }
    $xml.WriteEndElement()
}
finally {
    $xml.Dispose()
}
