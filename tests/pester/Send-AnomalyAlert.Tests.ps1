Describe 'Send-AnomalyAlert' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        Import-Module (Get-ModulePath)
        function New-Alert([string] $Id, [int] $Version = 1) {
            [NetAnomaly.AnomalyAlert]@{
                Version = $Version; Action = $Version -eq 1 ? 'Raise' : 'Update'; Time = '2026-03-05T10:00:00Z'
                Incident = [NetAnomaly.AnomalyIncident]@{
                    Id = $Id; Host = '10.0.0.7'; Start = '2026-03-05T08:00:00Z'; End = '2026-03-05T09:00:00Z'
                    Conversations = 1; Flows = 1; Peers = 1; Score = 1; Severity = 1; PValue = 0.01; Model = 'office'
                    Reasons = [string[]] @('why'); Labels = [string[]] @(); Top = [NetAnomaly.AnomalyResult[]] @()
                }
            }
        }
        # A port on which nothing listens.
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $silent = [uri] "tcp://127.0.0.1:$($listener.LocalEndpoint.Port)"
        $listener.Stop()
    }

    It 'writes each version of an alert once into a directory' {
        $out = Join-Path $TestDrive 'out'
        (New-Alert a), (New-Alert a), (New-Alert a 2), (New-Alert b) | Send-AnomalyAlert -Directory $out
        (Get-ChildItem $out).Name | Sort-Object | Should -Be 'a-1.jsonl', 'a-2.jsonl', 'b-1.jsonl'
        (Get-Content $out/a-2.jsonl | ConvertFrom-Json).version | Should -Be 2
        New-Alert a | Send-AnomalyAlert -Directory $out -As Cef
        Get-Content $out/a-1.cef | Should -BeLike 'CEF:0|*'
    }

    It 'sends syslog over <_>' -ForEach 'tcp', 'udp' {
        if ($_ -eq 'udp') {
            $receiver = [System.Net.Sockets.UdpClient]::new(
                [System.Net.IPEndPoint]::new([ipaddress]::Loopback, 0))
            New-Alert a | Send-AnomalyAlert -Syslog "udp://127.0.0.1:$($receiver.Client.LocalEndpoint.Port)"
            $from = $null
            $text = [Text.Encoding]::UTF8.GetString($receiver.Receive([ref] $from))
            $receiver.Dispose()
        }
        else {
            $server = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $server.Start()
            $taken = $server.AcceptTcpClientAsync()
            New-Alert a | Send-AnomalyAlert -Syslog "tcp://127.0.0.1:$($server.LocalEndpoint.Port)"
            $text = [System.IO.StreamReader]::new($taken.Result.GetStream()).ReadToEnd()
            $server.Stop()
            $length, $text = $text -split ' ', 2
            $length | Should -Be ([Text.Encoding]::UTF8.GetByteCount($text))
        }
        $text | Should -Match '^<\d+>1 2026-03-05T10:00:00\.000Z \S+ NetAnomaly \d+ Raise \[netanomaly@32473 id="a"'
    }

    It 'names the alert that was not delivered' {
        New-Alert a | Send-AnomalyAlert -Syslog $silent -MaxAttempts 1 -ErrorVariable errors `
            -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'AlertNotDelivered,*'
        "$($errors[0])" | Should -Match '^The alert a, version 1, was not delivered: tcp://127\.0\.0\.1'
        $errors[0].TargetObject | Should -Be 'a-1'
    }

    It 'keeps in the spool what was not delivered, and sends it first the next time' {
        $spool = Join-Path $TestDrive 'spool'
        $out = (New-Alert a), (New-Alert b) | Send-AnomalyAlert -Syslog $silent -MaxAttempts 1 -SpoolPath $spool `
            -PassThru -ErrorVariable errors -ErrorAction SilentlyContinue
        $out | Should -BeNullOrEmpty
        @($errors) | Should -HaveCount 2
        Get-ChildItem $spool | Should -HaveCount 2
        $server = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, $silent.Port)
        $server.Start()
        $taken = $server.AcceptTcpClientAsync()
        @(New-Alert c | Send-AnomalyAlert -Syslog $silent -SpoolPath $spool -PassThru).Id | Should -Be 'c'
        $text = [System.IO.StreamReader]::new($taken.Result.GetStream()).ReadToEnd()
        $server.Stop()
        [regex]::Matches($text, ' id="(.)"').ForEach{ $_.Groups[1].Value } | Should -Be 'a', 'b', 'c'
        Get-ChildItem $spool | Should -BeNullOrEmpty
    }

    It 'sends nothing with -WhatIf, and names the target' {
        $out = Join-Path $TestDrive 'none'
        New-Alert a | Send-AnomalyAlert -Directory $out -SpoolPath (Join-Path $TestDrive 'nospool') -WhatIf
        $out | Should -Not -Exist
        Join-Path $TestDrive 'nospool' | Should -Not -Exist
    }

    It 'says at once what cannot be used: <Why>' -ForEach @(
        @{ Why = 'no target'; With = @{} }
        @{ Why = 'an unencrypted webhook'; With = @{ Webhook = 'http://localhost/' } }
        @{ Why = 'no recipients'; With = @{ Mail = 'smtp://localhost' } }
        @{ Why = 'a file without certificates'
            With = @{ Syslog = 'tls://localhost'; CertificateAuthority = $PSCommandPath } }
    ) {
        { New-Alert a | Send-AnomalyAlert @With } |
            Should -Throw -ErrorId 'AlertTargetInvalid,NetAnomaly.PowerShell.Cmdlets.SendAnomalyAlertCommand'
    }

    It 'says that the event log is of Windows' -Skip:$IsWindows {
        { New-Alert a | Send-AnomalyAlert -EventLog } | Should -Throw -ExpectedMessage '*Windows only*'
    }

    It 'names a spool that cannot be used' {
        $file = Join-Path $TestDrive 'file'
        Set-Content $file ''
        { New-Alert a | Send-AnomalyAlert -Directory (Join-Path $TestDrive 'out2') -SpoolPath $file } |
            Should -Throw -ErrorId 'AlertSpoolUnusable,*'
    }

    It 'asks SecretManagement for secrets by name' {
        { New-Alert a | Send-AnomalyAlert -Webhook 'https://127.0.0.1:1/' -SecretName hook -ErrorAction Stop } |
            Should -Throw -ExpectedMessage '*SecretManagement is not installed*'
        $stand = Join-Path $TestDrive 'StandIn.psm1'
        Set-Content $stand @'
function Get-Secret {
    param([string] $Name, [string] $Vault)
    $global:asked = "$Name of $Vault"
    if ($Name -eq 'odd') { 42 } else { ConvertTo-SecureString s3cret -AsPlainText -Force }
}
'@
        Import-Module $stand
        try {
            New-Alert a | Send-AnomalyAlert -Webhook 'https://127.0.0.1:1/' -SecretName hook -Vault safe `
                -MaxAttempts 1 -ErrorVariable errors -ErrorAction SilentlyContinue
            $global:asked | Should -Be 'hook of safe'
            $errors[0].FullyQualifiedErrorId | Should -BeLike 'AlertNotDelivered,*'
            "$($errors[0].Exception)" | Should -Not -Match 's3cret'
            { New-Alert a | Send-AnomalyAlert -Webhook 'https://127.0.0.1:1/' -SecretName odd } |
                Should -Throw -ExpectedMessage '*cannot be used here*'
        }
        finally {
            Remove-Module StandIn
            Remove-Variable asked -Scope Global
        }
    }
}
