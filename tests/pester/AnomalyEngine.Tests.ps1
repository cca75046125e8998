Describe 'Engines' {
    BeforeAll {
        Set-StrictMode -Version Latest
        Import-Module $PSScriptRoot/Fixtures.psm1 -Force
        $manifestPath = Get-ModulePath
        Import-Module $manifestPath
        $pwsh, [string[]] $shell = Get-ShellCommand
        $packs = Join-Path $TestDrive 'packs'
        $before = $env:NETANOMALY_ENGINES
        $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'none'

        # The Torch engine, from the packages that the build restored. Where the module has an adapter to it, it must install and load.
        $missing = if (-not (Test-Path (Join-Path (Split-Path $manifestPath) 'lib/torch/NetAnomaly.Models.Torch.dll'))) {
            'the module was built without the Torch engine: Torch=false, or a platform that has no libtorch'
        }
        if (-not $missing) {
            $env:NETANOMALY_ENGINES = $packs
            $installed = Install-AnomalyEngine -FromFeed -Device Cpu -ErrorAction Stop
            $zip = Join-Path $TestDrive 'pack.zip'
            [System.IO.Compression.ZipFile]::CreateFromDirectory($installed.Path, $zip)
        }

        # In a session of its own: what is loaded there stays loaded.
        $seen = if (-not $missing) {
            $script = {
                param($manifestPath, $folder)
                $ErrorActionPreference = 'Stop'
                $WarningPreference = 'SilentlyContinue'
                # Another module's version of a library that TorchSharp has, too.
                # (Add-Type would write an assembly of that file name, but of another name inside.)
                $other = [System.Reflection.Emit.PersistedAssemblyBuilder]::new([System.Reflection.AssemblyName] 'Google.Protobuf, Version=99.0.0.0', [object].Assembly)
                [void] $other.DefineDynamicModule('Google.Protobuf')
                $other.Save((Join-Path $folder 'Google.Protobuf.dll'))
                [void] [System.Reflection.Assembly]::LoadFrom((Join-Path $folder 'Google.Protobuf.dll'))
                Import-Module $manifestPath
                function Get-Native { @([System.Diagnostics.Process]::GetCurrentProcess().Modules.ModuleName -match 'torch').Count }
                $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 1500)
                $model = $flows | Invoke-AnomalyTraining (New-AnomalyModel Clstm) -Epoch 1
                $early = Get-Native
                $doctor = Get-AnomalyEngine Torch
                if (-not $doctor.IsAvailable) { throw "$($doctor.Problem) $($doctor.Remedy)" }
                $two = 1..2 | ForEach-Object -ThrottleLimit 2 -Parallel {
                    Import-Module $using:manifestPath
                    $WarningPreference = 'SilentlyContinue'
                    $trained = $using:flows | Invoke-AnomalyTraining (New-AnomalyModel Clstm) -Epoch 1 -Engine Torch
                    ($using:flows | Test-FlowAnomaly $trained | Measure-Object Score -Sum).Sum
                }
                $torch = $flows | Invoke-AnomalyTraining (New-AnomalyModel Clstm) -Epoch 1 -Engine Torch -Verbose 4>&1
                $said, $torch = @($torch)[0..0], @($torch)[-1]
                Save-AnomalyModel (Join-Path $folder 'torch.nam') -Model $torch
                $score = ($flows | Test-FlowAnomaly $torch | Measure-Object Score -Sum).Sum
                $embedded = ($flows | Test-FlowAnomaly $torch -Engine Embedded | Measure-Object Score -Sum).Sum
                $read = Import-AnomalyModel (Join-Path $folder 'torch.nam') -Engine Torch -Device cpu
                $readScore = ($flows | Test-FlowAnomaly $read | Measure-Object Score -Sum).Sum
                $half = $flows | Invoke-AnomalyTraining (New-AnomalyModel Clstm) -Epoch 1 -Precision BFloat16
                $exact = @(($flows | Test-FlowAnomaly $half -Engine Embedded).Score)
                $halfOff, $singleOff = @{}, @{ Precision = 'Single' } | ForEach-Object {
                    $options = $_
                    $scores = @(($flows | Test-FlowAnomaly $half @options).Score)
                    (0..($exact.Count - 1) | ForEach-Object { [Math]::Abs($scores[$_] - $exact[$_]) } | Measure-Object -Maximum).Maximum
                }
                Remove-Module NetAnomaly
                Import-Module $manifestPath
                $again = ($flows | Test-FlowAnomaly (Join-Path $folder 'torch.nam') -Engine Torch | Measure-Object Score -Sum).Sum
                $contexts = [System.Runtime.Loader.AssemblyLoadContext]::All.Where{ $_.Name -eq 'NetAnomaly.Torch' }
                $protobuf = [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.Where{ $_.GetName().Name -eq 'Google.Protobuf' }
                Uninstall-AnomalyEngine -WarningAction SilentlyContinue -WarningVariable removed
                $gone = Get-AnomalyEngine Torch
                $afterwards = ($flows | Test-FlowAnomaly $torch | Measure-Object Score -Sum).Sum
                @{
                    Early = $early; Late = Get-Native; Version = $doctor.Version; Device = $doctor.Devices[0].Name; Two = $two
                    Said = "$said"; Trained = "$($torch.Provenance.Engine) $($torch.Provenance.Device)"; Where = $torch.Engine; Read = $read.Engine
                    Score = $score; Embedded = $embedded; ReadScore = $readScore; Again = $again
                    Half = $halfOff; Single = $singleOff; Contexts = $contexts.Count
                    Other = "$($protobuf.GetName().Version)"; Removed = "$removed"; Gone = $gone.Problem; Afterwards = $afterwards
                    Own = @($contexts[0].Assemblies.ForEach{ $_.GetName().Name })
                }
            }
            # With packs of its own, which it removes.
            $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'own'
            Copy-Item $packs $env:NETANOMALY_ENGINES -Recurse
            $output = & $pwsh @shell -NoProfile -NonInteractive -Command $script -args $manifestPath, "$TestDrive" 2>&1
            $output | Select-Object -Last 1
        }
        if (-not $missing -and $seen -isnot [hashtable]) { throw "Torch cannot be used: $output" }
        $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'none'

        function Skip-WithoutTorch {
            if ($missing) { Set-ItResult -Skipped -Because $missing }
        }
    }

    AfterAll { $env:NETANOMALY_ENGINES = $before }

    It 'always has the embedded engine' {
        $engine = Get-AnomalyEngine Embedded
        $engine.IsAvailable | Should -BeTrue
        $engine.Devices[0].Name | Should -Be 'cpu'
        $engine.Devices[0].MemoryTotal | Should -BeGreaterThan 0
        ($engine | Out-String) | Should -Match 'Embedded\s+yes'
        ($engine.Devices | Out-String) | Should -Match 'cpu\s+[\d.,]+ [GM]B'
    }

    It 'says why Torch cannot be used, and the remedy' {
        $engine = Get-AnomalyEngine Torch
        $engine.IsAvailable | Should -BeFalse
        $engine.Problem | Should -Match 'no engine pack is installed'
        $engine.Remedy | Should -Match 'Install-AnomalyEngine'
    }

    It 'refuses Torch without a pack before anything is read' {
        $model = New-AnomalyModel Clstm
        { Invoke-AnomalyTraining $model -Path (Join-Path $TestDrive 'none.csv') -Engine Torch } | Should -Throw -ErrorId 'EngineMissing,*'
        try { Invoke-AnomalyTraining $model -Path (Join-Path $TestDrive 'none.csv') -Device Cuda } catch { $problem = $_ }
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Install-AnomalyEngine'
    }

    It 'shows what is wrong and what to do as sentences, and breaks no word' {
        $shown = Get-AnomalyEngine Torch | Out-String
        $shown | Should -Match 'Install-AnomalyEngine'
        $shown -replace '\s+', ' ' | Should -Match 'installed\. Install it'
    }

    It 'needs no engine for models that have no network' {
        $model = New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 500 | Invoke-AnomalyTraining (New-AnomalyModel TokenFrequency) -Engine Torch
        $model.Provenance.Engine | Should -Be 'Core'
    }

    It 'refuses what makes no sense' {
        $model = New-AnomalyModel Clstm
        { Invoke-AnomalyTraining $model -InputObject @() -Device gpu } | Should -Throw
        { Invoke-AnomalyTraining $model -Path x -Device gpu } | Should -Throw -ErrorId 'EngineOptionInvalid,*'
        { Invoke-AnomalyTraining $model -Path x -Engine Embedded -Device Cuda } | Should -Throw -ErrorId 'EngineCannotDo,*'
        { Invoke-AnomalyTraining $model -Path x -Engine Embedded -Precision BFloat16 } | Should -Throw -ErrorId 'EngineCannotDo,*'
    }

    It 'says under -Verbose what it took' {
        $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 500)
        $said = $flows | Invoke-AnomalyTraining (New-AnomalyModel Clstm -EmbeddingSize 8 -HiddenSize 8) -Epoch 1 -Device Cpu -Verbose 4>&1 |
            Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$said" | Should -Match 'Engine Embedded on cpu'
    }

    It 'completes engines and devices' {
        Get-Completion 'Test-FlowAnomaly x -Engine ' | Should -Be 'Auto', 'Embedded', 'Torch'
        Get-Completion 'Import-AnomalyModel x -Device c' | Should -Be 'Cpu', 'Cuda', 'cuda:1'
    }

    It 'supports -WhatIf where packs come and go' {
        foreach ($name in 'Install-AnomalyEngine', 'Uninstall-AnomalyEngine') { (Get-Command $name).Parameters.Keys | Should -Contain 'WhatIf' }
    }

    It 'refuses a file that is no pack, and goes on' {
        $bad = Join-Path $TestDrive 'bad.zip'
        Set-Content $bad 'no zip'
        Install-AnomalyEngine $bad, $bad -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be 2
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'EnginePackUnusable,*'
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Test-Path $env:NETANOMALY_ENGINES | Should -BeFalse
    }

    It 'says so where there is no pack to remove' {
        { Uninstall-AnomalyEngine -ErrorAction Stop } | Should -Throw -ErrorId 'EnginePackNotFound,*'
    }

    It 'makes a pack of packages and installs it' {
        Skip-WithoutTorch
        $installed.Name | Should -Be 'Torch'
        $installed.Packages | Should -Contain $installed.Version
        $libtorch = @($installed.Packages -match '^libtorch')
        $libtorch.Count | Should -Be 1 -Because 'the libtorch of one platform is enough'
        $libtorch[0] | Should -Match "^libtorch-$($installed.Pack) "
        Get-ChildItem $installed.Path -Recurse | Where-Object Name -Match 'SkiaSharp|torch_python|_test\.' | Should -BeNullOrEmpty
        Split-Path $installed.Path | Should -Be $packs
        Test-Path (Join-Path $installed.Path 'engine.json') | Should -BeTrue
    }

    It 'says what it changed in a library so that it loads here' {
        Skip-WithoutTorch
        foreach ($change in $installed.Adjustments) {
            $change | Should -Match 'no longer requires GLIBCXX_[\d.]+ of libstdc\+\+\.so\.6'
            ($installed | Out-String) -replace '\s+', ' ' | Should -Match 'no longer requires GLIBCXX'
        }
        $notes = (Get-Content (Join-Path $installed.Path 'engine.json') -Raw | ConvertFrom-Json).adjustments
        @($notes).Count | Should -Be $installed.Adjustments.Count
        if (-not $IsLinux) { $installed.Adjustments.Count | Should -Be 0 }
    }

    It 'keeps what libtorch warns of from the console, unless a severity is set' {
        Skip-WithoutTorch
        $script = {
            param($manifestPath)
            Import-Module $manifestPath
            [void] (Get-AnomalyEngine Torch)
            $context = [System.Runtime.Loader.AssemblyLoadContext]::All.Where{ $_.Name -eq 'NetAnomaly.Torch' }[0]
            $torch = $context.Assemblies.Where{ $_.GetName().Name -eq 'TorchSharp' }[0].GetType('TorchSharp.torch')
            # Of one number there is no standard deviation.
            [void] $torch::ones([long[]] @(1)).std()
            'done'
        }
        $env:NETANOMALY_ENGINES = $packs
        $level = $env:TORCH_CPP_LOG_LEVEL
        try {
            $env:TORCH_CPP_LOG_LEVEL = $null
            "$(& $pwsh @shell -NoProfile -NonInteractive -Command $script -args $manifestPath 2>&1)" | Should -Be 'done'
            $env:TORCH_CPP_LOG_LEVEL = 'WARNING'
            "$(& $pwsh @shell -NoProfile -NonInteractive -Command $script -args $manifestPath 2>&1)" | Should -Match 'degrees of freedom'
        }
        finally {
            $env:TORCH_CPP_LOG_LEVEL = $level
            $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'none'
        }
    }

    It 'installs a pack from its zip, once, and removes it' {
        Skip-WithoutTorch
        $env:NETANOMALY_ENGINES = (Join-Path $TestDrive 'zipped') + [System.IO.Path]::DirectorySeparatorChar
        try {
            Install-AnomalyEngine $zip -WhatIf
            Test-Path $env:NETANOMALY_ENGINES | Should -BeFalse
            $pack = Get-Item $zip | Install-AnomalyEngine
            $pack.Scope | Should -Be 'CurrentUser'
            { Install-AnomalyEngine $zip -ErrorAction Stop } | Should -Throw -ErrorId 'EnginePackExists,*'
            { Install-AnomalyEngine $zip -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId 'EnginePackExists,*'
            { Install-AnomalyEngine -FromFeed -Device Cpu -ErrorAction Stop } | Should -Throw -ErrorId 'EnginePackExists,*'
            (Install-AnomalyEngine $zip -Force).Path | Should -Be $pack.Path
            Uninstall-AnomalyEngine -WhatIf
            Test-Path $pack.Path | Should -BeTrue
            $pack | Uninstall-AnomalyEngine
            Get-ChildItem $env:NETANOMALY_ENGINES -Force | Should -BeNullOrEmpty
        }
        finally {
            $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'none'
        }
    }

    It 'names a damaged pack once, and removes it' {
        Skip-WithoutTorch
        $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'damaged'
        try {
            $pack = Install-AnomalyEngine $zip
            Remove-Item (Join-Path $pack.Path 'TorchSharp.dll')
            $found = @(Get-AnomalyEngine Torch)
            $found.Count | Should -Be 1
            $found[0].Path | Should -Be $pack.Path
            $found[0].Problem | Should -Match "'TorchSharp.dll' is missing"
            $found[0].Remedy | Should -Match '-Force'
            $found | Uninstall-AnomalyEngine
            Test-Path $pack.Path | Should -BeFalse
        }
        finally {
            $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'none'
        }
    }

    It 'loads nothing native before Torch is asked for' {
        Skip-WithoutTorch
        $seen.Early | Should -Be 0
        $seen.Late | Should -BeGreaterThan 0
    }

    It 'trains and scores on Torch, and says so' {
        Skip-WithoutTorch
        $seen.Trained | Should -Be 'Torch cpu'
        $seen.Where | Should -Be 'Torch on cpu'
        $seen.Read | Should -Be 'Torch on cpu'
        $seen.Said | Should -Match 'Engine Torch on cpu'
        $seen.Version | Should -Match '^TorchSharp '
    }

    It 'scores alike on both engines, from memory and from a file' {
        Skip-WithoutTorch
        $seen.Score | Should -BeGreaterThan 0
        [Math]::Abs($seen.Embedded - $seen.Score) / $seen.Score | Should -BeLessThan 1e-4
        # libtorch's sums depend, in the last digit, on where in memory the numbers lie.
        [Math]::Abs($seen.ReadScore - $seen.Score) / $seen.Score | Should -BeLessThan 1e-6
    }

    It 'works in two runspaces at once, and after Remove-Module, in one load context' {
        Skip-WithoutTorch
        foreach ($score in @($seen.Two) + $seen.Again) { [Math]::Abs($score - $seen.Score) / $seen.Score | Should -BeLessThan 1e-6 }
        $seen.Two.Count | Should -Be 2
        $seen.Contexts | Should -Be 1
        $seen.Other | Should -Be '99.0.0.0'
        $seen.Own | Should -Contain 'TorchSharp'
        $seen.Own | Should -Not -Contain 'NetAnomaly.Core'
    }

    It 'goes on with an engine that is removed, and says so' {
        Skip-WithoutTorch
        if ($IsWindows) { Set-ItResult -Skipped -Because 'Windows may keep libraries that are in use, and the pack with them' }
        $seen.Removed | Should -Match 'This process has started the engine that is removed'
        $seen.Gone | Should -Match 'the pack has been removed'
        [Math]::Abs($seen.Afterwards - $seen.Score) / $seen.Score | Should -BeLessThan 1e-6
    }

    It 'computes with an engine that was removed as soon as it had started' {
        Skip-WithoutTorch
        if ($IsWindows) { Set-ItResult -Skipped -Because 'Windows may keep libraries that are in use, and the pack with them' }
        $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'brief'
        Copy-Item $packs $env:NETANOMALY_ENGINES -Recurse
        try {
            # Most functions of the native library are called for the first time after it is gone, some of them by the finalizer.
            $said = & $pwsh @shell -NoProfile -NonInteractive -Command {
                param($manifestPath)
                $WarningPreference = 'SilentlyContinue'
                Import-Module $manifestPath
                [void] (Get-AnomalyEngine Torch)
                Uninstall-AnomalyEngine
                $flows = @(New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 500)
                $model = $flows | Invoke-AnomalyTraining (New-AnomalyModel Clstm) -Epoch 1 -Engine Torch
                $score = ($flows | Test-FlowAnomaly $model | Measure-Object Score -Average).Average
                [GC]::Collect()
                [GC]::WaitForPendingFinalizers()
                "$($model.Engine): $score"
            } -args $manifestPath 2>&1
        }
        finally {
            $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'none'
        }
        "$($said | Select-Object -Last 1)" | Should -Match '^Torch on cpu: \d'
    }

    It 'computes in the precision that is asked for where the model is in another' {
        Skip-WithoutTorch
        $seen.Single | Should -BeLessThan 1e-5
        $seen.Half | Should -BeGreaterThan 1e-4
    }

    Context 'that are asked what is known' {
        BeforeAll {
            function Invoke-InOwnProcess([scriptblock] $script) {
                $env:NETANOMALY_ENGINES = $packs
                try { & $pwsh @shell -NoProfile -NonInteractive -Command $script -args $manifestPath 2>&1 | Select-Object -Last 1 }
                finally { $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'none' }
            }
            $ask = {
                param($manifestPath)
                Import-Module $manifestPath
                $engine = @(Get-AnomalyEngine Torch)[0]
                $flows = New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 300
                $model = New-AnomalyModel Clstm -EmbeddingSize 8 -HiddenSize 8
                $id = try { $flows | Invoke-AnomalyTraining $model -Epoch 1 -Engine Torch -WarningAction SilentlyContinue -ErrorAction Stop | ForEach-Object Engine }
                catch { $_.FullyQualifiedErrorId; $remedy = $_.ErrorDetails.RecommendedAction }
                @{
                    IsAvailable = $engine.IsAvailable; Problem = $engine.Problem; Remedy = $engine.Remedy; Error = "$id"; ErrorRemedy = $remedy
                    Count = $engine.SelfTest[0].Cases.Count; Passed = $engine.SelfTest[0].Passed; Largest = $engine.SelfTest[0].LargestError
                }
            }
        }

        It 'answers rightly, embedded and on Torch, and shows every answer' {
            $embedded = (Get-AnomalyEngine Embedded -Check).SelfTest
            $embedded.Passed | Should -BeTrue
            $embedded.Cases.Count | Should -BeGreaterThan 50
            $embedded.LargestError | Should -BeLessThan 1e-4
            (Get-AnomalyEngine Embedded).SelfTest | Should -BeNullOrEmpty
            Skip-WithoutTorch
            $found = Invoke-InOwnProcess $ask
            $found.IsAvailable | Should -BeTrue
            $found.Passed | Should -BeTrue
            $found.Error | Should -Be 'Torch on cpu'
        }

        It 'refuses an engine that answered wrongly with every instruction set, says so, and asks again with -Check' {
            Skip-WithoutTorch
            [void] (Invoke-InOwnProcess $ask)
            $path = (Get-ChildItem $packs -Recurse -Filter selftest-*.json).FullName
            if (-not $path) { Set-ItResult -Skipped -Because 'this processor has no instruction sets that oneDNN could be denied' }
            $record = Get-Content $path -Raw | ConvertFrom-Json
            $record.Limit = $null
            $record.Results = [regex]::new('"Error":[^,]+').Replace($record.Results, '"Error":0.2', 1)
            $record | ConvertTo-Json | Set-Content $path
            $found = Invoke-InOwnProcess $ask
            $found.IsAvailable | Should -BeFalse
            $found.Problem | Should -Match 'answers wrongly on cpu in precision Single.*: linear: output: off by 2e-1'
            $found.Remedy | Should -Match '-Engine Embedded'
            $found.Error | Should -BeLike 'EngineWrongResults,*'
            $found.ErrorRemedy | Should -Match '-Engine Embedded'
            $found.Passed | Should -BeFalse
            $again = Invoke-InOwnProcess {
                param($manifestPath)
                Import-Module $manifestPath
                @{ IsAvailable = @(Get-AnomalyEngine Torch -Check)[0].IsAvailable }
            }
            $again.IsAvailable | Should -BeTrue
            (Get-Content $path -Raw | ConvertFrom-Json).Limit | Should -Not -BeNullOrEmpty
        }

        It 'asks again where what was remembered is damaged' {
            Skip-WithoutTorch
            [void] (Invoke-InOwnProcess $ask)
            $path = (Get-ChildItem $packs -Recurse -Filter selftest-*.json).FullName
            if (-not $path) { Set-ItResult -Skipped -Because 'this processor has no instruction sets that oneDNN could be denied' }
            Set-Content $path '{'
            (Invoke-InOwnProcess $ask).IsAvailable | Should -BeTrue
            (Get-Content $path -Raw | ConvertFrom-Json).Key | Should -Not -BeNullOrEmpty
        }
    }

    Context 'with stand-ins for the NVIDIA driver' {
        BeforeAll {
            $unfit = if (-not $IsLinux -or -not (Get-Command gcc -ErrorAction Ignore)) { 'the stand-ins are built with gcc on Linux' }
            $drivers = Join-Path $TestDrive 'drivers'
            $computing = Join-Path $TestDrive 'computing'
            if (-not $unfit) {
                [void] (New-Item -ItemType Directory $drivers, $computing)
                # Two GPUs, which NVML knows by their place on the bus and CUDA numbers the other way round.
                Set-Content (Join-Path $TestDrive 'nvml.c') @'
#include <string.h>
static int started, gpus[2];
struct memory { unsigned long long total, free, used; };
int nvmlInit_v2(void) { started = 1; return 0; }
int nvmlSystemGetDriverVersion(char *text, unsigned length) { if (!started) return 1; if (length < 80) return 7; strcpy(text, "570.86.15"); return 0; }
int nvmlDeviceGetCount_v2(unsigned *count) { *count = 2; return started ? 0 : 1; }
int nvmlDeviceGetHandleByPciBusId_v2(const char *place, void **gpu) {
    if (!strcmp(place, "0000:01:00.0")) { *gpu = &gpus[0]; return 0; }
    if (!strcmp(place, "0000:41:00.0")) { *gpu = &gpus[1]; return 0; }
    return 6;
}
int nvmlDeviceGetMemoryInfo(void *gpu, struct memory *memory) {
    int second = gpu == &gpus[1];
    memory->total = (second ? 80ull : 24ull) << 30; memory->free = (second ? 60ull : 20ull) << 30; memory->used = memory->total - memory->free;
    return 0;
}
'@
                Set-Content (Join-Path $TestDrive 'cuda.c') @'
#include <stdlib.h>
#include <string.h>
int cuInit(unsigned flags) { return getenv("STAND_IN_ERROR") ? atoi(getenv("STAND_IN_ERROR")) : 0; }
int cuDeviceGetCount(int *count) { *count = 2; return 0; }
int cuDeviceGet(int *device, int index) { *device = 100 + index; return 0; }
int cuDeviceGetName(char *text, int length, int device) { strncpy(text, device == 100 ? "Large" : "Small", length); return 0; }
int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = (size_t)(device == 100 ? 79 : 23) << 30; return 0; }
int cuDeviceGetPCIBusId(char *text, int length, int device) { strncpy(text, device == 100 ? "0000:41:00.0" : "0000:01:00.0", length); return 0; }
'@
                gcc -shared -fPIC -o (Join-Path $drivers 'libnvidia-ml.so.1') (Join-Path $TestDrive 'nvml.c')
                gcc -shared -fPIC -o (Join-Path $drivers 'libcuda.so.1') (Join-Path $TestDrive 'cuda.c')
                Copy-Item (Join-Path $drivers 'libcuda.so.1') $computing
            }

            function Get-WithDriver([string] $folder, [int] $failure) {
                if ($unfit) { Set-ItResult -Skipped -Because $unfit }
                $env:LD_LIBRARY_PATH = $folder
                if ($failure) { $env:STAND_IN_ERROR = "$failure" }
                try {
                    & $pwsh @shell -NoProfile -NonInteractive -Command {
                        param($manifestPath)
                        Import-Module $manifestPath
                        $flows = New-SampleFlow -Day 1 -HostCount 2 | Select-Object -First 300
                        [void] ($flows | Invoke-AnomalyTraining (New-AnomalyModel Clstm -EmbeddingSize 8 -HiddenSize 8) -Epoch 1 -WarningAction Ignore -InformationAction Ignore)
                        $early = @([System.Diagnostics.Process]::GetCurrentProcess().Modules.ModuleName -match '^lib(nvidia|cuda)').Count
                        $engine = Get-AnomalyEngine Torch
                        $core = [System.AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'NetAnomaly.Core' }[0]
                        $driver = $core.GetType('NetAnomaly.Core.Engines.Packs.CudaDriver')
                        @{
                            Early = $early
                            Driver = $engine.Driver; Remedy = $engine.Remedy; Problem = $driver::Problem()
                            Devices = @($driver::Devices().ForEach{ "$($_.Name) $($_.Description) $($_.MemoryTotal / 1GB) $($_.MemoryFree / 1GB)" })
                        }
                    } -args $manifestPath
                }
                finally { $env:LD_LIBRARY_PATH = $env:STAND_IN_ERROR = $null }
            }
        }

        It 'reads version and memory, GPUs numbered as CUDA numbers them' {
            $seen = Get-WithDriver $drivers
            $seen.Driver | Should -Be '570.86.15'
            $seen.Early | Should -Be 0 -Because 'without a pack no driver is asked'
            $seen.Devices | Should -Be 'cuda:0 Large 80 60', 'cuda:1 Small 24 20'
            $seen.Problem | Should -BeNullOrEmpty
            $seen.Remedy | Should -Match '-FromFeed -Device Cuda'
        }

        It 'finds GPUs where only computing was given, without the management library' {
            $seen = Get-WithDriver $computing
            $seen.Driver | Should -BeNullOrEmpty
            $seen.Devices | Should -Be 'cuda:0 Large 79 0', 'cuda:1 Small 23 0'
            $seen.Remedy | Should -Match '-FromFeed -Device Cuda'
        }

        It 'says with which error the driver does not start' {
            $seen = Get-WithDriver $drivers 803
            $seen.Devices | Should -BeNullOrEmpty
            $seen.Problem | Should -Be 'the CUDA driver does not start (error 803)'
        }
    }

    It 'runs the first scan on Torch' {
        Skip-WithoutTorch
        $flows = @(New-SampleFlow -Day 1 -HostCount 2)
        $past = Join-Path $TestDrive 'past.binetflow'
        Write-ArgusFile $past $flows[0..1999]
        $env:NETANOMALY_ENGINES = $packs
        try {
            $found = & $pwsh @shell -NoProfile -NonInteractive -Command "& '$(Get-RepositoryRoot)/examples/FirstScan.ps1' -TrainOn '$past' -Scan '$past' -Architecture Clstm -Engine Torch -ModulePath '$manifestPath' 3>`$null; 'done'" 2>&1
        }
        finally {
            $env:NETANOMALY_ENGINES = Join-Path $TestDrive 'none'
        }
        "$($found | Select-Object -Last 1)" | Should -Be 'done'
        "$found" | Should -Not -Match 'Error|cannot'
    }
}
